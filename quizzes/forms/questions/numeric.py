"""The editing form of a number."""

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.engine.kinds.numeric import ToleranceKind
from quizzes.forms.questions.fields import LineField, NumberField, ShareField, feedback
from quizzes.forms.questions.parts import Part, Row


class AnswerRow(Row):
    """A number that earns something, and how near one must be."""

    noun = _("Accepted number")
    adding = _("Add an accepted number")
    plural = _("Accepted numbers")
    hint = _("The first that takes what was typed counts.")
    has_id = False

    value = NumberField(label=_("Number"))
    tolerance_kind = forms.ChoiceField(
        label=_("How near"),
        choices=[
            (ToleranceKind.ABSOLUTE, _("Plus or minus")),
            (ToleranceKind.RELATIVE, _("Plus or minus this share of it (0.05: 5 %)")),
            (ToleranceKind.FIGURES, _("To so many significant figures")),
        ],
    )
    tolerance = NumberField(
        label=_("By how much"), required=False, help_text=_("0: this number only.")
    )
    fraction = ShareField(required=False, initial="1")
    feedback = feedback()


class UnitRow(Row):
    """A unit that may be typed."""

    noun = _("Unit")
    adding = _("Ask for a unit")
    plural = _("Units")
    hint = _(
        "With a unit here, a number without one cannot be read. Say what one of it is in the unit"
        " of the accepted numbers: for “km” where they are in meters, 1000."
    )
    has_id = False
    is_movable = False

    text = LineField(_("Unit"))
    factor = NumberField(label=_("One of it is"), initial="1")


class SpecPart(Part):
    """Accepted numbers in the order in which they are tried, and units."""

    about = _("A number is typed, with a unit if you ask for one.")
    lists = {"answers": AnswerRow, "units": UnitRow}
    starts = {"answers": 1}

    otherwise = LineField(_("Feedback to any other number (optional)"), required=False)
