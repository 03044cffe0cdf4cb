"""Whom the clock tells of what: assignments that open, that end in a day, that have closed."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from quizzes.engine.disclosure import Part, preset
from quizzes.engine.timing import is_late
from quizzes.models.accounts import User
from quizzes.models.assignments import Accommodation, Assignment
from quizzes.models.attempts import Attempt
from quizzes.queries.assignments import (
    OwnTerms,
    Timetable,
    chosen_of,
    class_terms,
    students_of,
)

AHEAD = timedelta(days=1)
# Who has stood still for a day (the worker, the machine) tells then; nobody hears of older things.
BACK = timedelta(days=1)
# Extra time moves an end by limit × (factor − 1); no limit asks for more than this.
MOST_EXTRA = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Reminder:
    """That students are to be told of something; `at` is the moment that it is about."""

    assignment: Assignment
    students: Sequence[User]
    at: datetime | None


def opening(now: datetime) -> Iterator[Reminder]:
    """Yield what has opened for whom, by each student's own opening. One query and two each."""
    for assignment in _touched(("opens_at",), now - BACK, now):
        by_due: dict[datetime | None, list[User]] = defaultdict(list)
        for student, own in _owns(assignment):
            times = own.times
            is_over = times.closes_at is not None and times.closes_at <= now
            if times.opens_at and now - BACK < times.opens_at <= now and not is_over:
                by_due[times.due_at].append(student)
        yield from _reminders(assignment, by_due)


def ending(now: datetime) -> Iterator[Reminder]:
    """Yield what ends within a day for whom that has not handed it in. One query and three each.

    The end is the student's own due time, or closing time where nothing is due. Of what was open
    for less than a day nobody is reminded: it has just been told of.
    """
    for assignment in _touched(("due_at", "closes_at"), now - MOST_EXTRA, now + AHEAD):
        handed_in = _handed_in(assignment)
        by_end: dict[datetime | None, list[User]] = defaultdict(list)
        for student, own in _owns(assignment):
            end = own.times.due_at or own.times.closes_at
            opened = own.times.opens_at or assignment.created_at
            is_near = end is not None and now < end <= now + AHEAD and opened <= end - AHEAD
            if is_near and student.pk not in handed_in:
                by_end[end].append(student)
        yield from _reminders(assignment, by_end)


def closed(now: datetime) -> Iterator[Reminder]:
    """Yield whose results can be seen since *after closing* has come by itself.

    Where the policy shows scores then and the teacher does not hold them; what was released by
    hand has been told by that. One query and four each.
    """
    for assignment in _touched(("closes_at",), now - BACK - MOST_EXTRA, now):
        is_shown = Part.SCORE in preset(assignment.terms().review_preset).at_closing
        if not is_shown or assignment.are_scores_held or assignment.released_at:
            continue
        handed_in = _handed_in(assignment)
        grants, chosen = class_terms([assignment]).grants, chosen_of([assignment])
        seen = [
            student
            for student in _students(assignment)
            if student.pk in handed_in
            and _has_closed(Timetable(student, {assignment.pk: assignment}, grants, chosen), now)
        ]
        yield from _reminders(assignment, {assignment.closes_at: seen})


def _has_closed(times: Timetable, now: datetime) -> bool:
    (assignment,) = times.assignments.values()
    after = times.after_closing(assignment)
    return after is not None and now - BACK < after and is_late(now, after)


def _students(assignment: Assignment) -> Sequence[User]:
    return [member.user for member in students_of(assignment).select_related("user")]


def _owns(assignment: Assignment) -> Iterator[tuple[User, OwnTerms]]:
    """Yield the students with what holds for each, without those who are excused. Two queries."""
    terms = class_terms([assignment])
    for student in _students(assignment):
        own = terms.own(assignment, student.pk)
        if not own.is_excused:
            yield student, own


def _handed_in(assignment: Assignment) -> frozenset[int]:
    found = Attempt.objects.submitted().filter(assignment=assignment)
    return frozenset(found.values_list("student", flat=True))


def _reminders(
    assignment: Assignment, by_moment: Mapping[datetime | None, Sequence[User]]
) -> Iterator[Reminder]:
    for at, students in by_moment.items():
        if students:
            yield Reminder(assignment, students, at)


def _touched(columns: Sequence[str], after: datetime, until: datetime) -> QuerySet[Assignment]:
    """Return assignments of which a date, or one that was given to a student, is in a span."""
    within = Q()
    for column in columns:
        within |= Q(**{f"{column}__gt": after, f"{column}__lte": until})
    given = Accommodation.objects.filter(within)
    always = given.filter(assignment=None)
    found = Assignment.objects.filter(
        within
        | Q(pk__in=given.filter(assignment__isnull=False).values("assignment"))
        | Q(classroom__in=always.values("classroom"))
    )
    current = found.filter(classroom__archived_at=None)
    return current.select_related("quiz", "classroom").order_by("pk")
