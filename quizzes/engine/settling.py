"""The totals of an attempt that was handed in: what its cached columns must say."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from quizzes.engine.scoring import ONE, ZERO, late_share, total


@dataclass(frozen=True, slots=True)
class SettledItem:
    """A question: its points, the fraction of its newest mark (None waits), if it was answered.

    What `is_dropped` leaves points and maximum.
    """

    points: Fraction
    fraction: Fraction | None
    is_answered: bool
    is_dropped: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """Points before and after lateness, the maximum, what waits for a person, answers counted."""

    raw_earned: Fraction
    earned: Fraction
    maximum: Fraction
    pending: Fraction
    answered_count: int


def settle(
    items: Iterable[SettledItem],
    late_percent: int,
    days_late: int,
    kept_share: Fraction | None = None,
) -> Settled:
    """Return the totals of a submitted attempt; lateness takes a percentage of points earned.

    `kept_share` of what is marked is kept at least: the share, after lateness, that a student had
    before a question was dropped.
    """
    settled = tuple(items)
    sums = total((item.points, item.fraction) for item in settled if not item.is_dropped)
    earned = late_share(sums.earned, Fraction(late_percent), days_late)
    kept = (kept_share or ZERO) * (sums.maximum - sums.pending)
    return Settled(
        raw_earned=sums.earned,
        earned=max(earned, kept),
        maximum=sums.maximum,
        pending=sums.pending,
        answered_count=sum(item.is_answered for item in settled),
    )


def shifted_share(
    kept: Fraction,
    *,
    points: Fraction,
    rise: Fraction,
    whole: Fraction,
    late_percent: int,
    days_late: int,
) -> Fraction:
    """Return the share that is kept, 0..1, after the fraction of an answer has risen by `rise`.

    It stays what the percent would be with the dropped question, whose points are part of `whole`:
    else a lower mark would change nothing.
    """
    after_lateness = late_share(ONE, Fraction(late_percent), days_late)
    return min(ONE, max(ZERO, kept + after_lateness * points * rise / whole))
