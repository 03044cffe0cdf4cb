"""One student's scores in a class: as the student may see them, or all of them for a teacher."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from django.db.models import F

from quizzes.engine.disclosure import Disclosure, Part
from quizzes.engine.gradebook.cells import Cell, State
from quizzes.engine.gradebook.scale import called
from quizzes.engine.gradebook.totals import ClassTotal, total_of
from quizzes.engine.scoring import shown
from quizzes.models.accounts import User
from quizzes.models.attempts import Attempt, Mark
from quizzes.models.classrooms import Classroom
from quizzes.queries.assignments import timetable_of
from quizzes.queries.disclosure import FOR_STAFF, of_attempts
from quizzes.queries.grading.scores.book import Book, Column, Row, TryLine, book_of


@dataclass(frozen=True, slots=True)
class Comment:
    """What a marker said to the student about the answer at a position."""

    position: int
    text: str


@dataclass(frozen=True, slots=True)
class OwnTry:
    """An attempt of one's own; `percent` is None while hidden, unmarked or in progress."""

    line: TryLine
    percent: Decimal | None
    is_hidden: bool
    comments: tuple[Comment, ...]


@dataclass(frozen=True, slots=True)
class OwnLine:
    """An assignment: `cell` has no share where the score `is_hidden`."""

    column: Column
    cell: Cell
    is_hidden: bool
    is_dropped: bool
    tries: tuple[OwnTry, ...]


@dataclass(frozen=True, slots=True)
class OwnScores:
    """A student's line of the class book. `total` counts only what is shown here.

    `hidden_count` is how many assignments have a score that is not shown yet.
    """

    classroom: Classroom
    book: Book
    row: Row
    lines: tuple[OwnLine, ...]
    total: ClassTotal
    word: str
    hidden_count: int
    is_everything: bool


def own_scores_of(
    classroom: Classroom, student: User, now: datetime, *, is_everything: bool = False
) -> OwnScores | None:
    """Return a student's scores as the student may see them; None who is not in the class.

    `is_everything` is for who teaches the class. Eleven queries at most.
    """
    book = book_of(classroom, now, student=student.pk)
    if not book.rows:
        return None
    (row,) = book.rows
    attempts = _attempts(classroom, student)
    disclosures = _disclosures(attempts, student, now, is_everything=is_everything)
    comments = _comments(attempts, disclosures)
    by_id = {each.public_id: disclosures[each.pk] for each in attempts}
    found = [
        (column, _shown_cell(row, column, by_id))
        for column in book.columns
        if row.cells[column.key].cell.state is not State.NOT_GIVEN
    ]
    total = total_of({column.key: cell for column, (cell, _) in found}, book.scheme)
    lines = tuple(
        OwnLine(
            column=column,
            cell=cell,
            is_hidden=is_hidden,
            is_dropped=column.key in total.dropped,
            tries=tuple(_own_try(line, by_id, comments) for line in row.cells[column.key].tries),
        )
        for column, (cell, is_hidden) in found
    )
    return OwnScores(
        classroom=classroom,
        book=book,
        row=row,
        lines=lines,
        total=total,
        word=called(classroom.grade_scale, total.so_far),
        hidden_count=sum(line.is_hidden for line in lines),
        is_everything=is_everything,
    )


def _attempts(classroom: Classroom, student: User) -> Sequence[Attempt]:
    return list(Attempt.objects.filter(student=student, assignment__classroom=classroom))


def _disclosures(
    attempts: Sequence[Attempt], student: User, now: datetime, *, is_everything: bool
) -> Mapping[int, Disclosure]:
    if is_everything:
        return {each.pk: FOR_STAFF for each in attempts}
    others = [each.assignment_id for each in attempts if each.assignment_id is not None]
    return of_attempts(attempts, timetable_of(student, others), now)


def _shown_cell(
    row: Row, column: Column, disclosures: Mapping[UUID, Disclosure]
) -> tuple[Cell, bool]:
    """Return a cell as it may be seen, and whether its score is hidden.

    One attempt whose score is hidden hides the cell's: it would tell what the hidden one earned.
    """
    kept = row.cells[column.key]
    done = [line for line in kept.tries if not line.made.is_open]
    if all(disclosures[line.public_id].shows(Part.SCORE) for line in done):
        return kept.cell, False
    state = kept.cell.state
    if state not in (State.EXCUSED, State.IN_PROGRESS):
        # Neither zero nor waiting for a mark, which would tell something.
        state = State.SCORED
    return Cell(state), True


def _own_try(
    line: TryLine,
    disclosures: Mapping[UUID, Disclosure],
    comments: Mapping[UUID, tuple[Comment, ...]],
) -> OwnTry:
    is_hidden = not line.made.is_open and not disclosures[line.public_id].shows(Part.SCORE)
    share = None if is_hidden else line.made.share
    return OwnTry(
        line=line,
        percent=_percent(share),
        is_hidden=is_hidden,
        comments=comments.get(line.public_id, ()),
    )


def _percent(share: Fraction | None) -> Decimal | None:
    return None if share is None else shown(share * 100)


def _comments(
    attempts: Iterable[Attempt], disclosures: Mapping[int, Disclosure]
) -> Mapping[UUID, tuple[Comment, ...]]:
    """Return what markers said of each attempt, where feedback is shown. One query."""
    seen = {
        each.pk: each.public_id
        for each in attempts
        if not each.is_open and disclosures[each.pk].shows(Part.FEEDBACK)
    }
    newest = Mark.objects.filter(item__attempt__in=list(seen), number=F("item__mark_count"))
    found = newest.exclude(comment="").order_by("item__attempt", "item__position")
    said: dict[UUID, list[Comment]] = defaultdict(list)
    for attempt, position, text in found.values_list(
        "item__attempt_id", "item__position", "comment"
    ):
        said[seen[attempt]].append(Comment(position, text))
    return {key: tuple(comments) for key, comments in said.items()}
