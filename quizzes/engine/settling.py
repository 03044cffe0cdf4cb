"""The totals of an attempt that was handed in: what its cached columns must say."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from quizzes.engine.scoring import late_share, total


@dataclass(frozen=True, slots=True)
class SettledItem:
    """A question: its points, the fraction of its newest mark (None waits), if it was answered."""

    points: Fraction
    fraction: Fraction | None
    is_answered: bool


@dataclass(frozen=True, slots=True)
class Settled:
    """Points before and after lateness, the maximum, what waits for a person, answers counted."""

    raw_earned: Fraction
    earned: Fraction
    maximum: Fraction
    pending: Fraction
    answered_count: int


def settle(items: Iterable[SettledItem], late_percent: int, days_late: int) -> Settled:
    """Return the totals of a submitted attempt; lateness takes a percentage of points earned."""
    settled = tuple(items)
    sums = total((item.points, item.fraction) for item in settled)
    return Settled(
        raw_earned=sums.earned,
        earned=late_share(sums.earned, Fraction(late_percent), days_late),
        maximum=sums.maximum,
        pending=sums.pending,
        answered_count=sum(item.is_answered for item in settled),
    )
