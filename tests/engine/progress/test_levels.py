"""Mastery in words: a table of answers and what a student is told of them."""

import pytest

from quizzes.engine.progress.levels import WORDS, Level, level
from quizzes.engine.progress.mastery import Estimate, drifted, estimate, learned, prior

TYPED, CHOICE, TRUE_FALSE = 0.0, 0.25, 0.5


@pytest.mark.parametrize(
    ("answers", "chance", "expected"),
    [
        ("", TYPED, Level.UNKNOWN),
        ("+++", TYPED, Level.UNKNOWN),
        ("---", TYPED, Level.UNKNOWN),
        ("++++", TYPED, Level.MOSTLY),
        ("++++", CHOICE, Level.MOSTLY),
        ("+++-", TYPED, Level.MOSTLY),
        ("++--", TYPED, Level.STARTING),
        ("-+++", TYPED, Level.MOSTLY),
        ("----", TYPED, Level.STARTING),
        ("+-+-", CHOICE, Level.STARTING),
        ("++++++", TYPED, Level.SURE),
        ("++++++", CHOICE, Level.MOSTLY),
        ("++++++++", CHOICE, Level.SURE),
        ("++++++++", TRUE_FALSE, Level.MOSTLY),
        ("++++++++++++", TRUE_FALSE, Level.SURE),
        ("----+++++", TYPED, Level.MOSTLY),
        ("----++++++++", TYPED, Level.SURE),
        ("----------++++++++++++", TYPED, Level.SURE),
        ("++++-++++-++++-++++-", CHOICE, Level.MOSTLY),
        ("+++++++++-++++++++++", CHOICE, Level.SURE),
    ],
)
def test_tells_what_the_answers_come_to(answers: str, chance: float, expected: Level) -> None:
    belief = prior()
    for answer in answers:
        belief = learned(belief, fraction=float(answer == "+"), difficulty=0, chance=chance, days=0)
    assert level(estimate(belief), len(answers)) == expected


@pytest.mark.parametrize(
    ("shown", "count", "expected"),
    [
        (Estimate(0.8, 0.65, 0.9), 3, Level.UNKNOWN),
        (Estimate(0.8, 0.65, 0.9), 4, Level.SURE),
        (Estimate(0.8, 0.64, 0.9), 4, Level.MOSTLY),
        (Estimate(0.6, 0.3, 0.9), 4, Level.MOSTLY),
        (Estimate(0.59, 0.3, 0.9), 4, Level.STARTING),
        (Estimate(0.6, 0.2, 0.9), 40, Level.UNKNOWN),
    ],
)
def test_has_its_limits(shown: Estimate, count: int, expected: Level) -> None:
    assert level(shown, count) == expected


def test_is_sure_no_more_when_it_was_long_ago() -> None:
    belief = prior()
    for _ in range(8):
        belief = learned(belief, fraction=1, difficulty=0, chance=0, days=0)
    assert level(estimate(belief), 8) == Level.SURE
    assert level(estimate(drifted(belief, 365)), 8) == Level.MOSTLY


def test_has_words_for_every_level() -> None:
    assert set(WORDS) == set(Level)
