"""Runs jobs: one that is due, to its end, or until it is called off or the worker must stop."""

import logging
import os
import secrets
import socket
from collections.abc import Callable, Collection

from django.db import InterfaceError, OperationalError
from django.utils import timezone

from quizzes.models.jobs import Job
from quizzes.services import jobs
from quizzes.tasks.base import SILENT_FOR, Cancelled, Hopeless, Kind, Stopped, Work, pause_after
from quizzes.tasks.registry import KINDS

logger = logging.getLogger(__name__)


def run_next(kinds: Collection[str], is_to_stop: Callable[[], bool]) -> bool:
    """Take the next job of these kinds and run it; return whether there was one."""
    job = jobs.take(kinds=kinds, holder=_holder(), now=timezone.now())
    if job is None:
        return False
    logger.info("Job %s: begins after %s of %s.", job, job.done_count, job.total_count)
    try:
        _run(job, KINDS[job.kind], is_to_stop)
    except jobs.Lost:
        logger.warning("Job %s: was given up for dead, another worker has it.", job)
    return True


def take_up_the_dead() -> None:
    """Let other workers go on with what silent ones have begun."""
    count = jobs.take_up_the_dead(now=timezone.now(), silent_for=SILENT_FOR)
    if count:
        logger.warning("%s jobs of silent workers wait for another one.", count)


def _run(job: Job, kind: Kind, is_to_stop: Callable[[], bool]) -> None:
    try:
        result = kind.run(Work(job, is_to_stop))
    except Cancelled:
        jobs.cancel(job=job, now=timezone.now())
        logger.info("Job %s: called off.", job)
    except Stopped:
        now = timezone.now()
        jobs.put_back(job=job, now=now, due_at=now)
        logger.info("Job %s: waits for another worker.", job)
    except (jobs.Lost, OperationalError, InterfaceError):
        # Of no job's making. Where the database was away, nothing can be noted: this job will be
        # found silent, and taken up.
        raise
    except Exception as error:
        logger.exception("Job %s: a try has failed.", job)
        _failed(job, kind, error)
    else:
        jobs.finish(job=job, result=result, now=timezone.now())
        logger.info("Job %s: done.", job)


def _failed(job: Job, kind: Kind, error: Exception) -> None:
    said, now = f"{type(error).__name__}: {error}", timezone.now()
    tried = jobs.tries(job=job)
    if isinstance(error, Hopeless) or tried >= kind.tries:
        jobs.fail(job=job, error=str(error) if isinstance(error, Hopeless) else said, now=now)
    else:
        jobs.put_back(job=job, now=now, due_at=now + pause_after(tried), error=said)


def _holder() -> str:
    """Return a name for one taking, which nobody else has."""
    return f"{socket.gethostname()[:12]}-{os.getpid()}-{secrets.token_hex(4)}"[:32]
