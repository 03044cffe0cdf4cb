"""Granting: what one student gets beyond the class, which reaches attempts already begun."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from django.db import transaction

from quizzes.engine import timing
from quizzes.models.accounts import User
from quizzes.models.assignments import Accommodation, Assignment
from quizzes.models.attempts import Attempt
from quizzes.models.audit import AuditRecord
from quizzes.models.classrooms import Classroom
from quizzes.queries.assignments import own_terms


@dataclass(frozen=True, slots=True)
class Grant:
    """What a student gets: time as a factor of the class's, more tries, dates of their own."""

    factor: Fraction | None = None
    extra_attempts: int = 0
    opens_at: datetime | None = None
    due_at: datetime | None = None
    closes_at: datetime | None = None
    is_excused: bool = False
    is_late_waived: bool = False
    note: str = ""


@transaction.atomic
def accommodate(
    *,
    classroom: Classroom,
    student: User,
    grant: Grant,
    actor: User,
    now: datetime,
    assignment: Assignment | None = None,
) -> Accommodation:
    """Return what a student gets from now on: for one assignment, or always in this class.

    Open attempts get their new deadline at once; the open page shows it within seconds.
    """
    accommodation, _ = Accommodation.objects.update_or_create(
        classroom=classroom, student=student, assignment=assignment, defaults=asdict(grant)
    )
    changed = _move_deadlines(classroom, student)
    AuditRecord.objects.record(
        action="attempts.accommodate",
        subject=student,
        actor=actor,
        now=now,
        before={"deadlines": {str(attempt.public_id): old for attempt, old in changed}},
        after={
            "assignment": assignment.public_id if assignment else None,
            "deadlines": {str(attempt.public_id): attempt.deadline for attempt, _ in changed},
            "factor": str(grant.factor),
            "extra_attempts": grant.extra_attempts,
        },
        reason=grant.note,
    )
    return accommodation


def _move_deadlines(classroom: Classroom, student: User) -> list[tuple[Attempt, datetime | None]]:
    """Bring the deadlines of a student's open attempts up to date; return those with the old."""
    attempts = list(
        Attempt.objects.select_for_update(of=("self",))
        .open()
        .filter(student=student, assignment__classroom=classroom)
        .select_related("assignment__quiz")
    )
    moved = []
    for attempt in attempts:
        if attempt.assignment is None:
            continue
        own = own_terms(attempt.assignment, student)
        moved.append((attempt, attempt.deadline))
        added = timedelta(seconds=attempt.added_seconds)
        attempt.due_at = timing.later(own.times.due_at, added)
        attempt.deadline = timing.deadline(
            started_at=attempt.started_at,
            limit=own.terms.limit,
            factor=own.factor,
            closes_at=own.times.closes_at,
            added=added,
        )
    Attempt.objects.bulk_update(attempts, ["deadline", "due_at"])
    return moved
