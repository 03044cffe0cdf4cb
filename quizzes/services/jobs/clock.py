"""Work by the clock: whose turn a round is, how it ended; and removing jobs that are over."""

from datetime import datetime, timedelta

from django.db import models, transaction

from quizzes.models.jobs import LONGEST_ERROR, Job, ScheduledWork

# Done is done; of what failed, somebody may still want to know why, or try again.
KEEP_DONE, KEEP_FAILED = timedelta(days=7), timedelta(days=30)


def begin_round(*, name: str, every: timedelta, now: datetime) -> bool:
    """Return whether this round of a piece of work is the caller's: it is due, and nobody's yet.

    Of any number of workers that ask at the same moment, one is told so: the one whose statement
    changes the row. A round that is not ended counts as ended after two intervals.
    """
    due = ScheduledWork.objects.filter(name=name, due_at__lte=now)
    free = models.Q(held_until=None) | models.Q(held_until__lte=now)
    # Reading first, so that an idle worker writes nothing.
    if not due.filter(free).exists():
        if ScheduledWork.objects.filter(name=name).exists():
            return False
        ScheduledWork.objects.get_or_create(name=name, defaults={"due_at": now})
    taken = due.filter(free).update(due_at=now + every, held_until=now + 2 * every, began_at=now)
    return taken == 1


def end_round(*, name: str, now: datetime, error: str = "") -> None:
    """Note how a round ended, and let the next one begin when it is due."""
    ScheduledWork.objects.filter(name=name).update(
        held_until=None, ended_at=now, error=error[:LONGEST_ERROR]
    )


@transaction.atomic
def remove_old(*, now: datetime) -> int:
    """Remove jobs that were over long ago; return how many these were."""
    failed = Job.objects.filter(state=Job.State.FAILED).over_before(now - KEEP_FAILED)
    others = Job.objects.exclude(state=Job.State.FAILED).over_before(now - KEEP_DONE)
    return sum(found.delete()[0] for found in (failed, others))
