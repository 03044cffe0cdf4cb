"""The questions that an address means: those that were ticked, or all that a filter finds."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from quizzes.forms.bank.filtering import BankFilterForm
from quizzes.models.accounts import User
from quizzes.models.bank import Question
from quizzes.queries.assignments import timetable_of
from quizzes.queries.bank import BankFilter, Shelf, found, shelf_of
from quizzes.queries.disclosure import held_back_questions


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
    ids = found_by(user, form.wanted(), shelf) if is_all else _ticked(request, user)
    return Selection(ids, shelf, form.query())


def found_by(user: User, wanted: BankFilter, shelf: Shelf) -> Sequence[int]:
    """Return the keys of what a teacher looks for. As many queries as `found`, three with words."""
    return found(user, wanted, shelf, hidden=hidden_from(user, wanted.asked))


def hidden_from(user: User, asked: str) -> Collection[int]:
    """Return the questions in whose answers a teacher's words are not looked for.

    They are those of a class in which the teacher is a student, while these are held back from it.
    """
    return held_back_questions(timetable_of(user), timezone.now()) if asked else ()


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
