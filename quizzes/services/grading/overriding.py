"""Overriding one mark with a reason."""

from datetime import datetime
from fractions import Fraction

from django.db import transaction

from quizzes.engine.scoring import ONE, ZERO
from quizzes.engine.words import Message, Refused
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.attempts import AttemptItem, Mark
from quizzes.models.audit import AuditRecord
from quizzes.models.grading import ActedItem, GradingAct
from quizzes.queries.grading.regrading.planning import NewMark
from quizzes.services.grading.writing import (
    locked_attempts,
    new_mark,
    settle_attempts,
    shift_kept_shares,
    store_items,
    store_marks,
    tell_changed,
)


class CannotMark(Refused):
    """There is no such mark to give, or nothing to mark yet."""


@transaction.atomic
def override(
    *,
    item: AttemptItem,
    fraction: Fraction,
    actor: User,
    reason: str,
    now: datetime,
    comment: str = "",
    based_on: int | None = None,
    address: str = "",
) -> GradingAct:
    """Return the act that gives an answer another mark, 0..1 of its points.

    `based_on` is the number of the mark that the person has seen. Raises CannotMark where a later
    one counts, where the attempt is open, and for a fraction that there is not.
    """
    attempts = locked_attempts([item.attempt_id])
    attempt = attempts[item.attempt_id]
    held = AttemptItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    held.attempt = attempt
    if refusal := _refusal(held, fraction, based_on):
        raise CannotMark(refusal)
    before = held.marks.order_by("-number")[:1].get()
    given = NewMark(
        fraction, Mark.Source.PERSON, before.version_id, before.revision, comment=comment
    )
    mark = new_mark(held, given, marker=actor, reason=reason, now=now)
    store_marks([mark])
    store_items([held])
    shift_kept_shares(attempts, [held], {held.pk: before.fraction})
    settle_attempts([attempt])
    act = GradingAct.objects.create(
        kind=GradingAct.Kind.OVERRIDE,
        question_id=before.version.question_id,
        version_id=before.version_id,
        assignment=attempt.assignment,
        by=actor,
        at=now,
        reason=reason,
        summary={"answers": 1, "changed": int(before.fraction != fraction)},
    )
    ActedItem.objects.create(act=act, item=held, mark=mark, before=before)
    AuditRecord.objects.record(
        action="grading.override",
        subject=attempt,
        actor=actor,
        now=now,
        before={"position": held.position, "fraction": _text(before.fraction)},
        after={"position": held.position, "fraction": str(fraction), "comment": comment},
        reason=reason,
        address=address,
    )
    if before.fraction != fraction:
        tell_changed(act, [attempt], now)
    return act


def _refusal(item: AttemptItem, fraction: Fraction, based_on: int | None) -> Message | None:
    if not ZERO <= fraction <= ONE:
        return Message(_("A mark lies between nothing and the points of the question."))
    if item.attempt.is_open:
        return Message(_("This is still being answered. It can be marked when it is handed in."))
    if based_on is not None and based_on != item.mark_count:
        return Message(
            _("Somebody has marked this answer while you were looking. See the mark that counts.")
        )
    return None


def _text(fraction: Fraction | None) -> str | None:
    return None if fraction is None else str(fraction)
