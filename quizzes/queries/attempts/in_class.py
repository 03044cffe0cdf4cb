"""One student within a class: each assignment with state and score, and what they get beyond."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from quizzes.engine.timing import is_late
from quizzes.models.accounts import User
from quizzes.models.assignments import Accommodation, Assignment, ChosenStudent
from quizzes.models.attempts import Attempt
from quizzes.models.classrooms import Classroom
from quizzes.queries.assignments import OwnTerms, merged
from quizzes.queries.attempts.results import Result, result_of
from quizzes.queries.disclosure import FOR_STAFF


@dataclass(frozen=True, slots=True)
class OwnAssignment:
    """An assignment of a student, as their teachers see it.

    `state` is "not_begun", "in_progress", "submitted", "missing" or "excused".
    """

    assignment: Assignment
    own: OwnTerms
    attempts: Sequence[Attempt]
    result: Result | None
    state: str


@dataclass(frozen=True, slots=True)
class StudentInClass:
    """A student's assignments, the newest first, and their accommodations, "always" first."""

    assignments: Sequence[OwnAssignment]
    grants: Sequence[Accommodation]


def student_in_class(classroom: Classroom, student: User, now: datetime) -> StudentInClass:
    """Return what a student has done in a class and gets beyond it. Three queries."""
    grants = tuple(
        Accommodation.objects.filter(classroom=classroom, student=student)
        .select_related("assignment__quiz")
        .order_by("assignment__created_at", "pk")
    )
    chosen = ChosenStudent.objects.filter(student=student).values("assignment")
    given = Assignment.objects.filter(
        Q(is_for_chosen=False) | Q(pk__in=chosen), classroom=classroom
    ).select_related("quiz")
    attempts: dict[int | None, list[Attempt]] = defaultdict(list)
    taken = Attempt.objects.filter(student=student, assignment__classroom=classroom)
    for attempt in taken.order_by("number"):
        attempts[attempt.assignment_id].append(attempt)
    return StudentInClass(
        assignments=tuple(
            _own(each, [g for g in grants if g.assignment_id in (None, each.pk)], attempts, now)
            for each in given.order_by("-created_at", "-pk")
        ),
        grants=tuple(sorted(grants, key=lambda grant: grant.assignment_id is not None)),
    )


def _own(
    assignment: Assignment,
    grants: Sequence[Accommodation],
    attempts: dict[int | None, list[Attempt]],
    now: datetime,
) -> OwnAssignment:
    own, taken = merged(assignment, grants), attempts[assignment.pk]
    if own.is_excused:
        state = "excused"
    elif any(attempt.is_open for attempt in taken):
        state = "in_progress"
    elif taken:
        state = "submitted"
    else:
        state = "missing" if is_late(now, own.starts_until) else "not_begun"
    result = result_of(taken, {attempt.pk: FOR_STAFF for attempt in taken})
    return OwnAssignment(assignment, own, tuple(taken), result, state)
