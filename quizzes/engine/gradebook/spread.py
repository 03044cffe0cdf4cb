"""How a class did, without telling of anybody: median and quartiles, of ten students at least."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

FEWEST = 10


@dataclass(frozen=True, slots=True)
class Spread:
    """Of so many scores a quarter is at most `low`, half at most `middle`, a quarter above `high`.

    Whole percents (0..100): finer ones would tell one person's score.
    """

    count: int
    low: int
    middle: int
    high: int


def spread_of(shares: Iterable[Fraction]) -> Spread | None:
    """Return the spread of shares (0..1); None of fewer than ten."""
    ordered = sorted(shares)
    if len(ordered) < FEWEST:
        return None
    return Spread(
        count=len(ordered),
        low=_percent(quantile(ordered, Fraction(1, 4))),
        middle=_percent(quantile(ordered, Fraction(1, 2))),
        high=_percent(quantile(ordered, Fraction(3, 4))),
    )


def quantile(ordered: Sequence[Fraction], part: Fraction) -> Fraction:
    """Return a quantile of numbers in order, between neighbors in proportion.

    Definition 7 of Hyndman and Fan, Sample Quantiles in Statistical Packages (1996), as in
    spreadsheets' QUARTILE.INC.
    """
    place = (len(ordered) - 1) * part
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def _percent(share: Fraction) -> int:
    return int(share * 100 + Fraction(1, 2))
