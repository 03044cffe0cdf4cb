"""What a class's first answers say: how much is known, what changed, what to teach again."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from quizzes.engine.progress.mastery import Estimate, drifted, estimate, learned, prior

# Fewer answers are no fact about a class, and fewer on either side no change.
FEWEST, FEWEST_TO_COMPARE = 4, 8
# A smaller difference (0..1) of two shares is no change.
SAME = 0.05
# So many answers of a middling class are thought to be there already: few do not jump to the top.
MIDDLING, WEIGHT = 0.6, 3
# A belief forgets: of many answers in a topic so many newest ones tell nearly all.
NEWEST = 12
DAY = 86400


class FirstAnswer(NamedTuple):
    """A student's first answer to a question. `fraction` and `chance` 0..1, `difficulty` logits.

    `version` is the key of what they were shown, `item` that of the answer.
    """

    student: int
    question: int
    version: int
    item: int
    at: datetime
    fraction: float
    chance: float
    difficulty: float


class Trend(StrEnum):
    """How a share changed; OPEN where there are too few answers to say."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    OPEN = "open"


class Share(NamedTuple):
    """What a class's first answers earned: `mean` 0..1 of so many; None of none.

    `missed` of `students` did not get all they answered right.
    """

    mean: float | None
    answers: int
    students: int
    missed: int

    @property
    def is_told(self) -> bool:
        """Whether these are enough answers to be told as a fact."""
        return self.answers >= FEWEST


def share_of(answers: Sequence[FirstAnswer]) -> Share:
    """Return what answers earned, before penalties, lateness and given points."""
    if not answers:
        return Share(None, 0, 0, 0)
    mean = sum([each.fraction for each in answers]) / len(answers)
    missed = {each.student for each in answers if each.fraction < 1}
    return Share(mean, len(answers), len({each.student for each in answers}), len(missed))


def need_of(answers: Sequence[FirstAnswer]) -> float:
    """Return how little is known, about 0..1: what was not earned, guessing taken off.

    Of a blind guesser it is 1 on average, of who knows all 0. Few answers are drawn to the middle.
    """
    known = sum([(each.fraction - each.chance) / (1 - each.chance) for each in answers])
    return 1 - (known + MIDDLING * WEIGHT) / (len(answers) + WEIGHT)


def trend_of(before: Share, now: Share) -> Trend:
    """Return how a share changed from one period to the next."""
    if before.mean is None or now.mean is None:
        return Trend.OPEN
    if min(before.answers, now.answers) < FEWEST_TO_COMPARE:
        return Trend.OPEN
    change = now.mean - before.mean
    if abs(change) < SAME:
        return Trend.SAME
    return Trend.UP if change > 0 else Trend.DOWN


def known_by(answers: Sequence[FirstAnswer], now: datetime) -> Estimate:
    """Return what one student's answers, the first one first, say of their ability at a moment.

    By the newest dozen; of what has passed since, whole days count, so that a class's page, asked
    for again on the same day, need not learn anew.
    """
    newest = tuple(answers[-NEWEST:])
    return _known(newest, (now - newest[-1].at).days if newest else 0)


@lru_cache(maxsize=16_384)
def _known(answers: tuple[FirstAnswer, ...], days_since: int) -> Estimate:
    weights, before = prior(), None
    for answer in answers:
        weights = learned(
            weights,
            fraction=answer.fraction,
            difficulty=answer.difficulty,
            chance=answer.chance,
            days=(answer.at - before).total_seconds() / DAY if before else 0,
        )
        before = answer.at
    return estimate(drifted(weights, days_since))
