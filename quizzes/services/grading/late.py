"""Grading: late answers that a person lets count."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from quizzes.engine.words import Message, Refused
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.attempts import AcceptedLateStep, Attempt, Step
from quizzes.models.audit import AuditRecord
from quizzes.services import attempts


class NotLate(Refused):
    """There is nothing to accept: the answer counts already, or the attempt is still open."""


@transaction.atomic
def accept_late_step(
    *, step: Step, actor: User, reason: str, now: datetime, address: str = ""
) -> AcceptedLateStep:
    """Return the decision that a late answer counts; the attempt is scored anew with it.

    Raises NotLate for a step that was in time, was accepted before, or whose attempt is open.
    """
    held = attempts.held_attempt(step.item.attempt)
    chosen = [each for each in attempts.late_steps(held) if each.pk == step.pk]
    if held.is_open or not chosen:
        raise NotLate(Message(_("This answer cannot be accepted: it counts already.")))
    before = step.item.fraction
    (item,) = attempts.count_late(held, chosen, actor=actor, reason=reason, now=now)
    AuditRecord.objects.record(
        action="grading.accept_late_step",
        subject=held,
        actor=actor,
        now=now,
        before={"position": item.position, "fraction": str(before)},
        after={"revision": step.revision, "fraction": str(item.fraction)},
        reason=reason,
        address=address,
    )
    return AcceptedLateStep.objects.get(step=step)


@transaction.atomic
def accept_late(
    *, chosen: Sequence[UUID], actor: User, reason: str, now: datetime, address: str = ""
) -> Sequence[Attempt]:
    """Return the attempts, of those chosen by public id, all of whose late answers count now.

    Raises NotLate if there is nothing to accept in any of them.
    """
    found = Attempt.objects.submitted().filter(public_id__in=chosen).order_by("pk")
    done = [
        held
        for held in map(attempts.held_attempt, found)
        if _accept_all(held, actor=actor, reason=reason, now=now, address=address)
    ]
    if not done:
        raise NotLate(Message(_("There are no late answers that do not count already.")))
    return done


def _accept_all(held: Attempt, *, actor: User, reason: str, now: datetime, address: str) -> bool:
    """Return whether an attempt that is held had late answers; they count now."""
    steps = [] if held.is_open else attempts.late_steps(held)
    if not steps:
        return False
    before = {"earned": str(held.earned)}
    attempts.count_late(held, steps, actor=actor, reason=reason, now=now)
    AuditRecord.objects.record(
        action="grading.accept_late",
        subject=held,
        actor=actor,
        now=now,
        before=before,
        after={"earned": str(held.earned), "late_answers_counted": len(steps)},
        reason=reason,
        address=address,
    )
    return True
