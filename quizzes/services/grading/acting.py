"""Carrying out an act about many answers: a regrade, a point for everybody, a dropped question."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from fractions import Fraction

from django.db import transaction

from quizzes.engine.words import Message, Refused
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.attempts import Attempt, AttemptItem, Mark
from quizzes.models.audit import AuditRecord
from quizzes.models.grading import ActedItem, GradingAct
from quizzes.queries.grading.regrading.planning import Looked, Plan, looked_at
from quizzes.services.grading.writing import (
    BATCH,
    locked_attempts,
    new_mark,
    settle_attempts,
    shift_kept_shares,
    store_items,
    store_marks,
    tell_changed,
)

Shares = Mapping[int, Fraction | None]


class NothingChanges(Refused):
    """The act would do nothing to anybody's answer."""

    def __init__(self) -> None:
        super().__init__(Message(_("Nothing changes by this.")))


@transaction.atomic
def carry_out(
    *,
    plan: Plan,
    looked: Sequence[Looked],
    actor: User,
    reason: str,
    now: datetime,
    address: str = "",
) -> GradingAct:
    """Return the act that does to answers what `looked_at` has found, all or nothing.

    An answer that was marked since it was looked at is looked at again. Raises NothingChanges.
    """
    attempts = locked_attempts(each.item.attempt_id for each in looked if each.is_touched)
    touched = _as_they_are_now(plan, looked)
    if not touched:
        raise NothingChanges
    act = GradingAct.objects.create(
        kind=plan.kind,
        question=plan.question,
        version_id=max((each.mark.version_id for each in touched if each.mark), default=None),
        assignment=plan.assignments[0] if len(plan.assignments) == 1 else None,
        choice=plan.choice,
        keeps_percent=plan.keeps_percent,
        by=actor,
        at=now,
        reason=reason,
    )
    changed = {each.item.attempt_id for each in touched if _is_another_score(each)}
    shares = {pk: attempt.total.share for pk, attempt in attempts.items()}
    before = {each.item.pk: each.item.fraction for each in touched}
    _mark(act, touched)
    shift_kept_shares(attempts, [each.item for each in touched], before)
    settle_attempts(attempts.values())
    if plan.keeps_percent:
        _keep_shares(act, attempts, shares)
    act.summary |= {"answers": len(touched), "changed": len(changed), **_told(attempts, shares)}
    act.save(update_fields=["summary"])
    _record(act, plan, address)
    tell_changed(act, [attempt for pk, attempt in attempts.items() if pk in changed], now)
    return act


def _as_they_are_now(plan: Plan, looked: Sequence[Looked]) -> list[Looked]:
    """Return what is done to answers, locked, looking again at those that changed since."""
    touched = [each for each in looked if each.is_touched]
    pks = [each.item.pk for each in touched]
    locked = AttemptItem.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk")
    rows = locked.values_list("pk", "mark_count", "is_dropped")
    stored = {pk: (count, is_dropped) for pk, count, is_dropped in rows}
    same = [e for e in touched if stored[e.item.pk] == (e.item.mark_count, e.item.is_dropped)]
    if len(same) == len(touched):
        return same
    known = {each.item.pk for each in same}
    again = looked_at(plan, [pk for pk in pks if pk not in known])
    return [*same, *(each for each in again if each.is_touched)]


def _is_another_score(looked: Looked) -> bool:
    """Whether a student's score is another one; a point given may have been earned already."""
    return looked.mark is None or looked.mark.fraction != looked.item.fraction


def _mark(act: GradingAct, touched: Sequence[Looked]) -> None:
    """Write the marks of an act, what counted before, and the answers' cache."""
    marks = {
        each.item.pk: new_mark(each.item, each.mark, marker=act.by, reason=act.reason, now=act.at)
        for each in touched
        if each.mark
    }
    before = Mark.objects.filter(item__in=list(marks)).order_by("number")
    counting = dict(before.values_list("item_id", "pk"))
    store_marks(list(marks.values()))
    ActedItem.objects.bulk_create(
        [
            ActedItem(
                act=act,
                item=each.item,
                mark=marks.get(each.item.pk),
                before_id=counting.get(each.item.pk),
            )
            for each in touched
        ],
        batch_size=BATCH,
    )
    for each in touched:
        each.item.is_dropped = each.item.is_dropped or each.mark is None
    store_items([each.item for each in touched])


def _keep_shares(act: GradingAct, attempts: Mapping[int, Attempt], shares: Shares) -> None:
    """Let those who fall by a drop keep the share that they had; note what they kept before.

    Not while answers wait for a mark: a share of some would be kept of all, whatever those earn.
    """
    fallen, kept = [], {}
    for pk, attempt in attempts.items():
        old, new = shares[pk], attempt.total.share
        is_whole = attempt.submitted_at is not None and not attempt.total.is_provisional
        if is_whole and old is not None and new is not None and new < old:
            before = attempt.kept_share
            kept[str(pk)] = None if before is None else str(before)
            attempt.kept_share = old
            fallen.append(attempt)
    settle_attempts(fallen)
    act.summary["kept"] = kept


def _told(attempts: Mapping[int, Attempt], shares: Shares) -> Mapping[str, int]:
    """Return how many attempts rose and fell."""
    pairs = [(shares[pk], attempt.total.share) for pk, attempt in attempts.items()]
    known = [(old, new) for old, new in pairs if old is not None and new is not None]
    return {
        "risen": sum(new > old for old, new in known),
        "fallen": sum(new < old for old, new in known),
    }


def _record(act: GradingAct, plan: Plan, address: str) -> None:
    AuditRecord.objects.record(
        action=f"grading.{act.kind}",
        subject=act,
        actor=act.by,
        now=act.at,
        before={"question": plan.question.public_id},
        after={
            "assignments": [each.public_id for each in plan.assignments],
            "choice": act.choice,
            "keeps_percent": act.keeps_percent,
            **act.summary,
        },
        reason=act.reason,
        address=address,
    )
