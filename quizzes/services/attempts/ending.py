"""What acts on the end of an attempt share: its end moves, it opens again, what was late counts."""

from datetime import datetime, timedelta

from quizzes.engine import timing
from quizzes.models.accounts import User
from quizzes.models.attempts import Attempt, EarlierReceipt
from quizzes.models.audit import AuditRecord
from quizzes.queries.attempts.running.reopened import REOPENED, standing_told
from quizzes.services.attempts.handing_in import held_items, update_totals
from quizzes.services.attempts.late import count_late, late_steps
from quizzes.services.attempts.learning import forget

# What an open attempt has not: as the tables begin it.
EMPTY = (
    "submitted_at",
    "ended_by",
    "receipt",
    "raw_earned",
    "earned",
    "maximum",
    "pending",
    "days_late",
    "answered_count",
    "learned_at",
)


def move_end(held: Attempt, added: timedelta) -> None:
    """Move the end of an attempt that is held, and its due time, by so much."""
    held.added_seconds += int(added.total_seconds())
    held.deadline = timing.later(held.deadline, added)
    held.due_at = timing.later(held.due_at, added)
    held.days_late = held.days_after_due()
    held.save(update_fields=["added_seconds", "deadline", "due_at", "days_late"])


def open_again(
    held: Attempt, *, actor: User, reason: str, now: datetime, address: str = ""
) -> None:
    """Open an attempt that is held: answers and marks stay, its receipt is kept as an earlier one.

    The record says how each question stood: what the marks until now were over. What has entered
    progress is withdrawn.
    """
    earlier = EarlierReceipt.objects.create(
        attempt=held,
        code=held.receipt,
        submitted_at=held.submitted_at or now,
        ended_by=held.ended_by,
    )
    before = {
        "submitted_at": earlier.submitted_at,
        "ended_by": earlier.ended_by,
        "receipt": earlier.code,
        "added_seconds": held.added_seconds,
        "items": standing_told(held.items.all()),
    }
    empty = Attempt()
    for column in EMPTY:
        setattr(held, column, getattr(empty, column))
    held.save(update_fields=EMPTY)
    forget(attempt=held, now=now)
    AuditRecord.objects.record(
        action=REOPENED,
        subject=held,
        actor=actor,
        now=now,
        before=before,
        after={"submitted_at": None},
        reason=reason,
        address=address,
    )


def count_what_came(held: Attempt, *, actor: User, reason: str, now: datetime) -> int:
    """Return how many late answers count now, since they came before the end as it is now.

    One that was handed in is scored anew, if only because its lateness has changed.
    """
    until = None if held.deadline is None else held.deadline + timing.GRACE
    steps = late_steps(held, until)
    if steps:
        count_late(held, steps, actor=actor, reason=reason, now=now)
    elif not held.is_open:
        update_totals(held, held_items(held))
    return len(steps)
