"""What a worker does with a job: take it, get further step by step, and be done with it.

Each act names the holder, so that a worker which was given up for dead changes nothing any more.
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from quizzes.models.jobs import LONGEST_ERROR, Job, JobQuerySet

# A job that kills its worker so often without getting further (memory, a crash in C) is given up.
MOST_DEATHS = 5


class Lost(Exception):  # noqa: N818 - it reads as what is the matter
    """The job is in other hands: this worker was silent for too long."""


def take(*, kinds: Collection[str], holder: str, now: datetime) -> Job | None:
    """Return the job that has been due for longest, now in the holder's hands; None if none is.

    Two workers never get one job: PostgreSQL locks its row, which others skip; on SQLite one
    transaction writes at a time.
    """
    ready = Job.objects.ready(now).filter(kind__in=kinds)
    # Asked without a lock first: an idle worker would hold up SQLite's writers every second.
    return _taken(ready, holder, now) if ready.exists() else None


@transaction.atomic
def _taken(ready: JobQuerySet, holder: str, now: datetime) -> Job | None:
    job = ready.select_for_update(of=("self",), **_skipping()).first()
    if job is None:
        return None
    job.state, job.holder, job.heartbeat_at = Job.State.RUNNING, holder, now
    job.started_at = job.started_at or now
    job.attempt_count += 1
    job.save(update_fields=["state", "holder", "heartbeat_at", "started_at", "attempt_count"])
    return job


def beat(*, job: Job, now: datetime) -> None:
    """Say that the worker is alive, in the middle of a long step. Raise Lost."""
    if not Job.objects.held_by(job).update(heartbeat_at=now):
        raise Lost(str(job))


def hold(*, job: Job) -> Job:
    """Return the job's row as it is now, locked for the caller's transaction. Raise Lost."""
    held = Job.objects.held_by(job).select_for_update(of=("self",)).first()
    if held is None:
        raise Lost(str(job))
    return held


def tries(*, job: Job) -> int:
    """Return how often the job was taken since it last got further. Raise Lost."""
    count = Job.objects.held_by(job).values_list("attempt_count", flat=True).first()
    if count is None:
        raise Lost(str(job))
    return count


def advance(
    *,
    job: Job,
    checkpoint: Mapping[str, Any],
    done_count: int,
    now: datetime,
    total_count: int | None = None,
) -> None:
    """Store how far the job is, in the transaction that has the step's effects. Raise Lost."""
    if not transaction.get_connection().in_atomic_block:
        raise TypeError("a step's effects and its checkpoint belong into one transaction")
    held = hold(job=job)
    held.checkpoint, held.done_count = dict(checkpoint), done_count
    held.total_count = held.total_count if total_count is None else total_count
    held.heartbeat_at, held.attempt_count = now, 0
    held.save(
        update_fields=["checkpoint", "done_count", "total_count", "heartbeat_at", "attempt_count"]
    )


def finish(*, job: Job, result: Mapping[str, Any], now: datetime) -> None:
    """Note that the job is done; what it was to be done with is not kept. Raise Lost."""
    _let_go(job, state=Job.State.DONE, result=dict(result), arguments={}, error="", finished_at=now)


def cancel(*, job: Job, now: datetime) -> None:
    """Note that the job has stopped because somebody wanted it. Raise Lost."""
    _let_go(job, state=Job.State.CANCELLED, arguments={}, finished_at=now)


def fail(*, job: Job, error: str, now: datetime) -> None:
    """Note that the job has failed for good, and why. Raise Lost."""
    _let_go(job, state=Job.State.FAILED, error=error[:LONGEST_ERROR], finished_at=now)


def put_back(*, job: Job, now: datetime, due_at: datetime, error: str = "") -> None:
    """Let the job wait for any worker from a moment on: after a failed try, which `error` says,
    or since this worker is to stop, which is no try. One that was called off is over. Raise Lost.
    """
    changed: dict[str, Any] = {"state": Job.State.WAITING, "due_at": due_at}
    if error:
        changed["error"] = error[:LONGEST_ERROR]
    else:
        changed["attempt_count"] = max(0, job.attempt_count - 1)
    held = Job.objects.held_by(job).filter(is_cancel_wanted=False)
    if not held.update(holder="", heartbeat_at=None, **changed):
        # Nobody wants it any more; or it is in other hands, which `cancel` finds out.
        cancel(job=job, now=now)


def take_up_the_dead(*, now: datetime, silent_for: timedelta) -> int:
    """Let each job whose worker is silent wait for another one; return how many these were."""
    silent = Job.objects.silent_since(now - silent_for)
    if not silent.exists():
        return 0
    with transaction.atomic():
        dead = list(silent.select_for_update(of=("self",), **_skipping()))
        for job in dead:
            _take_up(job, now)
    return len(dead)


def _take_up(job: Job, now: datetime) -> None:
    if job.is_cancel_wanted:
        cancel(job=job, now=now)
    elif job.attempt_count >= MOST_DEATHS:
        fail(job=job, error=f"Its worker ended in the middle of it {MOST_DEATHS} times.", now=now)
    else:
        _let_go(job, state=Job.State.WAITING, due_at=now)


def _let_go(job: Job, **changed: Any) -> None:
    """Change the row and take it out of its holder's hands."""
    if not Job.objects.held_by(job).update(holder="", heartbeat_at=None, **changed):
        raise Lost(str(job))


def _skipping() -> dict[str, Any]:
    """Return how to lock rows of which others may hold some; SQLite knows no row locks."""
    return {"skip_locked": True} if connection.features.has_select_for_update_skip_locked else {}
