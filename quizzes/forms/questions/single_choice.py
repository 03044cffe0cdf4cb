"""The editing form of a single choice."""

from django.utils.translation import gettext_lazy as _

from quizzes.forms.questions.fields import LineField, ShareField, feedback, yes
from quizzes.forms.questions.parts import Part, Row


class OptionRow(Row):
    """One option, and what it earns."""

    noun = _("Option")
    adding = _("Add an option")
    plural = _("Options")
    most = 60
    hint = _("The right one earns 100, a wrong one 0, one that is half right 50.")

    text = LineField(_("Text"))
    fraction = ShareField(required=False)
    feedback = feedback()


class SpecPart(Part):
    """Options, in the author's order."""

    about = _("One option is right.")
    lists = {"options": OptionRow}
    starts = {"options": 4}

    is_shuffled = yes(_("Shuffle the options for each student"), is_usual=True)
