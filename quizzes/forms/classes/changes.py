"""Whose changes of scores a teacher asks for, read off an address."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.queries.grading.scores.book import Book
from quizzes.queries.grading.scores.changes import Asked


class ChangesForm(forms.Form):
    """A student, an assignment. What an old or mistyped address asks in vain is left out."""

    student = forms.ChoiceField(label=_("Student"), required=False)
    assignment = forms.ChoiceField(label=_("Assignment"), required=False)

    def __init__(self, asked: Mapping[str, str], book: Book) -> None:
        super().__init__(asked, auto_id="changes-%s")
        own = {
            "student": [(str(row.public_id), row.name) for row in book.rows],
            "assignment": [(str(each.assignment.public_id), each.title) for each in book.columns],
        }
        for name, choices in own.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", _("All")), *choices]
            field.widget.attrs["class"] = "form-select"

    def asked(self) -> Asked:
        """Return what is asked for."""
        self.is_valid()
        return Asked(**self.cleaned_data)

    def query(self) -> str:
        """Return the query of an address that asks for the same, on its first page."""
        self.is_valid()
        return urlencode({name: value for name, value in self.cleaned_data.items() if value})
