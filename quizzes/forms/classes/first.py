"""A teacher's first class: how its quiz is taken, and until when."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.forms.accounts import PlainForm
from quizzes.forms.classes.moments import ClassMomentField, refuse_disorder
from quizzes.services.assignments import AssignmentTerms

AS_THE_QUIZ = "quiz"
# Ways that fit every kind of question.
WAYS = (
    ("homework", _("Homework: one try; scores right after, the reasons at the end")),
    (
        "reading_check",
        _("Reading check: one try of 15 minutes; scores right after, the reasons at the end"),
    ),
    ("exam", _("Exam: one try of 45 minutes; nothing is shown until you release it")),
    (AS_THE_QUIZ, _("As the quiz is set")),
)
MINUTES = {"reading_check": 15, "exam": 45}


class FirstDatesForm(PlainForm):
    """From when until when, and how."""

    way = forms.ChoiceField(choices=WAYS, widget=forms.RadioSelect, initial="homework")
    opens_at = ClassMomentField()
    closes_at = ClassMomentField(required=True)

    def __init__(self, *args: Any, zone: ZoneInfo, now: datetime, **kwargs: Any) -> None:
        """Offer a week from now, until 18:00 by the class's clock."""
        super().__init__(*args, **kwargs)
        self.now = now
        in_a_week = now.astimezone(zone) + timedelta(days=7)
        self.initial.setdefault("closes_at", in_a_week.replace(hour=18, minute=0, second=0))
        for name in ("opens_at", "closes_at"):
            field = self.fields[name]
            assert isinstance(field, ClassMomentField)  # noqa: S101 - for the type checker
            field.zone = zone
        self.say("way", _("How it is taken"))
        self.say("opens_at", _("Opens"), _("Empty: at once, for everybody who has joined."))
        self.say("closes_at", _("Due until"), _("After this nobody can begin or hand in."))

    def clean_closes_at(self) -> datetime:
        """Refuse an end that is over already."""
        closes_at: datetime = self.cleaned_data["closes_at"]
        if closes_at <= self.now:
            raise forms.ValidationError(_("This is over already. Give a later time."))
        return closes_at

    def clean(self) -> dict[str, Any]:
        """Refuse times that are not in order."""
        refuse_disorder(self)
        return self.cleaned_data

    @property
    def terms(self) -> AssignmentTerms:
        """What the assignment sets."""
        said = self.cleaned_data
        dates = {
            "opens_at": said["opens_at"],
            "due_at": said["closes_at"],
            "closes_at": said["closes_at"],
        }
        if said["way"] == AS_THE_QUIZ:
            return AssignmentTerms(**dates)
        return AssignmentTerms(
            **dates,
            behavior="deferred",
            grading_method="highest",
            review_preset=said["way"],
            attempts_allowed=1,
            # 0 is without a limit, whatever the quiz says.
            limit_seconds=60 * MINUTES.get(said["way"], 0),
        )
