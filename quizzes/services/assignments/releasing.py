"""Holding scores back and releasing them, with what a policy shows by hand."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from quizzes.models.accounts import User
from quizzes.models.assignments import Assignment
from quizzes.models.attempts import Attempt
from quizzes.models.audit import AuditRecord
from quizzes.models.classrooms import MembershipQuerySet
from quizzes.models.notices import NoticeKind
from quizzes.queries.assignments import students_of
from quizzes.services import notices


@transaction.atomic
def release(*, assignment: Assignment, actor: User, now: datetime, address: str = "") -> Assignment:
    """Return the assignment with its scores, and what its policy shows by hand, released.

    Who has handed in is told of it, once for each release: a second press changes nothing.
    """
    _lock(assignment)
    if assignment.released_at is not None and not assignment.are_scores_held:
        return assignment
    before = _of(assignment)
    _set(assignment, released_at=now, are_scores_held=False)
    _record("release", assignment, actor, now, before, address)
    notices.tell(
        users=[each.user for each in _handed_in(assignment)],
        kind=NoticeKind.RELEASED,
        key=f"released:{assignment.public_id}:{now.isoformat()}",
        words={"quiz": assignment.quiz.title, "class": assignment.classroom.name},
        path=reverse("quizzes:class-own-scores", args=[assignment.classroom.public_id]),
        now=now,
    )
    return assignment


@transaction.atomic
def hold(*, assignment: Assignment, actor: User, now: datetime, address: str = "") -> Assignment:
    """Return the assignment with its scores held: no student sees one until it is released.

    A release before it is taken back; who has looked meanwhile has seen it. A second press changes
    nothing.
    """
    _lock(assignment)
    if assignment.released_at is None and assignment.are_scores_held:
        return assignment
    before = _of(assignment)
    _set(assignment, released_at=None, are_scores_held=True)
    _record("hold", assignment, actor, now, before, address)
    return assignment


def _lock(assignment: Assignment) -> None:
    """Lock an assignment, and read what is held and released anew: another may have been faster."""
    held = Assignment.objects.select_for_update(no_key=True).get(pk=assignment.pk)
    assignment.released_at, assignment.are_scores_held = held.released_at, held.are_scores_held


def _of(assignment: Assignment) -> dict[str, Any]:
    return {
        "released_at": assignment.released_at,
        "are_scores_held": assignment.are_scores_held,
    }


def _set(assignment: Assignment, *, released_at: datetime | None, are_scores_held: bool) -> None:
    assignment.released_at, assignment.are_scores_held = released_at, are_scores_held
    assignment.save(update_fields=["released_at", "are_scores_held"])


def _record(
    act: str,
    assignment: Assignment,
    actor: User,
    now: datetime,
    before: dict[str, Any],
    address: str,
) -> None:
    AuditRecord.objects.record(
        action=f"assignments.{act}",
        subject=assignment,
        actor=actor,
        now=now,
        before=before,
        after=_of(assignment),
        address=address,
    )


def _handed_in(assignment: Assignment) -> MembershipQuerySet:
    """Return the students who have handed something in."""
    done = Attempt.objects.submitted().filter(assignment=assignment)
    return students_of(assignment).filter(user__in=done.values("student")).select_related("user")
