"""Releasing scores, and what a policy shows by hand."""

from datetime import datetime

from django.db import transaction

from quizzes.models.accounts import User
from quizzes.models.assignments import Assignment
from quizzes.models.audit import AuditRecord


@transaction.atomic
def release(*, assignment: Assignment, actor: User, now: datetime, address: str = "") -> Assignment:
    """Return the assignment with its scores, and what its policy shows by hand, released."""
    before = {"released_at": assignment.released_at, "are_scores_held": assignment.are_scores_held}
    assignment.released_at = now
    assignment.are_scores_held = False
    assignment.save(update_fields=["released_at", "are_scores_held"])
    AuditRecord.objects.record(
        action="assignments.release",
        subject=assignment,
        actor=actor,
        now=now,
        before=before,
        after={"released_at": now, "are_scores_held": False},
        address=address,
    )
    return assignment
