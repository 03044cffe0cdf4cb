"""Seals: the same for the same values, another for any other."""

from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction

import pytest

from quizzes.engine.seal import seal

MOMENT = datetime(2026, 3, 2, 9, 0, 0, 123456, tzinfo=UTC)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        (MOMENT, MOMENT.astimezone(timezone(timedelta(hours=5)))),
        (Fraction(2, 4), Fraction(1, 2)),
    ],
)
def test_is_the_same_for_what_is_equal(one, other):
    assert seal(one) == seal(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("a", "b"), ("ab", "")),
        (("1",), (1,)),
        ((None,), ("",)),
        ((True,), (1,)),
        ((["a", "b"],), (["b", "a"],)),
        ((MOMENT,), (MOMENT + timedelta(microseconds=1),)),
        ((Fraction(1, 3),), (Fraction(2, 3),)),
    ],
)
def test_is_another_for_what_differs(one, other):
    assert seal(*one) != seal(*other)


def test_is_thirty_two_hexadecimal_digits():
    assert len(seal("x")) == 32
    int(seal("x"), 16)
