"""What giving a quiz and an accommodation mean, in words."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from quizzes.engine.settings.giving import lateness, marking_load
from quizzes.engine.settings.granting import factor_of, percent_of, words_of_grant

DUE = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
LATER = DUE + timedelta(days=2)


@pytest.mark.parametrize(
    ("kinds", "students", "tries", "expected"),
    [
        (["single_choice"], 30, 1, ["Nothing waits for you to mark"]),
        (["essay"], 30, 1, ["About 30 essays to mark"]),
        (["essay", "essay"], 30, 2, ["About 120 essays to mark"]),
        (["essay"], 1, None, ["About 1 essay to mark if each student tries once"]),
        (["cloze", "essay"], 10, 1, ["About 10 essays", "About 10 typed answers"]),
    ],
)
def test_marking_load(kinds, students, tries, expected):
    told = [str(each) for each in marking_load(kinds, students, tries)]
    assert len(told) == len(expected)
    assert all(each.startswith(words) for each, words in zip(told, expected, strict=True))


@pytest.mark.parametrize(
    ("percent", "due_at", "closes_at", "words"),
    [
        (10, DUE, DUE, "Nobody can hand in after"),
        (10, DUE, None, "Nobody can hand in after"),
        (10, DUE, LATER, "loses 10% of the points earned for each day begun"),
        (0, DUE, LATER, "takes no points"),
        (10, None, None, "never closes"),
    ],
)
def test_lateness(percent, due_at, closes_at, words):
    assert words in str(lateness(percent, due_at, closes_at))


def test_a_factor_is_a_percentage_more():
    assert factor_of(25) == Fraction(5, 4)
    assert percent_of(Fraction(5, 4)) == 25


def test_words_of_a_grant():
    nothing = {"opens_at": None, "due_at": None, "closes_at": None}
    told = words_of_grant(
        factor=Fraction(3, 2), extra_attempts=2, is_excused=True, is_late_waived=True, **nothing
    )
    assert [str(each) for each in told] == [
        "excused",
        "50% more time",
        "2 more tries",
        "nothing taken off for lateness",
    ]
