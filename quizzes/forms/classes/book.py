"""What a teacher asks of a class book, read off an address."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.queries.grading.scores.book import Book, Column
from quizzes.queries.grading.scores.narrowing import NONE, Order, Shown, Wanted

LONGEST_ASKED = 100


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that sorts: the query of the page sorted by it, and how it is sorted now."""

    column: Column | None
    query: str
    sorted_now: str


class BookForm(forms.Form):
    """What can be asked for. What an old or mistyped address asks in vain is left out."""

    name = forms.CharField(label=_("Name or number"), max_length=LONGEST_ASKED, required=False)
    category = forms.ChoiceField(label=_("Category"), required=False)
    assignment = forms.ChoiceField(label=_("Assignment"), required=False)
    state = forms.ChoiceField(
        label=_("Only who has"), required=False, choices=[("", _("Anything")), *Shown.choices]
    )
    order = forms.ChoiceField(label=_("Sorted by"), required=False, choices=Order.choices)
    by = forms.ChoiceField(required=False, widget=forms.HiddenInput)

    def __init__(self, asked: Mapping[str, str], book: Book) -> None:
        super().__init__(asked, auto_id="book-%s")
        given = [(str(each.assignment.public_id), each.title) for each in book.columns]
        own: dict[str, list[tuple[str, Any]]] = {
            "assignment": [("", _("All")), *given],
            "by": [("", ""), *given],
            "category": [
                ("", _("All")),
                *((each.name, each.name) for each in book.categories),
                (NONE, _("In no category")),
            ],
        }
        for name, choices in own.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices
        if not book.categories:
            del self.fields["category"]
        for name in self.fields:
            look = "form-control" if name == "name" else "form-select"
            self.fields[name].widget.attrs["class"] = look

    def wanted(self) -> Wanted:
        """Return what is asked for."""
        # What is not valid is not among the cleaned.
        self.is_valid()
        return Wanted(**{name: value for name, value in self.cleaned_data.items() if value})

    def query(self, **instead: str) -> str:
        """Return the query of an address that asks for the same, but for what is given."""
        return urlencode({name: value for name, value in self._asked(instead) if value})

    def total_heading(self) -> Heading:
        """Return the heading of the totals."""
        return self._heading(None)

    def headings(self, columns: Sequence[Column]) -> Sequence[Heading]:
        """Return a heading for each column; a second click turns the order around."""
        return [self._heading(each) for each in columns]

    def _heading(self, column: Column | None) -> Heading:
        wanted = self.wanted()
        by = str(column.assignment.public_id) if column else ""
        is_by = wanted.by == by and wanted.order in (Order.HIGHEST, Order.LOWEST)
        other = Order.HIGHEST if is_by and wanted.order == Order.LOWEST else Order.LOWEST
        now = {Order.HIGHEST: "descending", Order.LOWEST: "ascending"} if is_by else {}
        return Heading(column, self.query(by=by, order=other), now.get(Order(wanted.order), ""))

    def _asked(self, instead: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        wanted = self.wanted()
        for name in self.fields:
            yield name, instead.get(name, getattr(wanted, name))
