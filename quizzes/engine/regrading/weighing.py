"""Which version corrects what was shown, and which of old and new scores counts afterwards."""

from collections.abc import Mapping, Sequence
from enum import Enum, StrEnum
from fractions import Fraction

from quizzes.engine.behaviors.base import Behavior, Scorer, TakenStep
from quizzes.engine.behaviors.interactive import Interactive


class Choice(StrEnum):
    """What becomes of a score that the corrected key changes."""

    RECOMPUTE = "recompute"
    ONLY_RISE = "only_rise"
    BOTH = "both"


class Winner(Enum):
    """Which score counts: the one that counts now, that of the shown key, or of the corrected."""

    COUNTING = "counting"
    SHOWN = "shown"
    CORRECTED = "corrected"


def correction_of(shown: int, is_correction: Mapping[int, bool]) -> int | None:
    """Return the newest version that only corrects the scoring of the shown one; None without any.

    `is_correction` tells it of each version by its number. What comes after new content corrects
    that, not what was shown before it.
    """
    newest = shown
    while is_correction.get(newest + 1):
        newest += 1
    return newest if newest > shown else None


def took_tries_away(behavior: Behavior, steps: Sequence[TakenStep], score: Scorer) -> bool:
    """Return whether a key ended the item as right while there were tries left."""
    if not isinstance(behavior, Interactive):
        return False
    standing = behavior.standing(steps, score)
    return standing.tries_left == 0 and standing.tries_used < behavior.tries


def weighed(
    choice: Choice,
    *,
    counting: Fraction | None,
    shown: Fraction | None,
    corrected: Fraction | None,
    tries_were_taken: bool = False,
) -> Winner:
    """Return which score counts after a regrade; each is 0..1, None waits for a person.

    `tries_were_taken`: the shown key ended the item as right and so took further tries away, which
    is why a recompute never lowers it.
    """
    if counting is None or corrected is None or shown is None:
        return Winner.COUNTING
    if choice is Choice.BOTH:
        best = max(shown, corrected)
        if best <= counting:
            return Winner.COUNTING
        return Winner.CORRECTED if corrected == best else Winner.SHOWN
    is_kept = choice is Choice.ONLY_RISE or tries_were_taken
    if corrected == counting or (corrected < counting and is_kept):
        return Winner.COUNTING
    return Winner.CORRECTED
