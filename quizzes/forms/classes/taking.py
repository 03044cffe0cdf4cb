"""How an assignment is taken: everything that is the same for all classes that get it."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from quizzes.engine.behaviors.interactive import Interactive
from quizzes.engine.behaviors.registry import BEHAVIORS
from quizzes.engine.disclosure import PRESETS as POLICIES
from quizzes.engine.disclosure import Part
from quizzes.engine.settings.giving import PRACTICE_PRICE
from quizzes.engine.settings.presets import PRESETS
from quizzes.engine.terms import Terms
from quizzes.forms.composition import CHOICES
from quizzes.forms.quizzes.settings import MOST_MINUTES, MOST_TRIES
from quizzes.models.assignments import Assignment
from quizzes.queries.composition import Place, refusal_of
from quizzes.templatetags.words import words

GROUPS: Sequence[tuple[str, Any, Sequence[str]]] = (
    ("taking", _("How it is taken"), ("attempts_allowed", "limit_minutes", "behavior")),
    ("scoring", _("Scoring"), ("grading_method", "late_percent")),
    (
        "showing",
        _("What students see and when"),
        ("review_preset", "are_scores_held", "is_closing_each_own", "is_practice_allowed"),
    ),
    ("starting", _("Who may begin"), ("access_code",)),
)
# What a preset fills here; the rest of it is the quiz's own.
FILLED = ("attempts_allowed", "limit_minutes", "behavior", "grading_method", "review_preset")


class TakingForm(forms.Form):
    """Tries, time, behavior, scoring, what is shown; only behaviors that all questions offer."""

    attempts_allowed = forms.IntegerField(
        label=_("Tries"),
        help_text=_("Empty: as many as they like."),
        required=False,
        min_value=1,
        max_value=MOST_TRIES,
        widget=forms.NumberInput(attrs={"class": "qs-short"}),
    )
    limit_minutes = forms.IntegerField(
        label=_("Time limit, in minutes"),
        help_text=_("Empty: no limit. A student with extra time gets it on top."),
        required=False,
        min_value=1,
        max_value=MOST_MINUTES,
        widget=forms.NumberInput(attrs={"class": "qs-short"}),
    )
    behavior = forms.ChoiceField(label=_("When answers are scored"))
    grading_method = forms.ChoiceField(
        label=_("Which try counts"), choices=CHOICES["grading_method"]
    )
    late_percent = forms.IntegerField(
        label=_("Percent taken off for each day begun after the due time"),
        help_text=_("Of the points earned. It matters where the quiz closes later than it is due."),
        required=False,
        min_value=0,
        max_value=100,
        widget=forms.NumberInput(attrs={"class": "qs-short"}),
    )
    review_preset = forms.ChoiceField(label=_("What is shown"), choices=CHOICES["review_preset"])
    are_scores_held = forms.BooleanField(
        label=_("Hold the scores until I release them"), required=False
    )
    is_closing_each_own = forms.BooleanField(
        label=_("“At closing” is each student's own closing time"),
        help_text=_("Else it waits for the last student: who is done early could tell the others."),
        required=False,
    )
    is_practice_allowed = forms.BooleanField(
        label=_("Allow practice with these questions meanwhile"),
        help_text=words(PRACTICE_PRICE),
        required=False,
    )
    access_code = forms.CharField(
        label=_("Access code"),
        help_text=_("Optional. You say it in the room; nobody begins without it."),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, places: Sequence[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = places
        offered: Any = self.fields["behavior"]
        current = self.initial.get("behavior")
        offered.choices = [
            (each.name, words(each.label))
            for each in BEHAVIORS.values()
            if each.name == current or next(unfit(places, each.name), None) is None
        ]

    @property
    def groups(self) -> Sequence[tuple[str, Any, Sequence[forms.BoundField]]]:
        """What stands together: name, heading, fields."""
        return [(name, title, [self[each] for each in fields]) for name, title, fields in GROUPS]

    def clean_behavior(self) -> str:
        """Refuse a behavior that a question does not offer any more."""
        behavior = str(self.cleaned_data["behavior"])
        reason = next(unfit(self.places, behavior), None)
        if reason is not None:
            raise ValidationError(reason)
        return behavior

    def clean(self) -> dict[str, Any]:
        """Check that a second try does not tell what is shown later."""
        told = super().clean() or self.cleaned_data
        policy = POLICIES.get(told.get("review_preset", ""))
        is_telling = told.get("behavior") == Interactive.name
        if policy and is_telling and Part.CORRECTNESS not in policy.right_after:
            self.add_error(
                "behavior",
                _("A second try tells that the first was not right, which is shown later here."),
            )
        return told

    def values(self) -> dict[str, Any]:
        """Return what was chosen, as the columns of an assignment hold it."""
        said = dict(self.cleaned_data)
        minutes = said.pop("limit_minutes")
        return {
            **said,
            "attempts_allowed": said["attempts_allowed"] or 0,
            "limit_seconds": 60 * (minutes or 0),
            "late_percent": said["late_percent"] or 0,
            "access_code": said["access_code"].strip(),
        }


def unfit(places: Sequence[Place], behavior: str) -> Iterator[str]:
    """Yield why questions cannot be asked under a behavior."""
    for place in places:
        for version in place.versions:
            if (reason := refusal_of(version, behavior)) is not None:
                yield words(reason)


def begun_with(assignment: Assignment) -> dict[str, Any]:
    """Return how an assignment is taken, as the form shows it."""
    names = ("late_percent", "are_scores_held", "is_closing_each_own", "is_practice_allowed")
    return {
        **of_terms(assignment.terms()),
        **{name: getattr(assignment, name) for name in (*names, "access_code")},
    }


def of_terms(terms: Terms) -> dict[str, Any]:
    """Return terms as the form shows them."""
    return {
        "attempts_allowed": terms.attempts_allowed,
        "limit_minutes": _minutes(terms.limit),
        "behavior": terms.behavior,
        "grading_method": terms.grading_method,
        "review_preset": terms.review_preset,
        "late_percent": terms.late_percent,
    }


def filled(data: QueryDict, preset_name: str) -> QueryDict:
    """Return what a browser would post after a preset has filled its settings."""
    values = dict(PRESETS[preset_name].values)
    limit = values.pop("limit")
    values["limit_minutes"] = _minutes(limit) if isinstance(limit, timedelta) else None
    posted = data.copy()
    for name in FILLED:
        posted[name] = "" if values[name] is None else str(values[name])
    return posted


def _minutes(limit: timedelta | None) -> int | None:
    return None if limit is None else int(limit.total_seconds()) // 60
