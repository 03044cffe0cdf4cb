"""What a marker chooses and says: levels of a rubric, a comment, points of a group of answers."""

from fractions import Fraction
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from quizzes.engine.kinds import essay
from quizzes.engine.saving import storable
from quizzes.forms.grading import LONGEST_REASON
from quizzes.queries.grading.essays import Filled

LONGEST_COMMENT = 4000
# Of a group of equal answers, in quarters of its points.
SHARES = tuple(Fraction(quarters, 4) for quarters in range(5))


class StorableField(forms.CharField):
    """A text in which what no database stores is replaced, not refused: it was typed."""

    def to_python(self, value: Any) -> Any:
        """Return the text as it can be stored."""
        return super().to_python(storable(value) if isinstance(value, str) else value)


class EssayForm(forms.Form):
    """A level for each criterion, a comment, why a mark changes; `level-<criterion>` are radios."""

    comment = StorableField(
        required=False, max_length=LONGEST_COMMENT, strip=False, label=_("Comment for the student")
    )
    reason = StorableField(
        required=False, max_length=LONGEST_REASON, label=_("Why the mark changes")
    )
    based_on = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    keeps_phrase = forms.BooleanField(required=False)

    def __init__(self, spec: essay.Spec, data: QueryDict) -> None:
        super().__init__(data)
        self.criteria = tuple(criterion.id for criterion in spec.criteria)
        for criterion in spec.criteria:
            levels = [(level.id, level.text) for level in criterion.levels]
            self.fields[f"level-{criterion.id}"] = forms.ChoiceField(choices=levels, required=False)

    def filled(self) -> Filled:
        """Return what is chosen and typed, as far as it can be read."""
        known = getattr(self, "cleaned_data", {})
        return Filled(
            levels={
                criterion: level
                for criterion in self.criteria
                if (level := known.get(f"level-{criterion}"))
            },
            comment=known.get("comment") or self.data.get("comment") or "",
            based_on=known.get("based_on") or 0,
            reason=known.get("reason", ""),
        )

    @property
    def is_touched(self) -> bool:
        """Whether anything is chosen or typed."""
        filled = self.filled()
        return bool(filled.levels or filled.comment.strip())


class GroupForm(forms.Form):
    """What a group of equal answers earns, and a comment; `seen_at` when its page was opened."""

    key = forms.RegexField(r"^[0-9a-f]{16}$")
    share = forms.TypedChoiceField(
        label=_("Points"),
        choices=[(str(share), str(share)) for share in SHARES],
        coerce=Fraction,
    )
    comment = StorableField(
        required=False, max_length=LONGEST_COMMENT, label=_("Comment for the students")
    )
    seen_at = forms.DateTimeField(input_formats=["%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S%z"])


class AcceptForm(forms.Form):
    """Which text a question accepts from now on, for which share of its points."""

    key = forms.RegexField(r"^[0-9a-f]{16}$", widget=forms.HiddenInput)
    share = forms.TypedChoiceField(
        label=_("Earns"),
        choices=[
            ("1", _("all points")),
            ("3/4", _("three quarters of the points")),
            ("1/2", _("half of the points")),
            ("1/4", _("a quarter of the points")),
            ("0", _("no points, with a place of its own in the key")),
        ],
        coerce=Fraction,
    )
