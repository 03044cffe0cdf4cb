"""Mastery: a belief about an ability, learned answer by answer on a grid."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

# Abilities in logits, at equal steps.
STEP = 0.2
GRID: tuple[float, ...] = tuple(round(-4 + STEP * place, 1) for place in range(41))
# How far an ability wanders in a day (standard deviation, logits), and how wide it can get.
DRIFT_PER_DAY = 0.03
MASS = 0.8

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
    """Return the belief before any answer: normal, mean 0, standard deviation 1 logit."""
    return _normed([exp(-(theta**2) / 2) for theta in GRID])


def learned(
    weights: Sequence[float], *, fraction: float, difficulty: float, chance: float, days: float
) -> Weights:
    """Return the belief after an answer, given `days` after the last one that it holds.

    `fraction` 0..1 enters as f * log p + (1 - f) * log(1 - p), where p is `chance` and the rest of
    it a logistic function of ability less `difficulty` (logits).
    """
    held = drifted(weights, days)
    likelihood = []
    for theta in GRID:
        p = min(1 - 1e-9, chance + (1 - chance) * _logistic(theta - difficulty))
        likelihood.append(exp(fraction * log(p) + (1 - fraction) * log(1 - p)))
    return _normed([w * each for w, each in zip(held, likelihood, strict=True)])


def drifted(weights: Sequence[float], days: float) -> Weights:
    """Return the belief when nothing was answered for so many days: wider."""
    variance = DRIFT_PER_DAY**2 * max(0.0, days) / STEP**2
    if variance < 1e-12:
        return tuple(weights)
    reach = 1 + int(3 * variance**0.5)
    kernel = [exp(-(k**2) / (2 * max(variance, 0.05))) for k in range(-reach, reach + 1)]
    total = sum(kernel)
    spread = [0.0] * len(GRID)
    for place, weight in enumerate(weights):
        for k in range(-reach, reach + 1):
            to = min(len(GRID) - 1, max(0, place + k))
            spread[to] += weight * kernel[k + reach] / total
    return _normed(spread)


def estimate(weights: Sequence[float]) -> Estimate:
    """Return what is shown of a belief."""
    shares = [_logistic(theta) for theta in GRID]
    mean = sum(w * share for w, share in zip(weights, shares, strict=True))
    return Estimate(mean, _quantile(weights, (1 - MASS) / 2), _quantile(weights, (1 + MASS) / 2))


def _quantile(weights: Sequence[float], level: float) -> float:
    reached = 0.0
    for theta, weight in zip(GRID, weights, strict=True):
        reached += weight
        if reached >= level:
            return _logistic(theta)
    return _logistic(GRID[-1])


def _normed(weights: Sequence[float]) -> Weights:
    total = sum(weights)
    return tuple(weight / total for weight in weights)


def _logistic(x: float) -> float:
    return 1 / (1 + exp(-x))
