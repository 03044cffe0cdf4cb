"""A session of practice, question by question: judged, undone, put off, skipped."""

from datetime import datetime

from django.db import transaction

from quizzes.engine.calendar import next_day
from quizzes.engine.progress.scheduling import AGAIN, EASY, GOOD, HARD
from quizzes.engine.words import Message, Refused
from quizzes.engine.words import mark as _
from quizzes.models.attempts import Attempt, AttemptItem, Judgment
from quizzes.queries.practice.sitting import is_right, last_judgment
from quizzes.services import attempts, progress

# What can be said of an answer that was right.
OF_RIGHT = (HARD, GOOD, EASY)
CHECK_FIRST = Message(_("Check your answer first: then say how well you remembered."))


class CannotJudge(Refused):
    """Nothing was answered that could be judged."""


@transaction.atomic
def judge(*, attempt: Attempt, position: int, rating: int, now: datetime) -> None:
    """Keep how well its student remembered a question, schedule it, and go on to the next.

    Of an answer that was not right `rating` is Again, whatever is said; of a right one Good,
    unless it is Hard or Easy. From a page that is no longer the newest nothing happens. Raises
    CannotJudge before a check.
    """
    held = attempts.held_attempt(attempt)
    item = _current(held, position)
    if item is None:
        return
    if not item.is_finished:
        raise CannotJudge(CHECK_FIRST)
    said = rating if rating in OF_RIGHT else GOOD
    _append(item, said if is_right(held, item) else AGAIN, now)
    _go_to(held, position + 1)
    attempts.learn_what_is_shown(student=attempt.student, now=now)


@transaction.atomic
def undo(*, attempt: Attempt, now: datetime) -> None:
    """Take the last judgment of an open session back, and return to its question.

    When the question comes back is then as it was before. Where there is nothing to take back,
    nothing happens.
    """
    held = attempts.held_attempt(attempt)
    last = last_judgment(held)
    if not held.is_open or last is None or last.rating is None:
        return
    _append(last.item, None, now)
    _go_to(held, last.item.position)
    attempts.learn_what_is_shown(student=attempt.student, now=now)


@transaction.atomic
def skip(*, attempt: Attempt, position: int) -> None:
    """Go on without an answer: the question is as ready as before."""
    held = attempts.held_attempt(attempt)
    if _current(held, position) is not None:
        _go_to(held, position + 1)


@transaction.atomic
def bury(*, attempt: Attempt, position: int, now: datetime) -> None:
    """Put a question off until tomorrow, on its student's calendar, and go on to the next."""
    held = attempts.held_attempt(attempt)
    item = _current(held, position)
    if item is not None and not item.is_finished:
        until = next_day(now, attempt.student.zone)
        progress.bury(student=attempt.student, question=item.version.question, until=until)
        _go_to(held, position + 1)


def _current(held: Attempt, position: int) -> AttemptItem | None:
    """Return the question of an open session where its student is, None for another one."""
    if not held.is_open or held.position != position:
        return None
    items = held.items.select_related("version__question")
    return items.filter(position=position).first()


def _append(item: AttemptItem, rating: int | None, now: datetime) -> None:
    number = item.judgments.count() + 1
    Judgment.objects.create(item=item, number=number, rating=rating, at=now)


def _go_to(held: Attempt, position: int) -> None:
    held.position = position
    held.save(update_fields=["position"])
