"""What holds for one student of their assignments, and when the last of a class can hand in."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from django.db.models import Q

from quizzes.engine.disclosure import last_closing
from quizzes.engine.terms import Terms
from quizzes.engine.timing import OwnTimes, may_start, own_limit, own_times
from quizzes.engine.words import Message
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.assignments import Accommodation, Assignment
from quizzes.models.classrooms import Classroom
from quizzes.models.composition import Quiz


@dataclass(frozen=True, slots=True)
class OwnTerms:
    """An assignment as one student has it: the class's terms, with their accommodations.

    `factor` is the time for each unit of the class's; `attempts_allowed` None is without end.
    `starts_until` is the class's closing time, which extra time does not move, or the closing
    date that was given to this student.
    """

    terms: Terms
    times: OwnTimes
    factor: Fraction
    attempts_allowed: int | None
    starts_until: datetime | None

    @property
    def limit(self) -> timedelta | None:
        """The student's own time limit."""
        return own_limit(self.terms.limit, self.factor)


@dataclass(frozen=True, slots=True)
class Timetable:
    """A student's assignments, and the accommodations of all students in their classes."""

    student: User
    assignments: Mapping[int, Assignment]
    grants: Mapping[int, Sequence[Accommodation]]

    def own(self, assignment: Assignment) -> OwnTerms:
        """Return what holds for the student."""
        return merged(assignment, self._by_student(assignment)[self.student.pk])

    def after_closing(self, assignment: Assignment) -> datetime | None:
        """Return when *after closing* begins; None is an assignment that never closes.

        It is the last closing time among the students of the class, or, where the teacher has
        chosen so, this student's own.
        """
        if assignment.is_closing_each_own:
            return self.own(assignment).times.closes_at
        theirs = self._by_student(assignment).values()
        own = [merged(assignment, grants).times.closes_at for grants in theirs]
        return last_closing(assignment.closes_at, own)

    def _by_student(self, assignment: Assignment) -> Mapping[int, list[Accommodation]]:
        return _bearing_on(assignment, self.grants)


@dataclass(frozen=True, slots=True)
class Copyable:
    """An assignment to give to another class. `is_givable`: whether who asks may use its quiz."""

    assignment: Assignment
    is_givable: bool

    @property
    def pk(self) -> int:
        """The assignment's key."""
        return self.assignment.pk

    @property
    def first_at(self) -> datetime | None:
        """The earliest of its times; None if it has none."""
        row = self.assignment
        return min(filter(None, [row.opens_at, row.due_at, row.closes_at]), default=None)


def timetable_of(student: User, others: Iterable[int] = ()) -> Timetable:
    """Return a student's assignments and what bears on their times. Two queries.

    `others` are keys of assignments of classes that the student may have left.
    """
    own = Assignment.objects.for_student(student)
    also = set(others)
    if also:
        own = Assignment.objects.filter(Q(pk__in=own.values("pk")) | Q(pk__in=also))
    assignments = {each.pk: each for each in own.select_related("quiz", "classroom")}
    return Timetable(student, assignments, _grants(assignments.values()))


def timetable_for(assignment: Assignment, student: User) -> Timetable:
    """Return the same for one assignment. One query."""
    return Timetable(student, {assignment.pk: assignment}, _grants([assignment]))


def own_terms(assignment: Assignment, student: User) -> OwnTerms:
    """Return what holds for one student of one assignment. One query."""
    return timetable_for(assignment, student).own(assignment)


def refusal_of(assignment: Assignment, own: OwnTerms, now: datetime) -> Message | None:
    """Return why a student cannot begin an assignment now, None if times and class let them.

    No query where its class is loaded.
    """
    if assignment.classroom.archived_at is not None:
        return Message(_("This class is over: nothing can be begun in it any more."))
    return may_start(now, own.times.opens_at, own.starts_until)


def open_in(classroom: Classroom, now: datetime) -> Sequence[Assignment]:
    """Return the assignments of a class that have not closed at a moment. One query."""
    still_open = Q(closes_at__isnull=True) | Q(closes_at__gt=now)
    found = Assignment.objects.filter(still_open, classroom=classroom).select_related("quiz")
    return tuple(found.order_by("created_at", "pk"))


def copyable(classroom: Classroom, teacher: User) -> Sequence[Copyable]:
    """Return a class's assignments by their times, as a teacher can give them anew. Two queries."""
    rows = Assignment.objects.filter(classroom=classroom).select_related("quiz", "category")
    quizzes = Quiz.objects.visible_to(teacher).filter(is_archived=False)
    usable = set(quizzes.filter(assignments__classroom=classroom).values_list("pk", flat=True))
    found = [Copyable(each, is_givable=each.quiz_id in usable) for each in rows]
    return tuple(sorted(found, key=lambda each: each.first_at or each.assignment.created_at))


def grants_by_student(assignment: Assignment) -> Mapping[int, Sequence[Accommodation]]:
    """Return the accommodations that bear on an assignment, by student. One query."""
    return _bearing_on(assignment, _grants([assignment]))


def _bearing_on(
    assignment: Assignment, grants: Mapping[int, Sequence[Accommodation]]
) -> Mapping[int, list[Accommodation]]:
    by_student: dict[int, list[Accommodation]] = defaultdict(list)
    for grant in grants.get(assignment.classroom_id, ()):
        if grant.assignment_id in (None, assignment.pk):
            by_student[grant.student_id].append(grant)
    return by_student


def _grants(assignments: Iterable[Assignment]) -> Mapping[int, Sequence[Accommodation]]:
    grants: dict[int, list[Accommodation]] = defaultdict(list)
    classrooms = {assignment.classroom_id for assignment in assignments}
    if classrooms:
        for grant in Accommodation.objects.filter(classroom__in=classrooms):
            grants[grant.classroom_id].append(grant)
    return grants


def merged(assignment: Assignment, grants: Sequence[Accommodation]) -> OwnTerms:
    """Return the class's terms with one student's accommodations.

    One for this assignment stands before one for always; tries add up.
    """
    terms = assignment.terms()
    ordered = sorted(grants, key=lambda grant: grant.assignment_id is None)
    factor = next((grant.factor for grant in ordered if grant.factor is not None), Fraction(1))
    own_closes_at = _first(grant.closes_at for grant in ordered)
    times = own_times(
        opens_at=assignment.opens_at,
        due_at=assignment.due_at,
        closes_at=assignment.closes_at,
        limit=terms.limit,
        factor=factor,
        own_opens_at=_first(grant.opens_at for grant in ordered),
        own_due_at=_first(grant.due_at for grant in ordered),
        own_closes_at=own_closes_at,
    )
    extra = sum(grant.extra_attempts for grant in ordered)
    allowed = terms.attempts_allowed
    return OwnTerms(
        terms=terms,
        times=times,
        factor=factor,
        attempts_allowed=None if allowed is None else allowed + extra,
        starts_until=own_closes_at or assignment.closes_at,
    )


def _first(moments: Iterable[datetime | None]) -> datetime | None:
    return next((moment for moment in moments if moment is not None), None)
