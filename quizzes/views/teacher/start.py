"""Where a teacher begins: what there is to work with, what colleagues share, the classes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from quizzes.queries.attempts.overview import classes_of
from quizzes.queries.sharing import Stock, shared_with, stock_of
from quizzes.requests import teaching
from quizzes.responses import private


@dataclass(frozen=True, slots=True)
class Shelf:
    """One of the three things that teachers write, and the page that lists them."""

    kind: str
    label: str | Promise
    icon_name: str
    route: str


SHELVES = (
    Shelf("article", _("Articles"), "book", "quizzes:articles"),
    Shelf("question", _("Questions"), "question", "quizzes:questions"),
    Shelf("quiz", _("Quizzes"), "check", "quizzes:quizzes"),
)


@require_safe
@private
def teach(request: HttpRequest) -> HttpResponse:
    """Show what a teacher works with, and the classes that one teaches."""
    teacher = teaching(request)
    stock = stock_of(teacher)
    context = {
        "shelves": _filled(stock),
        "is_new": not any(each.own or each.shared for each in stock.values()),
        "shared": shared_with(teacher),
        "classes": classes_of(teacher),
    }
    return render(request, "quizzes/teacher/teach.html", context)


def _filled(stock: Mapping[str, Stock]) -> Sequence[tuple[Shelf, Stock]]:
    return [(shelf, stock[shelf.kind]) for shelf in SHELVES]
