"""What a teacher asks the bank for, read off an address."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from quizzes.engine.kinds.registry import KINDS
from quizzes.models.bank import QuestionVersion
from quizzes.queries.bank import Author, BankFilter, Flag, Order, Shelf, Shelved, Status, Use
from quizzes.queries.bank.finding import NONE
from quizzes.templatetags.words import words

LONGEST_ASKED = 200
# An address's names are a filter's, but for this one, which browsers and people know.
NAMES = {"q": "asked"}


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that is asked for, in words, and the query of the page without it."""

    label: str
    value: str
    without: str


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A choice of the form, and which of its values is asked for."""

    name: str
    label: str
    choices: Sequence[tuple[str, str]]
    chosen: str


class BankFilterForm(forms.Form):
    """What can be asked for. What an old or mistyped address asks in vain is left out."""

    q = forms.CharField(label=_("Words"), max_length=LONGEST_ASKED)
    article = forms.ChoiceField(label=_("Article"))
    topic = forms.ChoiceField(label=_("Topic"))
    kind = forms.ChoiceField(label=_("Kind"))
    bloom = forms.ChoiceField(label=_("Level"), choices=QuestionVersion.Bloom.choices)
    difficulty = forms.ChoiceField(
        label=_("Difficulty"), choices=QuestionVersion.Difficulty.choices
    )
    status = forms.ChoiceField(label=_("State"), choices=Status.choices)
    author = forms.ChoiceField(label=_("Whose"))
    flag = forms.ChoiceField(label=_("To look at"), choices=Flag.choices)
    use = forms.ChoiceField(label=_("Use"), choices=Use.choices)
    order = forms.ChoiceField(label=_("Order"), choices=Order.choices)

    def __init__(self, asked: QueryDict | Mapping[str, str], shelf: Shelf) -> None:
        super().__init__(asked)
        own = {
            "article": [(NONE, _("About no article")), *_choices(shelf.articles)],
            "topic": _choices(shelf.topics),
            "kind": [(kind.name, words(kind.label)) for kind in KINDS.values()],
            "author": [*Author.choices, *_choices(shelf.colleagues)],
        }
        for name, choices in own.items():
            self._choice(name).choices = choices
        for name, field in self.fields.items():
            field.required = False
            if isinstance(field, forms.ChoiceField) and name != "order":
                chosen = self._choice(name)
                none = _("All but retired") if name == "status" else _("Any")
                chosen.choices = [("", none), *chosen.choices]

    def wanted(self) -> BankFilter:
        """Return what is asked for."""
        # What is not valid is not among the cleaned.
        self.is_valid()
        told = {NAMES.get(name, name): value for name, value in self.cleaned_data.items() if value}
        return BankFilter(**told)

    def asked(self) -> Iterator[tuple[str, str]]:
        """Yield what is asked for as an address says it, without a page."""
        wanted = self.wanted()
        for name in self.fields:
            value = getattr(wanted, NAMES.get(name, name))
            if value and value != Order.NEWEST:
                yield name, value

    def chips(self) -> Sequence[Chip]:
        """Return what is asked for, but the order, each with the query that leaves it out."""
        return [
            Chip(str(self.fields[name].label), self._said(name, value), self.query(without=name))
            for name, value in self.asked()
            if name != "order"
        ]

    def narrowing(self) -> Iterator[Narrowing]:
        """Yield the choices, beside the words."""
        wanted = self.wanted()
        for name, field in self.fields.items():
            if name != "q":
                choices = self._choice(name).choices
                yield Narrowing(name, str(field.label), choices, getattr(wanted, name))

    def is_narrowed(self) -> bool:
        """Return whether anything is asked for beside words."""
        return any(name != "q" for name, _value in self.asked())

    def query(self, *, without: str = "") -> str:
        """Return the query of an address that asks for the same, on its first page."""
        return urlencode([(name, value) for name, value in self.asked() if name != without])

    def _choice(self, name: str) -> Any:
        return self.fields[name]

    def _said(self, name: str, value: str) -> str:
        if name == "q":
            return value
        return str(dict(self._choice(name).choices).get(value, value))


def _choices(shelved: Iterable[Shelved]) -> list[tuple[str, str]]:
    return [(each.key, each.name) for each in shelved]
