"""What can be loaded down of a class's scores: its names, its size, its content."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from quizzes.engine.sheets.writing import Cell, csv_bytes, xlsx_bytes
from quizzes.models.assignments import Assignment
from quizzes.models.attempts import Attempt
from quizzes.models.classrooms import Classroom
from quizzes.queries.grading.scores.book import book_of
from quizzes.queries.grading.scores.changes import all_changes, change_table
from quizzes.queries.grading.scores.responses import COLUMNS, attempts_to_tell, rows_by_chunk
from quizzes.queries.grading.scores.tables import book_sheets, book_table

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# So many attempts are told of while somebody waits; more are a job.
MOST_AT_ONCE = 300


class Wish(models.TextChoices):
    """What can be loaded down."""

    BOOK_XLSX = "book-xlsx", _("Class book (Excel)")
    BOOK_CSV = "book-csv", _("Class book (CSV)")
    RESPONSES = "responses", _("All answers (CSV)")
    CHANGES = "changes", _("Changes of scores (CSV)")


@dataclass(frozen=True, slots=True)
class Made:
    """A file."""

    name: str
    media_type: str
    content: bytes


def is_small(classroom: Classroom) -> bool:
    """Return whether a file about a class is made while somebody waits. One query."""
    return Attempt.objects.filter(assignment__classroom=classroom).count() <= MOST_AT_ONCE


def made(
    wish: Wish,
    classroom: Classroom,
    assignment: Assignment | None,
    now: datetime,
    tell: Callable[[int, int], None] = lambda _done, _total: None,
) -> Made:
    """Return a file; `tell` hears how many attempts of how many are in it, while it is made."""
    if wish is Wish.BOOK_XLSX:
        content = xlsx_bytes(book_sheets(book_of(classroom, now)))
    elif wish is Wish.BOOK_CSV:
        content = csv_bytes(book_table(book_of(classroom, now)))
    elif wish is Wish.CHANGES:
        content = csv_bytes(change_table(classroom, all_changes(classroom)))
    else:
        content = csv_bytes([COLUMNS, *_responses(classroom, assignment, tell)])
    is_workbook = wish is Wish.BOOK_XLSX
    return Made(_name(wish, classroom, assignment, now), XLSX if is_workbook else CSV, content)


def _responses(
    classroom: Classroom, assignment: Assignment | None, tell: Callable[[int, int], None]
) -> Iterable[Sequence[Cell]]:
    keys = attempts_to_tell(classroom, assignment)
    done = 0
    for count, rows in rows_by_chunk(classroom, keys):
        yield from rows
        done += count
        tell(done, len(keys))


def _name(wish: Wish, classroom: Classroom, assignment: Assignment | None, now: datetime) -> str:
    day = now.astimezone(classroom.zone).date().isoformat()
    named = [classroom.name, *([assignment.quiz.title] if assignment else [])]
    what, _sep, _suffix = wish.value.partition("-")
    words = slugify(" ".join(named), allow_unicode=True)[:80] or "class"
    return f"{words}-{what}-{day}.{'xlsx' if wish is Wish.BOOK_XLSX else 'csv'}"
