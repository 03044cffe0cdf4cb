"""Ways to take a quiz that teachers know by name, as settings to begin from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from quizzes.engine.scoring import GradingMethod
from quizzes.engine.terms import Layout, Navigation, Terms
from quizzes.engine.words import Message
from quizzes.engine.words import mark as _


@dataclass(frozen=True, slots=True)
class Preset:
    """A named way to take a quiz. `values`: every setting that it fills, by its name in Terms."""

    name: str
    label: Message
    about: Message
    values: Mapping[str, object]

    def applied(self, terms: Terms) -> Terms:
        """Return terms with this preset's settings in place of their own."""
        return replace(terms, **self.values)  # type: ignore[arg-type]


PRESETS: Mapping[str, Preset] = {
    each.name: each
    for each in (
        Preset(
            "practice",
            Message(_("Practice")),
            Message(_("Check each answer at once, as often as one likes, with the article.")),
            {
                "behavior": "immediate",
                "layout": Layout.ONE_PER_PAGE,
                "navigation": Navigation.FREE,
                "shuffles_questions": False,
                "shows_article": True,
                "attempts_allowed": None,
                "limit": None,
                "grading_method": GradingMethod.HIGHEST,
                "review_preset": "practice",
            },
        ),
        Preset(
            "homework",
            Message(_("Homework")),
            Message(_("One try with the article and without hurry; the reasons after closing.")),
            {
                "behavior": "deferred",
                "layout": Layout.ONE_PER_PAGE,
                "navigation": Navigation.FREE,
                "shuffles_questions": False,
                "shows_article": True,
                "attempts_allowed": 1,
                "limit": None,
                "grading_method": GradingMethod.HIGHEST,
                "review_preset": "homework",
            },
        ),
        Preset(
            "reading_check",
            Message(_("Reading check")),
            Message(_("A short one after reading: one try in 15 minutes, without the article.")),
            {
                "behavior": "deferred",
                "layout": Layout.ALL_ON_ONE,
                "navigation": Navigation.FREE,
                "shuffles_questions": True,
                "shows_article": False,
                "attempts_allowed": 1,
                "limit": timedelta(minutes=15),
                "grading_method": GradingMethod.HIGHEST,
                "review_preset": "reading_check",
            },
        ),
        Preset(
            "exam",
            Message(_("Exam")),
            Message(_("One try in 45 minutes, shuffled; nothing is shown until you release it.")),
            {
                "behavior": "deferred",
                "layout": Layout.ONE_PER_PAGE,
                "navigation": Navigation.FREE,
                "shuffles_questions": True,
                "shows_article": False,
                "attempts_allowed": 1,
                "limit": timedelta(minutes=45),
                "grading_method": GradingMethod.HIGHEST,
                "review_preset": "exam",
            },
        ),
    )
}


def preset_of(terms: Terms, *, has_article: bool) -> Preset | None:
    """Return the preset whose settings these all are, None where they are one's own."""
    for preset in PRESETS.values():
        wanted = preset.applied(terms)
        if replace(wanted, shows_article=wanted.shows_article and has_article) == terms:
            return preset
    return None


def changed(before: Terms, after: Terms) -> Iterator[str]:
    """Yield the names of the settings that differ, in the order of a form."""
    for name in PRESETS["practice"].values:
        if getattr(before, name) != getattr(after, name):
            yield name
