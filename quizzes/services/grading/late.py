"""Grading: what a person decides about marks."""

from datetime import datetime

from django.db import transaction

from quizzes.engine.words import Message, Refused
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.attempts import AcceptedLateStep, AttemptItem, Mark, Step
from quizzes.models.audit import AuditRecord
from quizzes.queries.attempts.replaying import replayed
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
    item = (
        AttemptItem.objects.select_for_update(of=("attempt", "self"))
        .select_related("attempt", "version")
        .get(pk=step.item_id)
    )
    if not step.is_late or item.attempt.is_open or hasattr(step, "acceptance"):
        raise NotLate(Message(_("This answer cannot be accepted: it counts already.")))
    accepted = AcceptedLateStep(step=step, accepted_by=actor, reason=reason, at=now)
    accepted.seal = accepted.sealed()
    accepted.save(force_insert=True)
    before = item.fraction
    attempts.record_marks(
        replayed(item.attempt, [item]),
        source=Mark.Source.REGRADE,
        now=now,
        marker=actor,
        reason=reason,
    )
    attempts.update_totals(item.attempt, item.attempt.items.all())
    AuditRecord.objects.record(
        action="grading.accept_late_step",
        subject=item.attempt,
        actor=actor,
        now=now,
        before={"position": item.position, "fraction": str(before)},
        after={"revision": step.revision, "fraction": str(item.fraction)},
        reason=reason,
        address=address,
    )
    return accepted
