"""Deadlines and due times of attempts in progress, brought up to date with what holds now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from quizzes.engine.timing import later
from quizzes.models.assignments import Assignment
from quizzes.models.attempts import Attempt
from quizzes.queries.assignments import class_terms
from quizzes.queries.attempts.touched import deadline_of


@dataclass(frozen=True, slots=True)
class Moved:
    """An attempt in progress with the deadline that it had before."""

    attempt: Attempt
    before: datetime | None


def bring_up_to_date(
    assignments: Sequence[Assignment], *, student: int | None = None
) -> list[Moved]:
    """Give open attempts the deadline that limit, closing and accommodations come to now.

    All of the assignments, or one student's (by key); minutes that were added stay on top. Open
    pages show it within seconds. Returns them all with what they had. Three queries at most, in the
    caller's transaction.
    """
    by_key = {assignment.pk: assignment for assignment in assignments}
    attempts = Attempt.objects.select_for_update(of=("self",)).open().filter(assignment__in=by_key)
    if student is not None:
        attempts = attempts.filter(student=student)
    found = list(attempts.order_by("pk"))
    if not found:
        return []
    terms = class_terms(assignments)
    moved = []
    for attempt in found:
        own = terms.own(by_key[attempt.assignment_id or 0], attempt.student_id)
        moved.append(Moved(attempt, attempt.deadline))
        added = timedelta(seconds=attempt.added_seconds)
        attempt.due_at = later(own.times.due_at, added)
        attempt.deadline = deadline_of(attempt, own)
    Attempt.objects.bulk_update(found, ["deadline", "due_at"], batch_size=200)
    return moved


def told(moved: Sequence[Moved]) -> tuple[dict[str, object], dict[str, object]]:
    """Return the deadlines before and after, by attempt, as a record of an act says them."""
    changed = [each for each in moved if each.before != each.attempt.deadline]
    return (
        {str(each.attempt.public_id): each.before for each in changed},
        {str(each.attempt.public_id): each.attempt.deadline for each in changed},
    )
