"""The editing form of a multiple choice."""

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.engine.kinds.multiple_choice import Scoring
from quizzes.forms.questions.fields import LineField, ShareField, feedback, yes
from quizzes.forms.questions.parts import Part, Row


class OptionRow(Row):
    """One option, right or wrong."""

    noun = _("Option")
    adding = _("Add an option")
    plural = _("Options")

    text = LineField(_("Text"))
    is_right = yes(_("Right"))
    weight = ShareField(
        required=False,
        label=_("Weight, in percent"),
        help_text=_("Only where you set the weights; below 0 for one that costs."),
    )
    feedback = feedback()


class SpecPart(Part):
    """Options, and how choosing several of them is scored."""

    about = _("Several options may be right; the page says how many, or “all that apply”.")
    lists = {"options": OptionRow}
    starts = {"options": 4}

    scoring = forms.ChoiceField(
        label=_("How it is scored"),
        choices=[
            (Scoring.PARTIAL, _("Right ones earn, wrong ones cost")),
            (Scoring.WEIGHTS, _("By weights of your own")),
        ],
        initial=Scoring.PARTIAL,
        widget=forms.RadioSelect,
    )
    tells_count = yes(_("Say how many are right"), _("Otherwise the page says: all that apply."))
    is_shuffled = yes(_("Shuffle the options for each student"), is_usual=True)
