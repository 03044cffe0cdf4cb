"""The class book: students × assignments, what stands in each cell, and what it comes to."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import CharField, F
from django.db.models.functions import Cast

from quizzes.engine.gradebook.cells import Cell, Place, Try, cell_of
from quizzes.engine.gradebook.scale import called
from quizzes.engine.gradebook.totals import Category as Weighed
from quizzes.engine.gradebook.totals import ClassTotal, Scheme, total_of
from quizzes.engine.scoring import GradingMethod
from quizzes.engine.scoring import Total as Points
from quizzes.engine.timing import is_late
from quizzes.models.assignments import Accommodation, Assignment
from quizzes.models.attempts import Attempt
from quizzes.models.classrooms import Category, Classroom, Membership
from quizzes.queries.assignments import OwnTerms, chosen_of, merged


@dataclass(frozen=True, slots=True)
class Column:
    """An assignment of the book; `title` tells it from the others, `category` is a name or ""."""

    assignment: Assignment
    title: str
    category: str

    @property
    def key(self) -> int:
        """The assignment's key, by which rows have their cells."""
        return self.assignment.pk


@dataclass(frozen=True, slots=True)
class TryLine:
    """An attempt behind a cell, and when it was handed in (None: it is open)."""

    public_id: UUID
    made: Try
    submitted_at: datetime | None


@dataclass(frozen=True, slots=True)
class BookCell:
    """A cell with the attempts behind it, the first one first."""

    cell: Cell
    tries: tuple[TryLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A student's line: cells by assignment, what they come to, and what that is called."""

    key: int
    public_id: UUID
    name: str
    sort_name: str
    username: str
    number: str
    cells: Mapping[int, BookCell]
    total: ClassTotal
    word: str


@dataclass(frozen=True, slots=True)
class Book:
    """A class's scores: columns by date, rows by name."""

    classroom: Classroom
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    categories: tuple[Category, ...]
    scheme: Scheme

    @property
    def outside(self) -> tuple[Column, ...]:
        """Assignments in no category, which do not count where there are categories."""
        if not self.categories:
            return ()
        return tuple(each for each in self.columns if each.assignment.category_id is None)


def book_of(classroom: Classroom, now: datetime, *, student: int | None = None) -> Book:
    """Return the book of a class, or one student's line of it. Six queries."""
    assignments = _assignments(classroom)
    categories = tuple(Category.objects.filter(classroom=classroom).order_by("name"))
    scheme = scheme_of(classroom, categories, assignments)
    places = _Places(assignments, _grants(classroom, student), chosen_of(assignments), now)
    common = places.common()
    tries = _tries(assignments, student)
    names = {category.pk: category.name for category in categories}
    members = Membership.objects.active_students().filter(classroom=classroom)
    if student is not None:
        members = members.filter(user=student)
    rows = [
        _row(classroom, member, places.of(member[0], common), tries.get(member[0], {}), scheme)
        for member in members.values_list(*MEMBER)
    ]
    return Book(
        classroom=classroom,
        columns=tuple(
            Column(each, title, names.get(each.category_id or 0, ""))
            for each, title in zip(assignments, _titles(assignments), strict=True)
        ),
        rows=tuple(sorted(rows, key=lambda row: (row.sort_name.casefold(), row.username))),
        categories=categories,
        scheme=scheme,
    )


MEMBER = (
    "user_id",
    "user__public_id",
    "user__name",
    "user__username",
    "sort_name",
    "student_number",
)


def scheme_of(
    classroom: Classroom, categories: Iterable[Category], assignments: Iterable[Assignment]
) -> Scheme:
    """Return how a class adds up. No query."""
    return Scheme(
        categories=tuple(Weighed(each.pk, each.weight, each.drop_lowest) for each in categories),
        category_of={each.pk: each.category_id for each in assignments},
        are_missing_zero=classroom.are_missing_zero,
    )


def _assignments(classroom: Classroom) -> Sequence[Assignment]:
    found = Assignment.objects.filter(classroom=classroom).select_related("quiz", "classroom")
    return sorted(
        found, key=lambda each: (each.due_at or each.closes_at or each.created_at, each.pk)
    )


def _titles(assignments: Sequence[Assignment]) -> Sequence[str]:
    """Return what tells each assignment from the others: of one quiz given again, its turn."""
    seen: Counter[str] = Counter()
    titles = []
    for each in assignments:
        title = each.quiz.title
        seen[title] += 1
        titles.append(title if seen[title] == 1 else f"{title} ({seen[title]})")
    return titles


def _grants(
    classroom: Classroom, student: int | None
) -> Mapping[int, Mapping[int | None, Accommodation]]:
    """Return accommodations by student and assignment (None: always). One query."""
    grants: dict[int, dict[int | None, Accommodation]] = defaultdict(dict)
    found = Accommodation.objects.filter(classroom=classroom)
    for grant in found if student is None else found.filter(student=student):
        grants[grant.student_id][grant.assignment_id] = grant
    return grants


@dataclass(frozen=True, slots=True)
class _Places:
    """What holds for each student of each assignment at a moment."""

    assignments: Sequence[Assignment]
    grants: Mapping[int, Mapping[int | None, Accommodation]]
    chosen: Mapping[int, frozenset[int]]
    now: datetime

    def of(self, student: int, common: Mapping[int, Place]) -> Mapping[int, Place]:
        """Return a student's places by assignment; `common` are those of nobody in particular."""
        grants = self.grants.get(student, {})
        if not grants and not self.chosen:
            return common
        return {each.pk: self._own(each, student, grants, common) for each in self.assignments}

    def common(self) -> Mapping[int, Place]:
        """Return the places of a student whom nothing was granted."""
        return {each.pk: self._place(merged(each, ())) for each in self.assignments}

    def _own(
        self,
        assignment: Assignment,
        student: int,
        grants: Mapping[int | None, Accommodation],
        common: Mapping[int, Place],
    ) -> Place:
        bearing = [grant for key in (assignment.pk, None) if (grant := grants.get(key))]
        place = self._place(merged(assignment, bearing)) if bearing else common[assignment.pk]
        is_given = student in self.chosen.get(assignment.pk, {student})
        return place if is_given else replace(place, is_given=False)

    def _place(self, own: OwnTerms) -> Place:
        opens_at = own.times.opens_at
        return Place(
            is_ahead=opens_at is not None and self.now < opens_at,
            is_closed=is_late(self.now, own.starts_until),
            is_excused=own.is_excused,
        )


# The rows of a book's attempts: no models, and fractions as text, of which most are alike.
ATTEMPT = (
    "student_id",
    "assignment_id",
    "number",
    "public_id",
    "submitted_at",
    "answered_count",
    "days_late",
    "grading_method",
)
POINTS = ("earned", "maximum", "pending")


@dataclass(slots=True)
class _Taken:
    """A student's attempts at one assignment, and the method of the last that was handed in."""

    lines: list[TryLine]
    method: str = GradingMethod.HIGHEST


def _tries(
    assignments: Iterable[Assignment], student: int | None
) -> Mapping[int, Mapping[int, _Taken]]:
    """Return what was taken, by student and assignment, the first try first. One query."""
    found = Attempt.objects.filter(assignment__in=[each.pk for each in assignments])
    if student is not None:
        found = found.filter(student=student)
    as_text: dict[str, Any] = {f"{name}_text": Cast(F(name), CharField()) for name in POINTS}
    rows = found.annotate(**as_text).order_by("number").values_list(*ATTEMPT, *as_text)
    taken: dict[int, dict[int, _Taken]] = defaultdict(dict)
    for student_id, assignment_id, number, public_id, at, answered, late, method, *points in rows:
        of = taken[student_id].setdefault(assignment_id, _Taken([]))
        share, is_provisional = _share(*points) if at else (None, False)
        made = Try(number, share, at is None, is_provisional, not answered, late)
        of.lines.append(TryLine(public_id, made, at))
        if at:
            of.method = method
    return taken


@lru_cache(maxsize=20_000)
def _share(earned: str, maximum: str, pending: str) -> tuple[Fraction | None, bool]:
    points = Points(Fraction(earned), Fraction(maximum), Fraction(pending))
    return points.share, points.is_provisional


def _row(
    classroom: Classroom,
    member: tuple[Any, ...],
    places: Mapping[int, Place],
    taken: Mapping[int, _Taken],
    scheme: Scheme,
) -> Row:
    key, public_id, name, username, sort_name, number = member
    cells = {each: _cell(taken.get(each), place) for each, place in places.items()}
    total = total_of({each: cell.cell for each, cell in cells.items()}, scheme)
    shown_name = name or username
    return Row(
        key=key,
        public_id=public_id,
        name=shown_name,
        sort_name=sort_name or shown_name,
        username=username,
        number=number,
        cells=cells,
        total=total,
        word=called(classroom.grade_scale, total.so_far),
    )


def _cell(taken: _Taken | None, place: Place) -> BookCell:
    if taken is None:
        return _untaken(place)
    made = cell_of([line.made for line in taken.lines], GradingMethod(taken.method), place)
    return BookCell(made, tuple(taken.lines))


@lru_cache(maxsize=32)
def _untaken(place: Place) -> BookCell:
    return BookCell(cell_of((), GradingMethod.HIGHEST, place))
