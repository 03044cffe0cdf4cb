"""Which scores of a class are held or released, and who could still answer."""

from dataclasses import dataclass
from datetime import datetime

from quizzes.engine.disclosure import Part, preset
from quizzes.engine.gradebook.cells import State
from quizzes.models.assignments import Assignment
from quizzes.models.classrooms import Classroom
from quizzes.queries.grading.scores.book import Book, Column, book_of

ABLE = (State.NOT_BEGUN, State.AHEAD, State.IN_PROGRESS)


@dataclass(frozen=True, slots=True)
class ReleaseLine:
    """An assignment: how many have handed in, wait for a mark, and could still answer.

    `waits` says whether a release by hand would show something that is not shown by itself.
    """

    column: Column
    handed_in_count: int
    waiting_count: int
    able_count: int
    waits: bool

    @property
    def assignment(self) -> Assignment:
        """What the line is about."""
        return self.column.assignment


def releases_of(classroom: Classroom, now: datetime) -> tuple[ReleaseLine, ...]:
    """Return the assignments of a class, the newest first. Six queries."""
    book = book_of(classroom, now)
    return tuple(_line(book, column) for column in reversed(book.columns))


def _line(book: Book, column: Column) -> ReleaseLine:
    cells = [row.cells[column.key] for row in book.rows]
    return ReleaseLine(
        column=column,
        handed_in_count=sum(any(not each.made.is_open for each in c.tries) for c in cells),
        waiting_count=sum(c.cell.is_provisional for c in cells),
        able_count=sum(c.cell.state in ABLE for c in cells),
        waits=_waits(column.assignment),
    )


def _waits(assignment: Assignment) -> bool:
    policy = preset(assignment.terms().review_preset)
    opens = (policy.when_released | policy.at_closing) - {Part.RESPONSE}
    return assignment.are_scores_held or (bool(opens) and assignment.released_at is None)
