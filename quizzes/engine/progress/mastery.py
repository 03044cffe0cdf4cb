"""Mastery: a belief about an ability, learned answer by answer on a grid.

A belief is a weight for each ability of `GRID` (logits; 0 answers half of the medium questions
right). It is *expected a posteriori* estimation (Bock & Mislevy, 1982), where the ability is not
still: between answers it wanders (a dynamic item response model: Wang, Berger & Burdick, 2013), and
it can be learned at once, as in knowledge tracing (Corbett & Anderson, 1995).

An answer that earned `fraction` f enters as p**f * (1 - p)**(1 - f), where

    p = floor + (CEILING - floor) / (1 + exp(-SLOPE * (ability - difficulty)))

is the four-parameter logistic of Barton & Lord (1981) with `floor` the kind's `chance`, at least
`LUCK`. A slope below 1 allows for difficulties that an author only guessed. Before that, so much of
the belief in lower abilities as the answer earned of `INSIGHT` moves to those of one who knows it:
so no right answer lowers a belief, and no wrong one raises it.

The parameters were chosen on simulated students of three other models with the seeds 1000 to 5000
(tests/load/mastery.py, which reports another seed; CONTRIBUTING has its table).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from math import exp
from operator import mul

STEP = 0.2
GRID: tuple[float, ...] = tuple(round(-4 + STEP * place, 1) for place in range(41))
# Standard deviation of abilities in a topic before any answer, logits.
SPREAD = 1.2
SLOPE = 0.9
LUCK, CEILING = 0.05, 0.98
# How far an ability wanders in a day (standard deviation, logits); after two years no further.
DRIFT_PER_DAY, MOST_DAYS = 0.05, 730
# A right answer is a sign that it was learned just now: from below `KNOWS`, to about `KNOWN`.
INSIGHT, KNOWS, KNOWN, KNOWN_SPREAD = 0.05, 0.6, 2.2, 0.8
# What lies between the low and the high end of an estimate.
MASS = 0.8

_BELOW = GRID.index(KNOWS)
# Below that, a gap changes no digit that anybody sees: an hour.
_STILL = 1 / 24

Weights = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Estimate:
    """What is shown of a belief: the share of medium questions that would be answered right.

    `mean`, `low` and `high` (0..1), without guessing; eight of ten beliefs lie between the latter.
    """

    mean: float
    low: float
    high: float


def prior() -> Weights:
    """Return the belief before any answer: normal, mean 0, standard deviation `SPREAD`."""
    return _PRIOR


def learned(
    weights: Sequence[float], *, fraction: float, difficulty: float, chance: float, days: float
) -> Weights:
    """Return the belief after an answer, given `days` after the last one that it holds.

    `fraction` and `chance` are 0..1, `difficulty` in logits.
    """
    held = _enlightened(drifted(weights, days), INSIGHT * fraction)
    likely = _likelihood(fraction, difficulty, chance)
    return _normed([weight * each for weight, each in zip(held, likely, strict=True)])


def drifted(weights: Sequence[float], days: float) -> Weights:
    """Return the belief when nothing was answered for so many days: wider."""
    if days < _STILL:
        return tuple(weights)
    variance = (DRIFT_PER_DAY / STEP) ** 2 * min(days, MOST_DAYS)
    # Three points have any small variance exactly; a normal curve in whole days what is more.
    if variance < 0.5:
        kernel: Weights = (variance / 2, 1 - variance, variance / 2)
    else:
        kernel = _kernel(round(min(days, MOST_DAYS)))
    return _spread(weights, kernel)


def expected(weights: Sequence[float], *, difficulty: float, chance: float) -> float:
    """Return what the next answer will earn on average, 0..1, guessing included."""
    right = _likelihood(1, difficulty, chance)
    return sum(weight * p for weight, p in zip(weights, right, strict=True))


def estimate(weights: Sequence[float]) -> Estimate:
    """Return what is shown of a belief."""
    mean = sum(weight * share for weight, share in zip(weights, _SHARES, strict=True))
    low, high = _quantile(weights, (1 - MASS) / 2), _quantile(weights, (1 + MASS) / 2)
    return Estimate(mean, min(low, mean), max(high, mean))


def right(ability: float, difficulty: float, chance: float) -> float:
    """Return p, 0..1: how likely a right answer is; abilities and difficulties are logits."""
    floor = floor_of(chance)
    return floor + (CEILING - floor) * _logistic(SLOPE * (ability - difficulty))


def floor_of(chance: float) -> float:
    """Return how likely a right answer is at least, by a kind's chance; 0..1."""
    return min(max(chance, LUCK), 0.95)


def _enlightened(weights: Weights, part: float) -> list[float]:
    moved = part * sum(weights[:_BELOW])
    kept = [weight * (1 - part) for weight in weights[:_BELOW]]
    return kept + [
        weight + moved * share for weight, share in zip(weights[_BELOW:], _INSIGHTS, strict=True)
    ]


@lru_cache(maxsize=2048)
def _likelihood(fraction: float, difficulty: float, chance: float) -> Weights:
    rights = [right(theta, difficulty, chance) for theta in GRID]
    return tuple([p**fraction * (1 - p) ** (1 - fraction) for p in rights])


@lru_cache(maxsize=1024)
def _kernel(days: int) -> Weights:
    variance = (DRIFT_PER_DAY / STEP) ** 2 * days
    reach = 1 + int(4 * variance**0.5)
    return _normed([exp(-(k**2) / (2 * variance)) for k in range(-reach, reach + 1)])


def _spread(weights: Sequence[float], kernel: Sequence[float]) -> Weights:
    """Return the weights moved by a kernel of odd length; what would leave the grid turns back."""
    held, reach = list(weights), len(kernel) // 2
    around = [*held[reach - 1 :: -1], *held, *held[: -reach - 1 : -1]]
    if reach == 1:
        out, still, _ = kernel
        near = zip(around, held, around[2:], strict=False)
        return _normed([(left + right) * out + weight * still for left, weight, right in near])
    return _normed([sum(map(mul, kernel, around[place:])) for place in range(len(held))])


def _quantile(weights: Sequence[float], level: float) -> float:
    """Return the share below which so much of the belief lies; it is even within a step."""
    sums = accumulate(weights, initial=0.0)
    for theta, (before, reached) in zip(GRID, pairwise(sums), strict=True):
        if reached >= level:
            within = (level - before) / (reached - before)
            return _share(theta + STEP * (within - 0.5))
    return _share(GRID[-1])


def _normed(weights: Sequence[float]) -> Weights:
    total = sum(weights)
    return tuple([weight / total for weight in weights])


def _share(theta: float) -> float:
    return _logistic(SLOPE * theta)


def _logistic(x: float) -> float:
    return 1 / (1 + exp(-x))


_PRIOR = _normed([exp(-(theta**2) / (2 * SPREAD**2)) for theta in GRID])
_SHARES = tuple(_share(theta) for theta in GRID)
_INSIGHTS = _normed(
    [exp(-((theta - KNOWN) ** 2) / (2 * KNOWN_SPREAD**2)) for theta in GRID[_BELOW:]]
)
