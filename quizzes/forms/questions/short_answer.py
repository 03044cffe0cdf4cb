"""The editing form of a short answer; gaps that are typed have the same rows."""

from django.utils.translation import gettext_lazy as _

from quizzes.forms.questions.fields import LineField, ShareField, feedback, yes
from quizzes.forms.questions.parts import Part, Row


class VariantRow(Row):
    """A text that earns something."""

    noun = _("Accepted answer")
    adding = _("Add an accepted answer")
    plural = _("Accepted answers")
    hint = _(
        "The first that fits counts. A star stands for anything: “Tash*”. Write \\* for a star."
    )
    has_id = False
    most = 120

    text = LineField(_("Text"), max_length=500)
    fraction = ShareField(required=False, initial="1")
    feedback = feedback()


class Foldings(Part):
    """Which differences between what is typed and what is accepted do not matter."""

    folds_case = yes(_("Capital and small letters are the same"), is_usual=True)
    folds_white_space = yes(_("Spaces more or fewer do not matter"), is_usual=True)
    folds_quotes = yes(_("All quotation marks are the same"), is_usual=True)
    folds_dashes = yes(_("All dashes are the same"), is_usual=True)
    folds_diacritics = yes(_("Letters with and without marks are the same (é and e)"))


class SpecPart(Foldings):
    """Accepted answers in the order in which they are tried."""

    about = _("A few words are typed.")
    lists = {"variants": VariantRow}
    starts = {"variants": 1}
