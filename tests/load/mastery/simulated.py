"""Students who are not our model: answers of three generators, to judge mastery by.

Each gives sequences of first answers of one student in one topic, together with what Quizsite would
know of them: the author's difficulty, the kind's chance, the days since the answer before. What
really makes the answers is hidden in here.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import exp
from random import Random

from quizzes.engine.progress.difficulty import author_logit

# Single choice of four, true or false, typed, and partly guessable: as in the fixtures, about.
CHANCES, SHARES = (0.25, 0.5, 0.0, 0.1), (40, 15, 35, 10)
GUESSES, GUESSED = ("easy", "medium", "hard"), (30, 50, 20)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of an answer: logits, 0..1, days since the one before, whether it was right."""

    difficulty: float
    chance: float
    days: float
    is_right: bool


Generator = Callable[[Random, int], Iterator[Answer]]


def misjudged(rng: Random, count: int) -> Iterator[Answer]:
    """A 2PL student with guessing; every fourth question is a step harder or easier than told.

    Abilities are normal within classes that differ, discriminations log-normal, and what remains of
    the author's error is normal (0.6 logits), so that their guess correlates 0.67 with the truth.
    """
    ability = rng.gauss(0.2, 0.4) + rng.gauss(0, 0.9)
    for place in range(count):
        told, chance = _question(rng)
        step = rng.choice((-1, 1)) if rng.random() < 0.25 else 0
        slope = exp(rng.gauss(0, 0.3))
        p = _logistic(slope * (ability - told - step - rng.gauss(0, 0.6)))
        yield _answered(rng, told, chance, _days(rng, place), p)


def tracing(rng: Random, count: int) -> Iterator[Answer]:
    """Bayesian knowledge tracing (Corbett & Anderson, 1995): it is known, or not yet.

    The author's difficulty means nothing here. Who does not know it guesses, or is right one time
    in ten besides; who knows it slips one time in ten. It is learned at once, and never forgotten.
    """
    begin, learn = rng.uniform(0.15, 0.65), rng.uniform(0.03, 0.15)
    is_known = rng.random() < begin
    for place in range(count):
        told, chance = _question(rng)
        # A slip is no guess: it stands as it is, whatever the kind.
        p = 0.9 if is_known else chance + (1 - chance) * 0.1
        yield Answer(told, chance, _days(rng, place), rng.random() < p)
        is_known = is_known or rng.random() < learn


def forgetting(rng: Random, count: int) -> Iterator[Answer]:
    """An ability that answers lift, that wanders from day to day, and of which gains fade.

    Half of what was gained is gone after 20 days; the wandering is 0.1 logits a day.
    """
    base, gained = rng.gauss(0, 1), 0.0
    for place in range(count):
        told, chance = _question(rng)
        days = _days(rng, place)
        base += rng.gauss(0, 0.1) * days**0.5
        gained *= 0.5 ** (days / 20)
        p = _logistic(base + gained - told - rng.gauss(0, 0.5))
        yield _answered(rng, told, chance, days, p)
        gained += 0.08


GENERATORS: dict[str, Generator] = {
    "2PL, misjudged": misjudged,
    "Knowledge tracing": tracing,
    "Drift, forgetting": forgetting,
}


def _question(rng: Random) -> tuple[float, float]:
    guess = rng.choices(GUESSES, GUESSED)[0]
    return author_logit(guess), rng.choices(CHANCES, SHARES)[0]


def _days(rng: Random, place: int) -> float:
    """Return the days since the answer before: a session, then days or weeks without."""
    if place == 0:
        return 0.0
    if place % 5:
        return rng.uniform(0.0005, 0.003)
    return rng.choice((1, 2, 3, 7, 7, 14)) + rng.uniform(-0.2, 0.2)


def _answered(rng: Random, told: float, chance: float, days: float, p: float) -> Answer:
    return Answer(told, chance, days, rng.random() < chance + (1 - chance) * p)


def _logistic(x: float) -> float:
    return 1 / (1 + exp(-x))
