"""Putting a class away: what is still open in it ends, on record."""

from datetime import datetime

from django.db import transaction

from quizzes.models.accounts import User
from quizzes.models.assignments import Assignment
from quizzes.models.attempts import Attempt
from quizzes.models.audit import AuditRecord, Change
from quizzes.models.classrooms import Classroom
from quizzes.queries.assignments import open_in
from quizzes.services import classrooms
from quizzes.services.attempts.handing_in import submit_for

ENDED = ("opens_at", "due_at", "closes_at")


@transaction.atomic
def archive_class(
    *, classroom: Classroom, actor: User, now: datetime, address: str = ""
) -> Classroom:
    """Return the class archived: nobody begins anything in it, all of it can be read.

    Its assignments that are not closed close now; one that was not open yet can be taken by nobody.
    Tries in progress are handed in as they stand. A second call changes nothing.
    """
    held = classrooms.locked(classroom)
    if held.archived_at is not None:
        return held
    held.archived_at = now
    held.save(update_fields=["archived_at"])
    ended = [_ended(assignment, now) for assignment in open_in(held, now)]
    AuditRecord.objects.record_each(ended, action="assignments.end", actor=actor, now=now)
    handed_in = _hand_in(held, actor, now, address)
    AuditRecord.objects.record(
        action="attempts.archive_class",
        subject=held,
        actor=actor,
        now=now,
        after={"archived_at": now, "assignments": len(ended), "attempts": handed_in},
        address=address,
    )
    return held


def _ended(assignment: Assignment, now: datetime) -> Change:
    before = {name: getattr(assignment, name) for name in ENDED}
    if assignment.opens_at is not None and assignment.opens_at >= now:
        # It may not open after it closes.
        assignment.opens_at = None
    if assignment.due_at is not None:
        assignment.due_at = min(assignment.due_at, now)
    assignment.closes_at = now
    assignment.save(update_fields=ENDED)
    return Change(assignment, before, {name: getattr(assignment, name) for name in ENDED})


def _hand_in(classroom: Classroom, actor: User, now: datetime, address: str) -> int:
    """Hand in the tries in progress for their students; return how many these were."""
    running = Attempt.objects.open().filter(assignment__classroom=classroom)
    found = list(running.select_related("student"))
    for attempt in found:
        submit_for(attempt=attempt, actor=actor, reason="", now=now, address=address)
    return len(found)
