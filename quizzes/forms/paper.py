"""How a quiz is put on paper."""

import secrets

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.engine.paper.sheet import Paper
from quizzes.queries.composition.paper import MOST_VARIANTS, Wish

# Short enough to be read out; nobody needs to guess which of them is next.
SEEDS = 2**24

ORDERS = [("", _("As the quiz says")), ("shuffled", _("Shuffled")), ("kept", _("As composed"))]


class PaperForm(forms.Form):
    """Variants, order and look of the sheets; by the seed in the address they come again alike."""

    variants = forms.IntegerField(
        label=_("Variants"), min_value=1, max_value=MOST_VARIANTS, initial=1
    )
    order = forms.ChoiceField(label=_("Order of the questions"), choices=ORDERS, required=False)
    size = forms.ChoiceField(
        label=_("Paper"), choices=[(Paper.A4, "A4"), (Paper.LETTER, "Letter")], initial=Paper.A4
    )
    is_large = forms.BooleanField(label=_("Large print"), required=False)
    shows_text = forms.BooleanField(label=_("With the article's text"), required=False)
    seed = forms.IntegerField(
        min_value=0, max_value=SEEDS - 1, widget=forms.HiddenInput, required=True
    )

    # One variant alone; of a long quiz each has a file of its own.
    only = forms.CharField(max_length=1, required=False, widget=forms.HiddenInput)

    @staticmethod
    def first_values() -> dict[str, object]:
        """Return what is offered first: one variant, a seed that nobody has seen."""
        return {"variants": 1, "size": Paper.A4, "seed": secrets.randbelow(SEEDS)}

    def wish(self) -> Wish:
        """Return what was asked for; the form is valid."""
        said = self.cleaned_data
        return Wish(
            variants=said["variants"],
            seed=said["seed"],
            shuffles={"shuffled": True, "kept": False}.get(said["order"]),
            shows_text=said["shows_text"],
            only=said["only"],
        )
