"""Totals of an attempt that was handed in."""

from fractions import Fraction

import pytest

from quizzes.engine.settling import SettledItem, settle

THIRD, HALF = Fraction(1, 3), Fraction(1, 2)


def item(fraction, points=1, *, is_answered=True):
    return SettledItem(
        Fraction(points), None if fraction is None else Fraction(fraction), is_answered
    )


@pytest.mark.parametrize(
    ("items", "percent", "days", "raw", "earned", "maximum", "pending", "answered"),
    [
        ([], 0, 0, 0, 0, 0, 0, 0),
        ([item(1), item(0)], 0, 0, 1, 1, 2, 0, 2),
        ([item(THIRD)] * 3, 0, 0, 1, 1, 3, 0, 3),
        ([item(HALF, 5)], 0, 0, Fraction(5, 2), Fraction(5, 2), 5, 0, 1),
        ([item(1), item(None, 4)], 0, 0, 1, 1, 5, 4, 2),
        ([item(1), item(0, is_answered=False)], 0, 0, 1, 1, 2, 0, 1),
        ([item(1, 12)], 10, 2, 12, Fraction(48, 5), 12, 0, 1),
        ([item(1, 12)], 10, 0, 12, 12, 12, 0, 1),
        ([item(1, 12)], 10, 11, 12, 0, 12, 0, 1),
        ([item(1, 12)], 0, 5, 12, 12, 12, 0, 1),
    ],
)
def test_adds_up_exactly(items, percent, days, raw, earned, maximum, pending, answered):
    settled = settle(items, percent, days)
    assert (settled.raw_earned, settled.earned, settled.maximum) == (raw, earned, maximum)
    assert (settled.pending, settled.answered_count) == (pending, answered)
