"""Handing in: by the student or by the clock; scoring; the attempt's totals."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime

from django.conf import settings
from django.db import transaction

from quizzes.engine import timing
from quizzes.engine.receipts import receipt_code
from quizzes.engine.scoring import to_text
from quizzes.engine.settling import SettledItem, settle
from quizzes.models.accounts import User
from quizzes.models.attempts import Attempt, AttemptItem, Mark
from quizzes.models.audit import AuditRecord
from quizzes.models.fields import write_columns
from quizzes.queries.attempts.replaying import Replayed, replayed

HANDED_IN = ("submitted_at", "ended_by", "days_late", "receipt")
# What marking writes of an item, and what it reads.
MARKED = ("state", "counted_revision", "is_finished", "fraction", "mark_count")
REPLAYED = (
    "attempt",
    "position",
    "points",
    "is_dropped",
    *MARKED,
    "version__kind",
    "version__spec",
    "version__is_all_or_nothing",
)


def submit(*, attempt: Attempt, now: datetime, address: str = "") -> Attempt:
    """Return the attempt handed in and scored. A second call changes nothing.

    After the deadline and its grace it is the clock that has ended it.
    """
    ended_by = Attempt.EndedBy.STUDENT
    if timing.is_late(now, attempt.deadline):
        ended_by = Attempt.EndedBy.CLOCK
    return _hand_in(attempt, ended_by=ended_by, now=now, address=address)


def close(*, attempt: Attempt, now: datetime) -> Attempt:
    """Return an attempt that the clock has ended, handed in as it stands."""
    return _hand_in(attempt, ended_by=Attempt.EndedBy.CLOCK, now=now, address="")


def close_if_over(*, attempt: Attempt, now: datetime) -> Attempt:
    """Return the attempt, handed in if its time is over and nothing has closed it yet."""
    if attempt.is_open and timing.is_over(now, attempt.deadline):
        return close(attempt=attempt, now=now)
    return attempt


def close_overdue(*, now: datetime) -> int:
    """Hand in every open attempt whose time is over; return how many these were.

    Safe beside students who submit at the same moment, and beside another run of itself.
    """
    overdue = Attempt.objects.open().due_before(now - timing.GRACE).order_by("deadline")
    closed = 0
    for attempt in overdue.iterator(chunk_size=500):
        if timing.is_over(now, attempt.deadline):
            close(attempt=attempt, now=now)
            closed += 1
    return closed


@transaction.atomic
def _hand_in(attempt: Attempt, *, ended_by: str, now: datetime, address: str) -> Attempt:
    # The attempt before its items, as `save` does, so that none waits in a ring.
    attempts = Attempt.objects.select_for_update(of=("self",)).filter(pk=attempt.pk)
    held = attempts.select_related("assignment__classroom").get()
    if not held.is_open:
        return held
    items = list(
        AttemptItem.objects.select_for_update(of=("self",))
        .filter(attempt=held)
        .select_related("version")
        .only(*REPLAYED)
        .order_by("position")
    )
    is_by_clock = ended_by == Attempt.EndedBy.CLOCK and held.deadline is not None
    held.submitted_at = held.deadline if is_by_clock else now
    held.ended_by = ended_by
    held.days_late = held.days_after_due()
    record_marks(replayed(held, items), source=Mark.Source.RULE, now=now)
    held.receipt = receipt_code(
        settings.SECRET_KEY,
        str(held.public_id),
        held.submitted_at or now,
        ((item.position, item.counted_revision) for item in items),
    )
    update_totals(held, items)
    AuditRecord.objects.record(
        action="attempts.submit",
        subject=held,
        actor=attempt.student if ended_by == Attempt.EndedBy.STUDENT else None,
        now=now,
        after={"submitted_at": held.submitted_at, "ended_by": ended_by},
        address=address,
    )
    return held


def record_marks(
    done: Sequence[Replayed],
    *,
    source: str,
    now: datetime,
    marker: User | None = None,
    reason: str = "",
) -> None:
    """Append a mark for what each item's steps came to, and bring the items' cache up to date."""
    marks = [_mark(each, source, now, marker, reason) for each in done]
    Mark.objects.bulk_create(marks)
    for each, mark in zip(done, marks, strict=True):
        each.item.state = each.outcome.state
        each.item.counted_revision = each.outcome.counted_revision or 0
        each.item.is_finished = each.is_finished
        each.item.fraction = mark.fraction
        each.item.mark_count = mark.number
    write_columns([each.item for each in done], MARKED)


def _mark(done: Replayed, source: str, now: datetime, marker: User | None, reason: str) -> Mark:
    score = done.outcome.score
    mark = Mark(
        item=done.item,
        number=done.item.mark_count + 1,
        fraction=done.outcome.fraction,
        parts={part.part_id: to_text(part.fraction) for part in score.parts} if score else {},
        is_near_miss=bool(score and score.is_near_miss),
        source=source,
        marker=marker,
        reason=reason,
        version=done.item.version,
        revision=done.outcome.counted_revision or 0,
        at=now,
    )
    mark.seal = mark.sealed()
    return mark


def update_totals(attempt: Attempt, items: Iterable[AttemptItem]) -> None:
    """Store the attempt with its totals computed from its items."""
    settled = settle(
        (
            SettledItem(
                item.points,
                item.fraction,
                item.state == AttemptItem.State.ANSWERED,
                item.is_dropped,
            )
            for item in items
        ),
        attempt.late_percent,
        attempt.days_late,
        attempt.kept_share,
    )
    totals = asdict(settled)
    for name, value in totals.items():
        setattr(attempt, name, value)
    attempt.save(update_fields=[*HANDED_IN, *totals])
