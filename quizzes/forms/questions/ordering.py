"""The editing form of things to put in order."""

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.engine.kinds.ordering import Scoring
from quizzes.forms.questions.fields import LineField
from quizzes.forms.questions.parts import Part, Row


class ItemRow(Row):
    """One thing to put in order."""

    noun = _("Item")
    adding = _("Add an item")
    plural = _("Items, in the right order")
    hint = _("Students get them shuffled, never in this order.")

    text = LineField(_("Text"))


class SpecPart(Part):
    """The items in the right order, and what of an order earns."""

    about = _("Things are put in order.")
    lists = {"items": ItemRow}
    starts = {"items": 4}

    scoring = forms.ChoiceField(
        label=_("How it is scored"),
        choices=[
            (Scoring.PAIRS, _("By pairs: for any two items, the right one first")),
            (Scoring.PLACES, _("By places: each item at its own place")),
            (Scoring.SUBSEQUENCE, _("By the longest run in order, with others between")),
        ],
        initial=Scoring.PAIRS,
        widget=forms.RadioSelect,
    )
