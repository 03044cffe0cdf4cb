"""What is done by the clock, by whichever worker's turn it is."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import InterfaceError, OperationalError
from django.utils import timezone

from quizzes.services import (
    attempts,
    classrooms,
    grading,
    jobs,
    notices,
    practice,
    progress,
    records,
)
from quizzes.tasks.notices import mail_notices

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Scheduled:
    """A piece of work by the clock. `run` may meet itself, and may be killed half way."""

    name: str
    every: timedelta
    run: Callable[[datetime], object]


def clear_sessions(_: datetime) -> None:
    """Remove the sessions that have ended, and from which address and browser they were used."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    alive = Session.objects.values("session_key")
    UserSession.objects.exclude(session_key__in=alive).delete()


SCHEDULE: Sequence[Scheduled] = (
    Scheduled("close_overdue", timedelta(minutes=1), lambda now: attempts.close_overdue(now=now)),
    Scheduled(
        "end_untouched_practice",
        timedelta(hours=1),
        lambda now: practice.end_untouched(now=now),
    ),
    Scheduled("learn_overdue", timedelta(minutes=1), lambda now: attempts.learn_overdue(now=now)),
    Scheduled(
        "learn_everything", timedelta(days=1), lambda now: attempts.learn_everything(now=now)
    ),
    Scheduled("follow_authors", timedelta(hours=1), lambda now: progress.follow_authors(now=now)),
    Scheduled("clear_sessions", timedelta(days=1), clear_sessions),
    Scheduled(
        "tell_what_waits", timedelta(minutes=10), lambda now: grading.tell_what_waits(now=now)
    ),
    Scheduled("remind", timedelta(minutes=5), lambda now: attempts.remind(now=now)),
    Scheduled("mail_notices", timedelta(minutes=1), mail_notices),
    Scheduled("remove_old_notices", timedelta(days=1), lambda now: notices.remove_old(now=now)),
    Scheduled(
        "forget_old_addresses",
        timedelta(days=1),
        lambda now: records.forget_old_addresses(now=now),
    ),
    Scheduled("remove_old_jobs", timedelta(days=1), lambda now: jobs.remove_old(now=now)),
    Scheduled(
        "remove_old_rosters",
        timedelta(hours=6),
        lambda now: classrooms.remove_old_rosters(now=now),
    ),
)


def run_due(is_to_stop: Callable[[], bool] = lambda: False) -> None:
    """Do what is due and nobody's turn yet. What fails is noted, and done again when next due."""
    for work in SCHEDULE:
        if is_to_stop():
            return
        now = timezone.now()
        if jobs.begin_round(name=work.name, every=work.every, now=now):
            error = _error_of(work, now)
            jobs.end_round(name=work.name, now=timezone.now(), error=error)


def _error_of(work: Scheduled, now: datetime) -> str:
    try:
        found = work.run(now)
    except (OperationalError, InterfaceError):
        # The database is away: nothing can be noted there either.
        raise
    except Exception as error:
        logger.exception("By the clock, %s has failed.", work.name)
        return f"{type(error).__name__}: {error}"
    if found:
        logger.info("By the clock, %s: %s.", work.name, found)
    return ""
