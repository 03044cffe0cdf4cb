"""What minutes that a teacher adds do to an attempt: one that is open, or that the clock closed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from quizzes.engine.timing import is_late, later
from quizzes.engine.words import Message
from quizzes.engine.words import mark as _


class Effect(StrEnum):
    """What becomes of an attempt.

    `counted`: its time is over even so, and only late answers that came before its new end count.
    """

    EXTENDED = "extended"
    REOPENED = "reopened"
    COUNTED = "counted"
    ENDLESS = "endless"
    HANDED_IN = "handed_in"
    ELSEWHERE = "elsewhere"


TOUCHED = frozenset({Effect.EXTENDED, Effect.REOPENED, Effect.COUNTED})


@dataclass(frozen=True, slots=True)
class Standing:
    """How an attempt stands: its end, how it was ended, if its student has begun another one."""

    deadline: datetime | None
    is_open: bool
    is_ended_by_clock: bool
    has_another_open: bool = False


def effect(standing: Standing, added: timedelta, now: datetime) -> Effect:
    """Return what adding time does now. What a person has handed in stays handed in."""
    if standing.deadline is None:
        return Effect.ENDLESS
    if standing.is_open:
        return Effect.EXTENDED
    if not standing.is_ended_by_clock:
        return Effect.HANDED_IN
    if is_late(now, later(standing.deadline, added)):
        return Effect.COUNTED
    return Effect.ELSEWHERE if standing.has_another_open else Effect.REOPENED


def added_for(deadline: datetime, left: timedelta, now: datetime) -> timedelta:
    """Return what must be added, in whole seconds, so that so much is left from now; never less."""
    missing = now + left - deadline
    return max(timedelta(0), timedelta(seconds=-(-missing // timedelta(seconds=1))))


def can_take_back(deadline: datetime | None, taken: timedelta, now: datetime) -> bool:
    """Return whether time that was added is not used yet: the end without it is still ahead."""
    return deadline is not None and now < deadline - taken


def why_left(effect: Effect) -> Message:
    """Return why an attempt stays as it is."""
    return Message(_WHY[effect])


_WHY = {
    Effect.ENDLESS: _("It has no time limit and does not close."),
    Effect.HANDED_IN: _("It was handed in by a person, not by the clock. You can open it again."),
    Effect.ELSEWHERE: _("The student has begun another try since."),
}
