"""What holds for one student of their assignments, and when the last of a class can hand in."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from fractions import Fraction

from django.db.models import Exists, OuterRef, Q, Subquery

from quizzes.engine.disclosure import last_closing
from quizzes.engine.terms import Terms
from quizzes.engine.timing import OwnTimes, may_start, own_limit, own_times
from quizzes.engine.words import Message
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.assignments import Accommodation, Assignment, ChosenStudent
from quizzes.models.attempts import Attempt
from quizzes.models.classrooms import Classroom, Membership, MembershipQuerySet
from quizzes.models.composition import Quiz

EXCUSED = Message(_("Your teacher has excused you from this: it does not count for you."))


@dataclass(frozen=True, slots=True)
class OwnTerms:
    """An assignment as one student has it: the class's terms, with their accommodations.

    `factor` is the time for each unit of the class's; `attempts_allowed` None is without end.
    `starts_until` is the class's closing time, which extra time does not move, or the closing
    date that was given to this student. Who is excused cannot begin; where lateness is waived, the
    terms take nothing off.
    """

    terms: Terms
    times: OwnTimes
    factor: Fraction
    attempts_allowed: int | None
    starts_until: datetime | None
    is_excused: bool = False
    is_late_waived: bool = False

    @property
    def limit(self) -> timedelta | None:
        """The student's own time limit."""
        return own_limit(self.terms.limit, self.factor)


@dataclass(frozen=True, slots=True)
class Timetable:
    """A student's assignments, and the accommodations of all students in their classes.

    `chosen` are the keys of the students of each assignment that not all of its class get.
    """

    student: User
    assignments: Mapping[int, Assignment]
    grants: Mapping[int, Sequence[Accommodation]]
    chosen: Mapping[int, frozenset[int]]

    def own(self, assignment: Assignment) -> OwnTerms:
        """Return what holds for the student."""
        return merged(assignment, self._by_student(assignment)[self.student.pk])

    def after_closing(self, assignment: Assignment) -> datetime | None:
        """Return when *after closing* begins; None is an assignment that never closes.

        It is the last closing time among the students of the assignment, or, where the teacher has
        chosen so, this student's own; minutes that were added to an attempt count.
        """
        if assignment.is_closing_each_own:
            own_end = self.own(assignment).times.closes_at
            return last_closing(own_end, _known(assignment, "own_added_end"))
        return self.last_closing(assignment)

    def last_closing(self, assignment: Assignment) -> datetime | None:
        """Return the last closing time among the students of the assignment; None if it has none.

        Nobody waits for those who were excused or removed.
        """
        chosen = self.chosen.get(assignment.pk)
        theirs = [
            merged(assignment, grants)
            for student, grants in self._by_student(assignment).items()
            if (chosen is None or student in chosen) and getattr(grants[0], "is_member", True)
        ]
        own = [each.times.closes_at for each in theirs if not each.is_excused]
        return last_closing(assignment.closes_at, [*own, *_known(assignment, "added_end")])

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
    """Return a student's assignments and what bears on their times. Three queries at most.

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
    return _timetable(student, assignments)


def timetables_of(attempts: Iterable[Attempt]) -> Mapping[int, Timetable]:
    """Return what bears on the times of attempts at assignments, by attempt. Two queries.

    Their students, and the assignments with quiz and class, are loaded.
    """
    given = [(each, each.assignment) for each in attempts if each.assignment is not None]
    assignments = {assignment.pk: assignment for _each, assignment in given}
    grants, chosen = _grants(assignments.values()), chosen_of(assignments.values())
    return {
        each.pk: Timetable(each.student, assignments, grants, chosen) for each, _assignment in given
    }


def own_terms(assignment: Assignment, student: User) -> OwnTerms:
    """Return what holds for one student of one assignment. One query."""
    return ClassTerms(_grants([assignment])).own(assignment, student.pk)


@dataclass(frozen=True, slots=True)
class ClassTerms:
    """What holds for each student of some assignments."""

    grants: Mapping[int, Sequence[Accommodation]]

    def own(self, assignment: Assignment, student: int) -> OwnTerms:
        """Return what holds for a student, by key, of one of the assignments. No query."""
        return merged(assignment, _bearing_on(assignment, self.grants).get(student, ()))


def class_terms(assignments: Iterable[Assignment]) -> ClassTerms:
    """Return what bears on the students of assignments, whose quizzes are loaded. One query."""
    return ClassTerms(_grants(assignments))


def students_of(assignment: Assignment) -> MembershipQuerySet:
    """Return the students who have an assignment, as members of its class: all, or those chosen.

    Whatever lists or counts them goes through here.
    """
    members = Membership.objects.active_students().filter(classroom=assignment.classroom_id)
    if not assignment.is_for_chosen:
        return members
    chosen = ChosenStudent.objects.filter(assignment=assignment)
    return members.filter(user__in=chosen.values("student"))


def chosen_of(assignments: Iterable[Assignment]) -> Mapping[int, frozenset[int]]:
    """Return the keys of the chosen students of those assignments that not all get.

    One query, none where all get all.
    """
    keys = [assignment.pk for assignment in assignments if assignment.is_for_chosen]
    found: dict[int, set[int]] = {key: set() for key in keys}
    if keys:
        rows = ChosenStudent.objects.filter(assignment__in=keys)
        for key, student in rows.values_list("assignment_id", "student_id"):
            found[key].add(student)
    return {key: frozenset(students) for key, students in found.items()}


def refusal_of(assignment: Assignment, own: OwnTerms, now: datetime) -> Message | None:
    """Return why a student cannot begin an assignment now, None if class and times let them.

    No query where its class is loaded.
    """
    if assignment.classroom.archived_at is not None:
        return Message(_("This class is over: nothing can be begun in it any more."))
    if own.is_excused:
        return EXCUSED
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


def _bearing_on(
    assignment: Assignment, grants: Mapping[int, Sequence[Accommodation]]
) -> Mapping[int, list[Accommodation]]:
    by_student: dict[int, list[Accommodation]] = defaultdict(list)
    for grant in grants.get(assignment.classroom_id, ()):
        if grant.assignment_id in (None, assignment.pk):
            by_student[grant.student_id].append(grant)
    return by_student


def _timetable(student: User, assignments: Mapping[int, Assignment]) -> Timetable:
    given = assignments.values()
    return Timetable(student, assignments, _grants(given), chosen_of(given))


def _grants(assignments: Iterable[Assignment]) -> Mapping[int, Sequence[Accommodation]]:
    """Return the accommodations in the assignments' classes, which say whether still `is_member`.

    At most one query.
    """
    grants: dict[int, list[Accommodation]] = defaultdict(list)
    classrooms = {assignment.classroom_id for assignment in assignments}
    if classrooms:
        members = Membership.objects.active_students().filter(
            classroom=OuterRef("classroom"), user=OuterRef("student")
        )
        given = Accommodation.objects.filter(classroom__in=classrooms)
        for grant in given.annotate(is_member=Exists(members)):
            grants[grant.classroom_id].append(grant)
    return grants


def merged(assignment: Assignment, grants: Sequence[Accommodation]) -> OwnTerms:
    """Return the class's terms with one student's accommodations.

    One for this assignment stands before one for always; tries add up.
    """
    terms = assignment.terms()
    is_late_waived = any(grant.is_late_waived for grant in grants)
    if is_late_waived:
        terms = replace(terms, late_percent=0)
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
        is_excused=any(grant.is_excused for grant in grants),
        is_late_waived=is_late_waived,
    )


def _known(assignment: Assignment, column: str) -> Sequence[datetime]:
    """Return the last end to which minutes were added, if there is one, as the timetable has it."""
    end: datetime | None = getattr(assignment, column, None)
    return () if end is None else (end,)


def _first(moments: Iterable[datetime | None]) -> datetime | None:
    return next((moment for moment in moments if moment is not None), None)
