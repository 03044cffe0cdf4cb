"""The class book as tables for other programs: what the page shows, state by state."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from quizzes.engine.gradebook.cells import WORDS, Cell, State
from quizzes.engine.scoring import shown
from quizzes.engine.sheets.writing import Cell as Value
from quizzes.engine.sheets.writing import Sheet
from quizzes.queries.grading.scores.book import Book, BookCell, Column, Row

Table = Sequence[Sequence[Value]]


def book_table(book: Book) -> Table:
    """Return a line for each student: totals, then percent, state and days late by assignment.

    A percentage is the number that the page shows; where there is none, or it does not count as one
    (excused), the cell is empty and the state says why.
    """
    return [_head(book), *(list(_line(book, row)) for row in book.rows)]


def book_sheets(book: Book) -> Sequence[Sheet]:
    """Return the same as a workbook, with a second sheet that has each score on a line of its own.

    There are the moments of handing in, too, on the class's clock.
    """
    return [
        Sheet(_("Scores"), book_table(book), kept_columns=1),
        Sheet(_("Each score"), [_each_head(), *_each(book)], kept_columns=1),
    ]


def state_word(cell: Cell) -> str:
    """Return what a cell's state is called."""
    return _(WORDS[cell.state].text)


def percent_of(share: Fraction | None) -> Decimal | None:
    """Return a share (0..1) as the number that is shown."""
    return None if share is None else shown(share * 100)


def _head(book: Book) -> Sequence[Value]:
    head = [_("Student"), _("User name"), _("Student number"), _("Total so far, percent")]
    if book.classroom.grade_scale:
        head.append(_("Grade"))
    head.append(_("As if missing were zero, percent"))
    head += [_("%(name)s, percent") % {"name": each.name} for each in book.categories]
    for column in book.columns:
        named = {"name": column.title}
        head += [
            _("%(name)s, percent") % named,
            _("%(name)s, state") % named,
            _("%(name)s, days late") % named,
        ]
    return head


def _line(book: Book, row: Row) -> Iterator[Value]:
    yield from (row.name, row.username, row.number, percent_of(row.total.so_far))
    if book.classroom.grade_scale:
        yield row.word
    yield percent_of(row.total.if_missing_zero)
    for category in book.categories:
        yield percent_of((row.total.by_category or {}).get(category.pk))
    for column in book.columns:
        cell = row.cells[column.key].cell
        yield from (_percent(cell), state_word(cell), cell.days_late if cell.counted else None)


def _percent(cell: Cell) -> Decimal | None:
    return None if cell.state is State.EXCUSED else percent_of(cell.share)


def _each_head() -> Sequence[Value]:
    return [
        _("Student"),
        _("User name"),
        _("Student number"),
        _("Assignment"),
        _("Category"),
        _("Percent"),
        _("State"),
        _("Days late"),
        _("Left out"),
        _("Tries"),
        _("Tries that count"),
        _("Handed in"),
    ]


def _each(book: Book) -> Iterator[Sequence[Value]]:
    for row in book.rows:
        for column in book.columns:
            yield _each_line(book, row, column, row.cells[column.key])


def _each_line(book: Book, row: Row, column: Column, kept: BookCell) -> Sequence[Value]:
    cell = kept.cell
    return [
        row.name,
        row.username,
        row.number,
        column.title,
        column.category,
        _percent(cell),
        state_word(cell),
        cell.days_late if cell.counted else None,
        _("left out") if column.key in row.total.dropped else "",
        len(kept.tries),
        ", ".join(map(str, cell.counted)),
        _last(kept, book),
    ]


def _last(kept: BookCell, book: Book) -> datetime | None:
    """Return when the last of the tries was handed in, on the class's clock."""
    moments = [line.submitted_at for line in kept.tries if line.submitted_at]
    return max(moments).astimezone(book.classroom.zone) if moments else None
