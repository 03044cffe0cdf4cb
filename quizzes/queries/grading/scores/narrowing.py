"""A class book narrowed to some columns and rows, in an order. Totals stay those of all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.engine.gradebook.cells import State
from quizzes.queries.grading.scores.book import Book, BookCell, Column, Row

# What a category's choice says for "in none".
NONE = "none"


class Order(models.TextChoices):
    """How rows can be sorted."""

    NAME = "name", _("Name")
    NUMBER = "number", _("Student number")
    HIGHEST = "highest", _("Highest score first")
    LOWEST = "lowest", _("Lowest score first")


class Shown(models.TextChoices):
    """Which cells a row must have one of."""

    ZERO = "zero", _("Zero")
    NOT_BEGUN = "not_begun", _("Not begun")
    MISSING = "missing", _("Not begun, closed")
    IN_PROGRESS = "in_progress", _("In progress")
    WAITING = "waiting", _("Waiting for a mark")
    EXCUSED = "excused", _("Excused")
    LATE = "late", _("Handed in late")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of a book. `by` is an assignment's public id to sort by; else the total."""

    name: str = ""
    category: str = ""
    assignment: str = ""
    state: str = ""
    order: str = Order.NAME
    by: str = ""

    @property
    def is_narrow(self) -> bool:
        """Whether anything is left out."""
        return bool(self.name or self.category or self.assignment or self.state)


def narrowed(book: Book, wanted: Wanted) -> Book:
    """Return the book with the columns and rows that are asked for, in order. No query."""
    columns = tuple(each for each in book.columns if _is_wanted(each, wanted))
    rows = [
        row
        for row in book.rows
        if wanted.name.casefold() in f"{row.name} {row.sort_name} {row.number}".casefold()
        and (not wanted.state or any(hits(row.cells[each.key], wanted) for each in columns))
    ]
    return replace(book, columns=columns, rows=tuple(_in_order(rows, book.columns, wanted)))


def hits(cell: BookCell, wanted: Wanted) -> bool:
    """Return whether a cell is one of those that are asked for by state."""
    if wanted.state == Shown.LATE:
        return cell.cell.days_late > 0
    if wanted.state == Shown.NOT_BEGUN:
        return cell.cell.state in (State.NOT_BEGUN, State.MISSING)
    return bool(wanted.state) and cell.cell.state == wanted.state


def _is_wanted(column: Column, wanted: Wanted) -> bool:
    assignment = column.assignment
    if wanted.assignment and str(assignment.public_id) != wanted.assignment:
        return False
    return not wanted.category or wanted.category == (column.category or NONE)


def _in_order(rows: Iterable[Row], columns: Sequence[Column], wanted: Wanted) -> list[Row]:
    """Return rows sorted; those without a score stand last, whichever way."""
    if wanted.order == Order.NUMBER:
        return sorted(rows, key=lambda row: (not row.number, row.number))
    if wanted.order not in (Order.HIGHEST, Order.LOWEST):
        return list(rows)
    by = next((each.key for each in columns if str(each.assignment.public_id) == wanted.by), None)
    scored = [(row, row.total.so_far if by is None else row.cells[by].cell.share) for row in rows]
    known = [(share, row) for row, share in scored if share is not None]
    known.sort(key=_share, reverse=wanted.order == Order.HIGHEST)
    return [row for _, row in known] + [row for row, share in scored if share is None]


def _share(pair: tuple[Fraction, Row]) -> Fraction:
    return pair[0]
