"""Mastery in words: not enough yet, starting, mostly, sure."""

from enum import StrEnum

from quizzes.engine.progress.mastery import Estimate
from quizzes.engine.words import Message
from quizzes.engine.words import mark as _

# Fewer first answers than that say little, whatever they were.
ENOUGH = 4
# Before any answer it is 0.6: wider are contradictions (learned just now, or only lucky?), and what
# was long ago. One simulated student in twenty is told so after twenty answers.
WIDEST = 0.65
# Clearly more than half of the medium questions.
MOST = 0.6
# The low end: nine to one that it is two of three at least. Six typed answers that are all right
# come to that, eight choices of four, twelve times true or false.
SAFE = 0.65


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
    if answer_count < ENOUGH or estimate.high - estimate.low > WIDEST:
        return Level.UNKNOWN
    if estimate.low >= SAFE:
        return Level.SURE
    return Level.MOSTLY if estimate.mean >= MOST else Level.STARTING
