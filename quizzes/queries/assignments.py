"""What holds for one student of their assignments, and when the last of a class can hand in."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from django.db.models import OuterRef, Q, Subquery

from quizzes.engine.disclosure import last_closing
from quizzes.engine.terms import Terms
from quizzes.engine.timing import OwnTimes, own_limit, own_times
from quizzes.models.accounts import User
from quizzes.models.assignments import Accommodation, Assignment
from quizzes.models.attempts import Attempt


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
        chosen so, this student's own; minutes that were added to an attempt count.
        """
        if assignment.is_closing_each_own:
            own_end = self.own(assignment).times.closes_at
            return last_closing(own_end, _known(assignment, "own_added_end"))
        theirs = self._by_student(assignment).values()
        own = [merged(assignment, grants).times.closes_at for grants in theirs]
        return last_closing(assignment.closes_at, [*own, *_known(assignment, "added_end")])

    def _by_student(self, assignment: Assignment) -> Mapping[int, list[Accommodation]]:
        return _bearing_on(assignment, self.grants)


def timetable_of(student: User, others: Iterable[int] = ()) -> Timetable:
    """Return a student's assignments and what bears on their times. Two queries.

    `others` are keys of assignments of classes that the student may have left.
    """
    own = Assignment.objects.for_student(student)
    also = set(others)
    if also:
        own = Assignment.objects.filter(Q(pk__in=own.values("pk")) | Q(pk__in=also))
    added = Attempt.objects.filter(assignment=OuterRef("pk"), added_seconds__gt=0)
    ends = added.order_by("-deadline").values("deadline")
    found = own.select_related("quiz", "classroom").annotate(
        added_end=Subquery(ends[:1]), own_added_end=Subquery(ends.filter(student=student)[:1])
    )
    assignments = {each.pk: each for each in found}
    return Timetable(student, assignments, _grants(assignments.values()))


def timetable_for(assignment: Assignment, student: User) -> Timetable:
    """Return the same for one assignment. One query."""
    return Timetable(student, {assignment.pk: assignment}, _grants([assignment]))


def own_terms(assignment: Assignment, student: User) -> OwnTerms:
    """Return what holds for one student of one assignment. One query."""
    return timetable_for(assignment, student).own(assignment)


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


def _known(assignment: Assignment, column: str) -> Sequence[datetime]:
    """Return the last end to which minutes were added, if there is one, as the timetable has it."""
    end: datetime | None = getattr(assignment, column, None)
    return () if end is None else (end,)


def _first(moments: Iterable[datetime | None]) -> datetime | None:
    return next((moment for moment in moments if moment is not None), None)
