"""What a student says is wrong with a question."""

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.models.review import QuestionReport

LONGEST_REPORT = 2000


class ReportForm(forms.Form):
    """A reason, and words of one's own."""

    reason = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=QuestionReport.Reason.choices,
        # Who has opened the form goes on here.
        widget=forms.Select(attrs={"autofocus": True}),
    )
    text = forms.CharField(
        label=_("In your own words"),
        required=False,
        max_length=LONGEST_REPORT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @property
    def helper(self) -> FormHelper:
        """How crispy draws it: the page brings the form tag."""
        helper = FormHelper()
        helper.form_tag = False
        return helper
