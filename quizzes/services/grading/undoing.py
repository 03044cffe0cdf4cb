"""Undoing an act about marks as one: what counted before it counts again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.db import transaction

from quizzes.engine.words import Message, Refused
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.attempts import Attempt, AttemptItem, Mark
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


class UndoneAlready(Refused):
    """The act was taken back before."""

    def __init__(self) -> None:
        super().__init__(Message(_("This was undone already.")))


@dataclass(frozen=True, slots=True)
class Undone:
    """An act that was taken back: at how many answers, and where not, since a later mark counts."""

    act: GradingAct
    restored: int
    left: int


@transaction.atomic
def undo(*, act: GradingAct, actor: User, now: datetime, address: str = "") -> Undone:
    """Return the act taken back: new marks say what counted before it, a dropped question counts.

    Where a later mark counts, that stays. Raises UndoneAlready.
    """
    held = GradingAct.objects.select_for_update(of=("self",)).get(pk=act.pk)
    if held.undone_at is not None:
        raise UndoneAlready
    rows = list(ActedItem.objects.filter(act=held).select_related("mark", "before"))
    found = AttemptItem.objects.filter(pk__in=[row.item_id for row in rows])
    attempts = locked_attempts(found.values_list("attempt_id", flat=True))
    items = {item.pk: item for item in found.select_for_update(of=("self",)).order_by("pk")}
    newest = [row for row in rows if _is_newest(row, items[row.item_id])]
    before = {pk: item.fraction for pk, item in items.items()}
    _restore(newest, items, now)
    shift_kept_shares(attempts, items.values(), before)
    touched = {items[row.item_id].attempt_id for row in newest}
    restored = [attempt for pk, attempt in attempts.items() if pk in touched]
    _take_shares_back(held, restored)
    settle_attempts(restored)
    held.undone_at, held.undone_by = now, actor
    held.save(update_fields=["undone_at", "undone_by"])
    done = Undone(held, len(newest), len(rows) - len(newest))
    AuditRecord.objects.record(
        action="grading.undo",
        subject=held,
        actor=actor,
        now=now,
        before={"kind": held.kind, **held.summary},
        after={"restored": done.restored, "left": done.left},
        address=address,
    )
    tell_changed(held, restored, now, is_undone=True)
    return done


def _is_newest(row: ActedItem, item: AttemptItem) -> bool:
    return item.is_dropped if row.mark is None else item.mark_count == row.mark.number


def _restore(rows: Sequence[ActedItem], items: Mapping[int, AttemptItem], now: datetime) -> None:
    marks = []
    for row in rows:
        if row.mark is None:
            items[row.item_id].is_dropped = False
        elif row.before is not None:
            marks.append(_again(row.before, items[row.item_id], now))
    store_marks(marks)
    store_items([items[row.item_id] for row in rows])


def _again(before: Mark, item: AttemptItem, now: datetime) -> Mark:
    """Return a mark that says what an earlier one has said, whoever gave it."""
    said = NewMark(
        fraction=before.fraction,
        source=before.source,
        version_id=before.version_id,
        revision=before.revision,
        parts=before.parts,
        is_near_miss=before.is_near_miss,
        comment=before.comment,
    )
    return new_mark(item, said, marker=before.marker, reason=before.reason, now=now)


def _take_shares_back(act: GradingAct, attempts: Sequence[Attempt]) -> None:
    """Let attempts keep what they kept before this drop; nothing else of theirs changes."""
    kept: Mapping[str, str | None] = act.summary.get("kept", {})
    for attempt in attempts:
        if str(attempt.pk) in kept:
            before = kept[str(attempt.pk)]
            attempt.kept_share = None if before is None else Fraction(before)
