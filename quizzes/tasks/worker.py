"""The worker: jobs in two lanes, beside them the clock, until it is told to stop."""

import logging
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from threading import Thread

from django.db import InterfaceError, OperationalError, close_old_connections

from quizzes.tasks import running, schedule
from quizzes.tasks.registry import KINDS

logger = logging.getLogger(__name__)

# How often a lane looks for a job, and how soon anything notices that it is to stop; seconds.
BETWEEN_LOOKS, SHORTEST_SLEEP = 1.0, 0.2
AFTER_A_FAILURE = 5.0


@dataclass
class Worker:
    """Works until `is_stopping`, which a signal's handler may set at any moment.

    Two threads run jobs, quick kinds and others, so that mail does not wait for a long one; the
    calling thread minds the clock. All that they share is in the database.
    """

    is_stopping: bool = False
    has_failed: bool = False

    def run(self) -> bool:
        """Work until told to stop; the steps that have begun are finished. Return whether all
        went well: after a failure that is no database's absence it must be started anew."""
        lanes = [
            Thread(target=self._go_on, args=(lambda kinds=kinds: self._run_jobs(kinds),))
            for kinds in (quick_kinds(), long_kinds())
        ]
        for lane in lanes:
            lane.start()
        self._go_on(self._mind_the_clock)
        for lane in lanes:
            lane.join()
        return not self.has_failed

    def run_once(self) -> None:
        """Do all that is due now, in this thread."""
        running.take_up_the_dead()
        schedule.run_due(self._is_to_stop)
        while running.run_next(tuple(KINDS), self._is_to_stop) and not self.is_stopping:
            pass

    def _run_jobs(self, kinds: Collection[str]) -> None:
        while not self.is_stopping and running.run_next(kinds, self._is_to_stop):
            pass

    def _mind_the_clock(self) -> None:
        running.take_up_the_dead()
        schedule.run_due(self._is_to_stop)

    def _go_on(self, act: Callable[[], None]) -> None:
        while not self.is_stopping:
            pause = BETWEEN_LOOKS
            try:
                act()
            except (OperationalError, InterfaceError) as error:
                # The next look finds what this one missed.
                logger.warning("The database did not answer: %s", error)
                pause = AFTER_A_FAILURE
            except Exception:
                logger.exception("The worker ends, to be started anew.")
                self.has_failed = self.is_stopping = True
            # Those that are broken or too old; the thread's own.
            close_old_connections()
            self._sleep(pause)

    def _sleep(self, seconds: float) -> None:
        # Not an Event: a signal's handler that meets its lock would wait for ever.
        end = time.monotonic() + seconds
        while not self.is_stopping and time.monotonic() < end:
            time.sleep(SHORTEST_SLEEP)

    def _is_to_stop(self) -> bool:
        return self.is_stopping


def quick_kinds() -> Collection[str]:
    """Return the kinds that have a lane of their own."""
    return tuple(name for name, kind in KINDS.items() if kind.is_quick)


def long_kinds() -> Collection[str]:
    """Return the other kinds."""
    return tuple(name for name, kind in KINDS.items() if not kind.is_quick)
