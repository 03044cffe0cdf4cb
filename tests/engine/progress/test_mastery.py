"""Mastery: held to integrals computed here, and to what a student may expect of it."""

import json
from collections.abc import Callable, Sequence
from itertools import pairwise
from math import exp, sqrt

import pytest

from quizzes.engine.progress.mastery import (
    DRIFT_PER_DAY,
    GRID,
    Weights,
    drifted,
    estimate,
    expected,
    learned,
    prior,
)

# Fraction, difficulty, chance, days.
Case = tuple[float, float, float, float]
BELIEFS: dict[str, list[Case]] = {
    "none": [],
    "able": [(1, 1, 0, 1)] * 12,
    "weak": [(0, -1, 0, 0)] * 12,
    "mixed": [(1, 0, 0.5, 0), (0, 1, 0, 3)] * 5,
    "long ago": [(1, 0, 0.25, 0), (1, 0, 0.25, 900)],
}


def after(cases: Sequence[Case], belief: Weights | None = None) -> Weights:
    """Return the belief after some answers."""
    belief = belief or prior()
    for fraction, difficulty, chance, days in cases:
        belief = learned(belief, fraction=fraction, difficulty=difficulty, chance=chance, days=days)
    return belief


def logistic(x: float) -> float:
    """Return the logistic function."""
    return 1 / (1 + exp(-x))


def right(theta: float, difficulty: float, chance: float) -> float:
    """Return the docstring's p, from its words and not its code."""
    return max(chance, 0.05) + (0.98 - max(chance, 0.05)) * logistic(0.9 * (theta - difficulty))


def integrated(value: Callable[[float], float], density: Callable[[float], float]) -> float:
    """Return a mean under a density that need not be normed, by a sum a hundred times as fine."""
    points = [-8 + 0.002 * place for place in range(8001)]
    weights = [density(theta) for theta in points]
    return sum(value(t) * w for t, w in zip(points, weights, strict=True)) / sum(weights)


class TestLearned:
    @pytest.mark.parametrize(
        "cases",
        [
            [(0, 0, 0, 0)],
            [(0, 1, 0.25, 0)] * 3,
            [(0, -1, 0.5, 0), (0, 0, 0, 0), (0, 1, 0.1, 0)],
        ],
    )
    def test_is_the_integral_of_wrong_answers(self, cases: list[Case]) -> None:
        def density(theta: float) -> float:
            weight = exp(-(theta**2) / (2 * 1.2**2))
            for _, difficulty, chance, _ in cases:
                weight *= 1 - right(theta, difficulty, chance)
            return weight

        mean = integrated(lambda theta: logistic(0.9 * theta), density)
        assert estimate(after(cases)).mean == pytest.approx(mean, abs=0.001)

    @pytest.mark.parametrize(("fraction", "chance"), [(1, 0), (1, 0.5), (0.5, 0.1)])
    def test_is_the_integral_of_insight_and_an_answer(self, fraction: float, chance: float) -> None:
        def normal(theta: float, mean: float, spread: float) -> float:
            return exp(-((theta - mean) ** 2) / (2 * spread**2)) / spread

        # The grid's ability 0.6 stands for 0.5 to 0.7.
        below = integrated(lambda t: float(t < 0.5), lambda t: normal(t, 0, 1.2))
        known = integrated(lambda t: float(t >= 0.5), lambda t: normal(t, 2.2, 0.8))
        moved = 0.05 * fraction

        def density(theta: float) -> float:
            weight = normal(theta, 0, 1.2) * (1 - moved * (theta < 0.5))
            weight += (theta >= 0.5) * moved * below * normal(theta, 2.2, 0.8) / known
            p = right(theta, 0.4, chance)
            return weight * p**fraction * (1 - p) ** (1 - fraction)

        mean = integrated(lambda theta: logistic(0.9 * theta), density)
        assert estimate(after([(fraction, 0.4, chance, 0)])).mean == pytest.approx(mean, abs=0.002)

    @pytest.mark.parametrize("name", BELIEFS)
    @pytest.mark.parametrize("difficulty", [-3, 0, 1, 4])
    @pytest.mark.parametrize("chance", [0, 0.5, 1])
    def test_lowers_by_no_right_answer_and_raises_by_no_wrong_one(
        self, name: str, difficulty: float, chance: float
    ) -> None:
        belief = after(BELIEFS[name])
        up, held, down = [
            estimate(each)
            for each in (
                after([(1, difficulty, chance, 0)], belief),
                belief,
                after([(0, difficulty, chance, 0)], belief),
            )
        ]
        assert up.mean >= held.mean - 1e-12 >= down.mean - 2e-12
        assert up.low >= held.low - 1e-12 >= down.low - 2e-12
        assert up.high >= held.high - 1e-12 >= down.high - 2e-12

    def test_learns_less_from_what_can_be_guessed(self) -> None:
        means = [estimate(after([(1, 0, chance, 0)] * 3)).mean for chance in (0, 0.25, 0.5)]
        assert all(more > less + 0.02 for more, less in pairwise(means))

    def test_learns_more_from_a_hard_question(self) -> None:
        means = [estimate(after([(1, difficulty, 0, 0)] * 3)).mean for difficulty in (1, 0, -1)]
        assert all(more > less + 0.02 for more, less in pairwise(means))

    def test_goes_on_exactly_from_what_was_stored(self) -> None:
        cases = [*BELIEFS["mixed"], *BELIEFS["long ago"], (1 / 3, 0.123, 1 / 6, 1 / 7)]
        stored = prior()
        for case in cases:
            stored = tuple(json.loads(json.dumps(after([case], stored))))
        assert stored == after(cases)

    @pytest.mark.parametrize("cases", [[(1, -9, 0.999, 0)] * 400, [(0, 9, 0, 0)] * 400])
    def test_stays_a_belief_after_very_many_answers(self, cases: list[Case]) -> None:
        belief = after(cases)
        assert sum(belief) == pytest.approx(1)
        assert 0 <= estimate(belief).low <= estimate(belief).mean <= estimate(belief).high <= 1


class TestDrifted:
    @pytest.mark.parametrize("days", [0.5, 1, 5, 9, 40])
    def test_adds_its_variance_and_keeps_the_middle(self, days: float) -> None:
        belief = after([(1, 0, 0, 0), (0, 0, 0, 0)] * 4)
        middle, before = moments(belief)
        there, wider = moments(drifted(belief, days))
        assert there == pytest.approx(middle, abs=0.002)
        assert wider - before == pytest.approx(DRIFT_PER_DAY**2 * days, rel=0.02)

    def test_forgets_nothing_within_an_hour_and_not_everything_in_ten_years(self) -> None:
        belief = after(BELIEFS["able"])
        assert drifted(belief, 0.04) == belief
        assert drifted(belief, 3650) == drifted(belief, 730)
        assert estimate(drifted(belief, 3650)).mean > 0.7

    def test_widens_what_is_shown(self) -> None:
        belief = after(BELIEFS["able"])
        widths = [
            (shown := estimate(drifted(belief, days))).high - shown.low for days in (0, 30, 365)
        ]
        assert widths == sorted(widths)


class TestEstimate:
    def test_is_the_normal_distribution_before_any_answer(self) -> None:
        shown = estimate(prior())
        assert shown.mean == pytest.approx(0.5)
        # The standard normal distribution's tenth is at 1.2816.
        assert shown.high == pytest.approx(logistic(0.9 * 1.2 * 1.2816), abs=0.001)
        assert shown.low == pytest.approx(1 - shown.high)


class TestExpected:
    @pytest.mark.parametrize(("difficulty", "chance"), [(0, 0), (1, 0.25), (-1, 0.5)])
    def test_is_the_integral_with_guessing(self, difficulty: float, chance: float) -> None:
        share = integrated(
            lambda theta: right(theta, difficulty, chance), lambda t: exp(-(t**2) / (2 * 1.2**2))
        )
        found = expected(prior(), difficulty=difficulty, chance=chance)
        assert found == pytest.approx(share, abs=0.001)


def moments(belief: Weights) -> tuple[float, float]:
    """Return mean and variance of the ability, in logits."""
    mean = sum(theta * weight for theta, weight in zip(GRID, belief, strict=True))
    spread = sqrt(sum((t - mean) ** 2 * w for t, w in zip(GRID, belief, strict=True)))
    return mean, spread**2
