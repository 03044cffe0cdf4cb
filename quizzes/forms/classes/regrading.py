"""What is to be done with the answers to a question; another mark; second looks; reports."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.engine.scoring import shown
from quizzes.models.assignments import Assignment
from quizzes.models.attempts import AttemptItem
from quizzes.models.grading import GradingAct

LONGEST_REASON = 500
LONGEST_TEXT = 2000
REGRADE, EVERYONE, DROP = (
    GradingAct.Kind.REGRADE,
    GradingAct.Kind.EVERYONE,
    GradingAct.Kind.DROP,
)

# By its name in the address: the act, its choice, whether those who fall keep their percent.
ACTS: dict[str, tuple[str, str, bool]] = {
    "recompute": (REGRADE, GradingAct.Choice.RECOMPUTE, False),
    "only_rise": (REGRADE, GradingAct.Choice.ONLY_RISE, False),
    "both": (REGRADE, GradingAct.Choice.BOTH, False),
    "everyone": (EVERYONE, "", False),
    "drop": (DROP, "", False),
    "drop_keeping": (DROP, "", True),
}
LABELS = (
    ("recompute", _("Score again, as the corrected key says")),
    ("only_rise", _("Score again, and change only scores that rise")),
    ("both", _("Score again: the old key and the corrected one both count as right")),
    ("everyone", _("Give everyone the point")),
    ("drop", _("Drop the question: it counts for nobody")),
    ("drop_keeping", _("Drop the question, and who would fall by it keeps the old percent")),
)


class ActForm(forms.Form):
    """What is to be done, and with the answers at which assignments."""

    act = forms.ChoiceField(
        label=_("What shall be done?"), choices=LABELS, widget=forms.RadioSelect
    )
    at = forms.MultipleChoiceField(
        label=_("At which assignments?"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, given: Sequence[Assignment], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.given = {str(assignment.public_id): assignment for assignment in given}
        field: Any = self.fields["at"]
        field.choices = [
            (key, f"{each.quiz.title} · {each.classroom.name}") for key, each in self.given.items()
        ]

    @property
    def assignments(self) -> tuple[Assignment, ...]:
        """The assignments that were ticked."""
        return tuple(self.given[key] for key in self.cleaned_data["at"])


class ApplyForm(forms.Form):
    """Why marks are changed: students whose score changes read it."""

    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Students whose score changes read this at the question."),
        max_length=LONGEST_REASON,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class PointsForm(forms.Form):
    """Points for one answer, out of its own."""

    points = forms.DecimalField(label=_("Points"), min_value=0, max_digits=9, decimal_places=2)

    def __init__(self, item: AttemptItem, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        most = shown(item.points)
        self.fields["points"].help_text = _("Of %(most)s at most.") % {"most": most}
        self.fields["points"].widget.attrs.update({"class": "qs-short", "inputmode": "decimal"})

    def clean_points(self) -> Decimal | None:
        """Refuse more points than the question has."""
        points: Decimal | None = self.cleaned_data["points"]
        if points is not None and points > shown(self.item.points):
            raise forms.ValidationError(_("The question has fewer points than that."))
        return points

    @property
    def fraction(self) -> Fraction | None:
        """What was given, 0..1 of the points; None where nothing was, or what counts was typed."""
        points: Decimal | None = self.cleaned_data["points"]
        if points is None:
            return None
        counting = self.item.fraction
        if counting is not None and shown(counting * self.item.points) == points:
            return counting
        worth = self.item.points
        return min(Fraction(points) / worth, Fraction(1)) if worth else Fraction(0)


class OverrideForm(PointsForm, ApplyForm):
    """Another mark for one answer, with its reason."""

    based_on = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    comment = forms.CharField(
        label=_("A comment for the student (optional)"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ("points", "reason", "comment")


class LookForm(forms.Form):
    """What a student says about a mark."""

    text = forms.CharField(
        label=_("Why should somebody look again?"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AnswerForm(forms.Form):
    """What is answered to a student."""

    answer = forms.CharField(
        label=_("Your answer to the student"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AnswerLookForm(PointsForm, AnswerForm):
    """An answer, and another mark if a teacher of the class gives one."""

    field_order = ("answer", "points")

    def __init__(self, item: AttemptItem, *args: Any, may_mark: bool, **kwargs: Any) -> None:
        super().__init__(item, *args, **kwargs)
        self.fields["points"].required = False
        self.fields["points"].label = _("Other points (empty: the mark stays)")
        if not may_mark:
            self.fields["points"].disabled = True
            self.fields["points"].widget = forms.HiddenInput()
