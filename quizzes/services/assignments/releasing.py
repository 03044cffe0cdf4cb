"""Holding scores back and releasing them, with what a policy shows by hand."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from quizzes.models.accounts import User
from quizzes.models.assignments import Assignment
from quizzes.models.attempts import Attempt
from quizzes.models.audit import AuditRecord
from quizzes.models.notices import NoticeKind
from quizzes.services import notices


@transaction.atomic
def release(*, assignment: Assignment, actor: User, now: datetime, address: str = "") -> Assignment:
    """Return the assignment with its scores, and what its policy shows by hand, released.

    Who has handed in is told of it, once for each release.
    """
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

    A release before it is taken back; who has looked meanwhile has seen it.
    """
    before = _of(assignment)
    _set(assignment, released_at=None, are_scores_held=True)
    _record("hold", assignment, actor, now, before, address)
    return assignment
