"""Ending a session of practice: what was answered stays, what was not comes back."""

from datetime import datetime, timedelta

from quizzes.models.attempts import Attempt, Judgment, Step
from quizzes.services import attempts

UNTOUCHED = timedelta(days=1)


def end(*, attempt: Attempt, now: datetime, address: str = "") -> Attempt:
    """Return a session ended by its student: a checked answer counts as remembered well.

    What was not checked is no review. A second call changes nothing.
    """
    return attempts.submit(attempt=attempt, now=now, address=address)


def end_untouched(*, now: datetime) -> int:
    """End the sessions in which nothing was done for a day; return how many these were."""
    before = now - UNTOUCHED
    left = Attempt.objects.open().filter(is_practice=True, started_at__lt=before)
    ended = 0
    for attempt in left.order_by("started_at").iterator(chunk_size=500):
        if _last_touched(attempt) < before:
            attempts.close(attempt=attempt, now=now)
            ended += 1
    return ended


def _last_touched(attempt: Attempt) -> datetime:
    mine = {"item__attempt": attempt}
    moments = [
        rows.objects.filter(**mine).order_by("-at").values_list("at", flat=True).first()
        for rows in (Step, Judgment)
    ]
    return max((moment for moment in moments if moment), default=attempt.started_at)
