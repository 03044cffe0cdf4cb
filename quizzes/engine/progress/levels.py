"""Mastery in words: not enough yet, starting, mostly, sure."""

from enum import StrEnum

from quizzes.engine.progress.mastery import Estimate
from quizzes.engine.words import Message
from quizzes.engine.words import mark as _

ENOUGH = 4


class Level(StrEnum):
    """What a student is told; never a judgment of the person."""

    UNKNOWN = "unknown"
    STARTING = "starting"
    MOSTLY = "mostly"
    SURE = "sure"


WORDS = {
    Level.UNKNOWN: Message(_("Not enough answers yet")),
    Level.STARTING: Message(_("Starting")),
    Level.MOSTLY: Message(_("Mostly")),
    Level.SURE: Message(_("Sure")),
}


def level(estimate: Estimate, answer_count: int) -> Level:
    """Return the word for an estimate from so many first answers."""
    if answer_count < ENOUGH:
        return Level.UNKNOWN
    if estimate.low >= 0.6:
        return Level.SURE
    return Level.MOSTLY if estimate.mean >= 0.55 else Level.STARTING
