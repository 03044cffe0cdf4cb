"""The assignments of a class, as its teachers list them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q

from quizzes.models.assignments import Assignment
from quizzes.models.attempts import Attempt, AttemptItem
from quizzes.models.classrooms import Classroom, Membership
from quizzes.queries.assignments import chosen_of


@dataclass(frozen=True, slots=True)
class GivenLine:
    """An assignment with its counts.

    `state` is "scheduled", "open", "late" (past the due time, still taken) or "closed".
    `handed_in_count` students of `student_count` have handed in a try; `to_mark_count` answers wait
    for a person.
    """

    assignment: Assignment
    state: str
    student_count: int
    handed_in_count: int
    in_progress_count: int
    to_mark_count: int


def given_in(classroom: Classroom, now: datetime) -> tuple[GivenLine, ...]:
    """Return the assignments of a class, the latest to close first. Five queries at most."""
    given = list(
        Assignment.objects.filter(classroom=classroom)
        .select_related("quiz", "category")
        .order_by(F("closes_at").desc(nulls_first=True), "-created_at", "-pk")
    )
    members = frozenset(
        Membership.objects.active_students()
        .filter(classroom=classroom)
        .values_list("user_id", flat=True)
    )
    chosen = chosen_of(given)
    counts, to_mark = _counts(given), _to_mark(given)
    return tuple(
        GivenLine(
            assignment=each,
            state=state_of(each, now),
            student_count=len(members & chosen.get(each.pk, members)),
            handed_in_count=counts.get(each.pk, (0, 0))[0],
            in_progress_count=counts.get(each.pk, (0, 0))[1],
            to_mark_count=to_mark.get(each.pk, 0),
        )
        for each in given
    )


def state_of(assignment: Assignment, now: datetime) -> str:
    """Return where an assignment stands by the class's own times (see GivenLine)."""
    if assignment.closes_at is not None and assignment.closes_at <= now:
        return "closed"
    if assignment.opens_at is not None and assignment.opens_at > now:
        return "scheduled"
    is_due = assignment.due_at is not None and assignment.due_at <= now
    return "late" if is_due else "open"


def _counts(given: Sequence[Assignment]) -> Mapping[int, tuple[int, int]]:
    """Return how many of the class's students have handed in, and how many are answering."""
    of_members = Attempt.objects.filter(
        assignment__in=given,
        student__memberships__classroom=F("assignment__classroom"),
        student__memberships__is_active=True,
        student__memberships__role=Membership.Role.STUDENT,
    )
    rows = of_members.values("assignment").annotate(
        handed_in=Count("student", filter=Q(submitted_at__isnull=False), distinct=True),
        running=Count("student", filter=Q(submitted_at__isnull=True), distinct=True),
    )
    return {row["assignment"]: (row["handed_in"], row["running"]) for row in rows}


def _to_mark(given: Sequence[Assignment]) -> Mapping[int, int]:
    waiting = AttemptItem.objects.filter(
        attempt__assignment__in=given,
        attempt__submitted_at__isnull=False,
        state=AttemptItem.State.ANSWERED,
        fraction__isnull=True,
        is_dropped=False,
    )
    rows = waiting.values_list("attempt__assignment").annotate(Count("pk")).order_by()
    return dict(rows)
