"""Difficulties from answers: simulated questions are found again."""

from itertools import combinations
from math import exp, sqrt
from random import Random
from statistics import correlation, fmean

import pytest

from quizzes.engine.progress.estimating import ENOUGH, Difficulty, FirstAnswer, estimated

QUESTIONS = range(24)
CHANCES = (0.0, 0.25, 0.5)


def truths(rng: Random) -> tuple[dict[int, float], dict[int, float]]:
    """Return what authors guess, and how difficult the questions are, by key; logits."""
    guesses = {key: float(key % 3 - 1) for key in QUESTIONS}
    return guesses, {key: guess + rng.gauss(0, 0.9) for key, guess in guesses.items()}


def cohort(
    rng: Random, real: dict[int, float], count: int, mean: float = 0
) -> list[list[FirstAnswer]]:
    """Return the answers of students of a Rasch model with guessing, sixteen each."""
    students = []
    for _ in range(count):
        ability, answers = rng.gauss(mean, 1), []
        for key in rng.sample(QUESTIONS, 16):
            chance = CHANCES[key % 2 + key % 5 // 4]
            p = chance + (1 - chance) / (1 + exp(real[key] - ability))
            answers.append(FirstAnswer(key, float(rng.random() < p), chance))
        students.append(answers)
    return students


@pytest.fixture(scope="module")
def world() -> tuple[dict[int, float], dict[int, float], dict[int, Difficulty]]:
    """An able class of 150, and what its answers say of 24 questions."""
    rng = Random(5)
    guesses, real = truths(rng)
    return guesses, real, estimated(cohort(rng, real, 150, mean=0.8), guesses)


def centered(logits: dict[int, float]) -> list[float]:
    """Return logits about their mean, in the order of their keys."""
    mean = fmean(logits.values())
    return [logits[key] - mean for key in sorted(logits)]


class TestEstimated:
    def test_finds_difficulties_that_authors_misjudged(self, world) -> None:
        guesses, real, found = world
        logits = {key: each.logit for key, each in found.items()}
        assert correlation(centered(logits), centered(real)) > 0.93
        assert correlation(centered(guesses), centered(real)) < 0.8

    def test_has_the_right_order_wherever_it_is_clear(self, world) -> None:
        _, real, found = world
        for one, other in combinations(QUESTIONS, 2):
            if real[one] > real[other] + 1.2:
                assert found[one].logit > found[other].logit

    def test_errs_by_about_its_standard_error(self, world) -> None:
        _, real, found = world
        logits = {key: each.logit for key, each in found.items()}
        scores = [
            (estimate - truth) / found[key].standard_error
            for key, estimate, truth in zip(
                sorted(found), centered(logits), centered(real), strict=True
            )
        ]
        assert 0.6 < sqrt(fmean(score**2 for score in scores)) < 1.4

    def test_leaves_all_together_as_difficult_as_their_authors_said(self, world) -> None:
        guesses, _, found = world
        assert fmean(each.logit for each in found.values()) == pytest.approx(
            fmean(guesses.values()), abs=0.01
        )

    @pytest.mark.parametrize(("count", "expected"), [(ENOUGH - 1, set()), (ENOUGH, {1})])
    def test_needs_twenty_answers(self, count: int, expected: set[int]) -> None:
        answers = [[FirstAnswer(1, 1.0, 0.25)]] * count + [[FirstAnswer(2, 0.0, 0.0)]] * 3
        assert set(estimated(answers, {1: 0.0, 2: 1.0})) == expected

    def test_counts_half_an_answer_between_right_and_wrong(self) -> None:
        answers = [[FirstAnswer(1, 1.0, 0), FirstAnswer(2, 0.5, 0), FirstAnswer(3, 0.0, 0)]] * 30
        found = estimated(answers, dict.fromkeys((1, 2, 3), 0.0))
        assert found[1].logit < found[2].logit < found[3].logit
        assert found[1].answer_count == 30

    def test_is_near_its_author_where_the_answers_say_the_same(self) -> None:
        # Every second one is right: medium for students who are medium, as all are here.
        answers = [
            [FirstAnswer(1, place % 2, 0.0), FirstAnswer(2, place % 2, 0.0)] for place in range(40)
        ]
        found = estimated(answers, {1: 0.0, 2: 0.0})
        assert [each.logit for each in found.values()] == [0, 0]

    def test_survives_nobody_and_questions_that_all_or_none_get_right(self) -> None:
        assert estimated([], {}) == {}
        assert estimated([[]], {1: 0.0}) == {}
        found = estimated(
            [[FirstAnswer(1, 1.0, 0.9), FirstAnswer(2, 0.0, 0)]] * 60, {1: 1.0, 2: -1.0}
        )
        assert all(abs(each.logit) < 6 and each.standard_error <= 1 for each in found.values())
