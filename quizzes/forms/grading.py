"""What a teacher says of a decision about marks, and the code of a receipt."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_REASON = 500
LONGEST_CODE = 40


class ReasonForm(forms.Form):
    """Why a decision was taken: it goes on record."""

    reason = forms.CharField(label=_("Why it should count"), max_length=LONGEST_REASON)


class CodeForm(forms.Form):
    """A receipt's code, as somebody copied it."""

    code = forms.CharField(label=_("Code"), max_length=LONGEST_CODE)
