"""Handing in: by the student or by the clock; scoring; the attempt's totals."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from quizzes.engine import timing
from quizzes.engine.receipts import receipt_code
from quizzes.engine.scoring import to_text
from quizzes.models.accounts import User
from quizzes.models.attempts import Attempt, AttemptItem, Mark
from quizzes.models.audit import AuditRecord
from quizzes.models.fields import write_columns
from quizzes.queries.attempts.replaying import Replayed, replayed
from quizzes.queries.attempts.results import totals_of
from quizzes.queries.attempts.running.reopened import reopenings_of
from quizzes.services.attempts.carrying_over import carry_over, deciding_marks
from quizzes.services.attempts.firsts import note_firsts, refresh_whole
from quizzes.services.attempts.learning import learn_handed_in

HANDED_IN = ("submitted_at", "ended_by", "days_late", "receipt", "learned_at")
# What marking writes of an item, and what it reads.
FOR_PROGRESS = ("first_revision", "first_at", "first_fraction", "is_first", "seconds")
MARKED = ("state", "counted_revision", "is_finished", "fraction", "mark_count", *FOR_PROGRESS)
REPLAYED = (
    "attempt",
    "position",
    "points",
    "is_dropped",
    "last_revision",
    *MARKED,
    "version__kind",
    "version__spec",
    "version__is_all_or_nothing",
    "version__question_id",
)


@dataclass(frozen=True, slots=True)
class _Act:
    """Who hands in, when and why, and how the record calls it."""

    ended_by: str
    now: datetime
    actor: User | None = None
    name: str = "attempts.submit"
    reason: str = ""
    address: str = ""


def submit(*, attempt: Attempt, now: datetime, address: str = "") -> Attempt:
    """Return the attempt handed in and scored. A second call changes nothing.

    After the deadline and its grace it is the clock that has ended it.
    """
    act = _Act(Attempt.EndedBy.STUDENT, now, attempt.student, address=address)
    return _hand_in(attempt, act)


def submit_for(
    *, attempt: Attempt, actor: User, reason: str, now: datetime, address: str = ""
) -> Attempt:
    """Return the attempt handed in by a teacher, as it stands. A second call changes nothing."""
    name = "attempts.submit_for"
    return _hand_in(attempt, _Act(Attempt.EndedBy.TEACHER, now, actor, name, reason, address))


def close(*, attempt: Attempt, now: datetime) -> Attempt:
    """Return an attempt that the clock has ended, handed in as it stands.

    It stays open if it was given more time meanwhile.
    """
    return _hand_in(attempt, _Act(Attempt.EndedBy.CLOCK, now))


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
def _hand_in(attempt: Attempt, act: _Act) -> Attempt:
    held = held_attempt(attempt)
    if not held.is_open:
        return held
    # By the deadline of now: the caller may have read it before it was moved.
    is_over = timing.is_late(act.now, held.deadline)
    if act.ended_by == Attempt.EndedBy.CLOCK and held.deadline is not None and not is_over:
        return held
    ended_by = Attempt.EndedBy.CLOCK if is_over else act.ended_by
    is_by_clock_alone = is_over and act.ended_by == Attempt.EndedBy.STUDENT
    finish(held, ended_by=ended_by, at=held.deadline if is_over else act.now, now=act.now)
    AuditRecord.objects.record(
        action=act.name,
        subject=held,
        actor=None if is_by_clock_alone else act.actor,
        now=act.now,
        after={"submitted_at": held.submitted_at, "ended_by": ended_by},
        reason=act.reason,
        address=act.address,
    )
    learn_handed_in(held, act.now)
    return held


def held_attempt(attempt: Attempt) -> Attempt:
    """Return the attempt as it is now, locked, with its class.

    The attempt before its items, as `save` does, so that none waits in a ring.
    """
    attempts = Attempt.objects.select_for_update(of=("self",)).filter(pk=attempt.pk)
    return attempts.select_related("assignment__classroom").get()


def held_items(attempt: Attempt) -> list[AttemptItem]:
    """Return the items of an attempt that is held, locked, with what scoring needs, in order."""
    items = AttemptItem.objects.select_for_update(of=("self",)).filter(attempt=attempt)
    return list(items.select_related("version").only(*REPLAYED).order_by("position"))


def finish(held: Attempt, *, ended_by: str, at: datetime | None, now: datetime) -> None:
    """Score an attempt that is held, and store it as handed in `at` a moment; None is now.

    Of one that was opened again, an answer that is as it was keeps its mark, which may be a
    person's. The caller's transaction keeps the record.
    """
    items = held_items(held)
    held.submitted_at = at or now
    held.ended_by = ended_by
    held.days_late = held.days_after_due()
    done = replayed(held, _to_mark(held, items))
    before = deciding_marks(items)
    is_again = any(item.mark_count for item in items)
    if not is_again:
        note_firsts(held, done)
    record_marks(done, source=Mark.Source.RULE, now=now)
    carry_over(held, done, before, now=now)
    held.receipt = receipt_code(
        settings.SECRET_KEY,
        str(held.public_id),
        held.submitted_at,
        ((item.position, item.counted_revision) for item in items),
    )
    update_totals(held, items)
    if is_again:
        refresh_whole([held])


def _to_mark(held: Attempt, items: Sequence[AttemptItem]) -> Sequence[AttemptItem]:
    """Return the items without a mark of what they come to now. A query after a reopening."""
    if not any(item.mark_count for item in items):
        return items
    reopenings = reopenings_of([held.public_id])[held.public_id]
    stood = reopenings[-1].stood
    return [
        item
        for item in items
        if (item.last_revision, item.counted_revision)
        != (stood[item.position].last_revision, stood[item.position].counted_revision)
    ]


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
    """Store the attempt with its totals computed from its items; progress looks at it again."""
    attempt.learned_at = None
    totals = asdict(totals_of(attempt, items))
    for name, value in totals.items():
        setattr(attempt, name, value)
    attempt.save(update_fields=[*HANDED_IN, *totals])
