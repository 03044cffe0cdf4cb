"""Totals of an attempt that was handed in."""

from fractions import Fraction

import pytest

from quizzes.engine.settling import SettledItem, settle, shifted_share

THIRD, HALF = Fraction(1, 3), Fraction(1, 2)


def item(fraction, points=1, *, is_answered=True, is_dropped=False):
    earned = None if fraction is None else Fraction(fraction)
    return SettledItem(Fraction(points), earned, is_answered, is_dropped)


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


DROPPED = item(1, 2, is_dropped=True)


@pytest.mark.parametrize(
    ("items", "kept", "earned", "maximum", "pending"),
    [
        # What is dropped leaves points and maximum, whatever it earned or waits for.
        ([item(1), item(0), DROPPED], None, 1, 2, 0),
        ([item(1), item(None, 4, is_dropped=True)], None, 1, 1, 0),
        ([DROPPED], None, 0, 0, 0),
        # A share that is kept is kept of the rest, if that came to less.
        ([item(HALF), item(0), DROPPED], Fraction(5, 8), Fraction(5, 4), 2, 0),
        ([item(1), item(0), DROPPED], THIRD, 1, 2, 0),
        # Of what is marked alone: nothing is kept of what waits.
        ([item(HALF), item(None), DROPPED], 1, 1, 2, 1),
        ([DROPPED], 1, 0, 0, 0),
    ],
)
def test_leaves_out_what_is_dropped(items, kept, earned, maximum, pending):
    settled = settle(items, 0, 0, kept)
    assert (settled.earned, settled.maximum, settled.pending) == (earned, maximum, pending)


def test_keeps_a_share_after_lateness():
    settled = settle([item(HALF, 10), DROPPED], 10, 2, Fraction(1, 2))
    assert (settled.raw_earned, settled.earned) == (5, 5)


@pytest.mark.parametrize(
    ("kept", "points", "rise", "days", "shifted"),
    [
        (HALF, 1, -1, 0, Fraction(1, 4)),
        (HALF, 1, HALF, 0, Fraction(5, 8)),
        (HALF, 2, -1, 0, 0),
        (Fraction(1, 4), 2, -1, 0, 0),
        (Fraction(3, 4), 2, 1, 0, 1),
        # Two days late at ten percent a day: what is earned counts for eight tenths.
        (HALF, 1, -1, 2, Fraction(3, 10)),
        (HALF, 1, -1, 11, HALF),
    ],
)
def test_a_kept_share_follows_later_marks(kept, points, rise, days, shifted):
    whole, late = Fraction(4), {"late_percent": 10, "days_late": days}
    assert shifted_share(kept, points=Fraction(points), rise=rise, whole=whole, **late) == shifted
