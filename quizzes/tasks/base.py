"""What a kind of job is, and what it is given to work with."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise

from quizzes.models.jobs import Job
from quizzes.services import jobs

# A worker that is silent for so long is dead; no step may take longer without `Work.beat`.
SILENT_FOR = timedelta(minutes=1)
SHORTEST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=4)


class Cancelled(Exception):  # noqa: N818 - it reads as what happened
    """Somebody called the job off, so its next step is not begun."""


class Stopped(Exception):  # noqa: N818 - it reads as what happened
    """The worker is to stop, so the job's next step is another worker's."""


class Hopeless(Exception):  # noqa: N818 - it reads as what is the matter
    """The job cannot succeed, however often it is tried."""


@dataclass
class Work:
    """A job in the hands of a worker."""

    job: Job
    is_to_stop: Callable[[], bool] = lambda: False
    checkpoint: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self.checkpoint = dict(self.job.checkpoint)

    @property
    def arguments(self) -> Mapping[str, Any]:
        """What the job was asked for with."""
        found: Mapping[str, Any] = self.job.arguments
        return found

    @contextmanager
    def step(
        self, checkpoint: Mapping[str, Any], *, done: int, total: int | None = None
    ) -> Iterator[datetime]:
        """Let the block's writes and `checkpoint` be stored together, or neither; yield the moment.

        What follows a kill begins with the last checkpoint that was stored, so that each step's
        writes happen once. Keep it short, since it locks: compute before, write within. What
        leaves the database (a mail) cannot be taken back and may happen twice.
        Raises Cancelled, Stopped or Lost before anything is written.
        """
        if self.is_to_stop():
            raise Stopped
        now = timezone.now()
        with transaction.atomic():
            if jobs.hold(job=self.job).is_cancel_wanted:
                raise Cancelled
            jobs.advance(
                job=self.job, checkpoint=checkpoint, done_count=done, total_count=total, now=now
            )
            yield now
        self.checkpoint = dict(checkpoint)

    def beat(self) -> None:
        """Say that this worker is alive: between the parts of a step longer than some seconds."""
        jobs.beat(job=self.job, now=timezone.now())


@dataclass(frozen=True)
class Kind:
    """A kind of job: `run` works in steps from the checkpoint on, and returns the result.

    A result with a `file`, its name, has stored a JobFile for its owner, whose page offers it.
    """

    label: str | Promise
    run: Callable[[Work], Mapping[str, Any]]
    # How often it is tried before it counts as failed; the pauses between double each time.
    tries: int = 1
    # Quick ones have a lane of their own: a mail does not wait for the end of a long job.
    is_quick: bool = False


def pause_after(attempt: int) -> timedelta:
    """Return how long to wait after a failed try: 1, 2, 4 … minutes, 4 hours at most."""
    doubled: timedelta = SHORTEST_PAUSE * 2 ** min(attempt - 1, 20)
    return min(doubled, LONGEST_PAUSE)
