"""The questions that an address means: those that were ticked, or all that a filter finds."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest

from quizzes.forms.bank.filtering import BankFilterForm
from quizzes.models.accounts import User
from quizzes.models.bank import Question
from quizzes.queries.bank import Shelf, found, shelf_of


@dataclass(frozen=True, slots=True)
class Selection:
    """What was chosen: keys in order, and the query of the list that it was chosen in."""

    ids: Sequence[int]
    shelf: Shelf
    query: str


def selection_of(request: HttpRequest, user: User) -> Selection:
    """Return what an address chooses of the questions that a teacher sees. Four queries."""
    shelf = shelf_of(user)
    form = BankFilterForm(request.GET, shelf)
    is_all = bool(request.GET.get("all"))
    ids = found(user, form.wanted(), shelf) if is_all else _ticked(request, user)
    return Selection(ids, shelf, form.query())


def _ticked(request: HttpRequest, user: User) -> Sequence[int]:
    named = [key for text in request.GET.getlist("ticked") if (key := _uuid(text)) is not None]
    seen = Question.objects.visible_to(user).filter(public_id__in=named)
    keys = dict(seen.values_list("public_id", "pk"))
    return [keys[name] for name in dict.fromkeys(named) if name in keys]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
