"""How a quiz or an assignment is taken: choices instead of free text, and what fits together."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from quizzes.engine.behaviors.interactive import Interactive
from quizzes.engine.behaviors.registry import BEHAVIORS
from quizzes.engine.disclosure import PRESETS, Part
from quizzes.engine.scoring import GradingMethod
from quizzes.engine.terms import Layout, Navigation
from quizzes.engine.words import Message, mark
from quizzes.models.assignments import Assignment
from quizzes.models.composition import Quiz
from quizzes.queries.composition import numbered, places_of, refusal_of
from quizzes.templatetags.words import words

if TYPE_CHECKING:
    # Generic for the type checker only: Django's form takes no brackets at run time.
    AnyModelForm = forms.ModelForm[Any]
else:
    AnyModelForm = forms.ModelForm

IN_ITS_PLACE = mark("Question %(number)s: %(reason)s")
IN_A_DRAW = mark("A question that question %(number)s can be: %(reason)s")

# What stands in a column, and the words for it.
Choices = Sequence[tuple[str, Any]]

CHOICES: dict[str, Choices] = {
    "layout": [
        (Layout.ONE_PER_PAGE, _("One question a page")),
        (Layout.ALL_ON_ONE, _("All on one page")),
    ],
    "navigation": [
        (Navigation.FREE, _("Free")),
        (Navigation.FORWARD, _("Forward only")),
    ],
    "grading_method": [
        (GradingMethod.HIGHEST, _("The best try")),
        (GradingMethod.LATEST, _("The latest try")),
        (GradingMethod.FIRST, _("The first try")),
        (GradingMethod.AVERAGE, _("The average of the tries")),
    ],
    "review_preset": [
        ("practice", _("Practice: everything right after")),
        ("homework", _("Homework: scores right after, the rest at closing")),
        ("reading_check", _("Reading check: scores right after, the rest at closing")),
        ("exam", _("Exam: everything when released by hand")),
    ],
}
if {name for name, _words in CHOICES["review_preset"]} != PRESETS.keys():
    raise ValueError("CHOICES must name every preset of engine.disclosure")


def choices_of(name: str) -> Choices:
    """Return the choices of a column; those of behaviors are the registry's."""
    if name == "behavior":
        return [(each.name, words(each.label)) for each in BEHAVIORS.values()]
    return CHOICES[name]


class TermsForm(AnyModelForm):
    """Offers what there is, and refuses a behavior that a question of the quiz does not offer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("behavior", *CHOICES):
            if name in self.fields:
                field = self.fields[name]
                empty = [] if field.required else [("", _("As the quiz says"))]
                self.fields[name] = forms.ChoiceField(
                    label=field.label,
                    required=field.required,
                    choices=[*empty, *choices_of(name)],
                    initial=field.initial,
                )

    def clean(self) -> dict[str, Any]:
        """Check the behavior against the quiz's questions, and what is shown right after."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        quiz, behavior = self._quiz(cleaned), cleaned.get("behavior")
        if quiz is not None and behavior:
            for message in self._unfit(quiz, behavior, cleaned.get("review_preset")):
                self.add_error("behavior", ValidationError(words(message)))
        return cleaned

    def _unfit(self, quiz: Quiz, behavior: str, review_preset: str | None) -> Iterator[Message]:
        """Yield what does not fit: each reason once, with the first question that it is about."""
        policy = PRESETS[review_preset or quiz.review_preset]
        if behavior == Interactive.name and Part.CORRECTNESS not in policy.right_after:
            yield Message(
                mark("A second try tells that the first was not right, which is shown later here.")
            )
        told = set()
        for place, number in numbered(places_of(quiz)):
            for reason in filter(None, (refusal_of(each, behavior) for each in place.versions)):
                if reason not in told:
                    told.add(reason)
                    words_for = IN_A_DRAW if place.draw_count else IN_ITS_PLACE
                    yield Message(words_for, {"number": number, "reason": reason})

    def _quiz(self, cleaned: dict[str, Any]) -> Quiz | None:
        if isinstance(self.instance, Assignment):
            return cleaned.get("quiz") or (self.instance.quiz if self.instance.quiz_id else None)
        return self.instance if self.instance.pk else None
