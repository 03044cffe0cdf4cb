"""What a point is: scores, totals, grading methods, and numbers to and from text. Exact inside."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from quizzes.engine.words import Message

ZERO, ONE = Fraction(0), Fraction(1)

_FRACTION_TEXT = re.compile(r"-?[0-9]{1,60}(?:/[0-9]{1,60})?")
_PERCENT_TEXT = re.compile(r"(-?)([0-9]{1,3})(?:[.,]([0-9]{1,12}))?\s*%?")
# Nobody shares a point among more options than this, and a larger one would catch plain decimals.
_LARGEST_DENOMINATOR_MEANT = 20


def _require_share(fraction: Fraction) -> None:
    if not ZERO <= fraction <= ONE:
        raise ValueError(f"a fraction lies between 0 and 1, not {fraction}")


@dataclass(frozen=True, slots=True)
class PartScore:
    """What one part of a question (a gap, a pair) earned, 0..1."""

    part_id: str
    fraction: Fraction

    def __post_init__(self) -> None:
        _require_share(self.fraction)


@dataclass(frozen=True, slots=True)
class Score:
    """What a response earned, 0..1; None waits for a person's mark."""

    fraction: Fraction | None
    parts: tuple[PartScore, ...] = ()
    notes: tuple[Message, ...] = ()
    is_near_miss: bool = False

    def __post_init__(self) -> None:
        if self.fraction is not None:
            _require_share(self.fraction)


def all_or_nothing(score: Score) -> Score:
    """Return the score with 1 where it is 1 and 0 where it is less; one that waits still waits."""
    if score.fraction is None:
        return score
    return replace(score, fraction=ONE if score.fraction == ONE else ZERO)


@dataclass(frozen=True, slots=True)
class Total:
    """Points of an attempt: earned so far, the maximum of all, and those not marked yet."""

    earned: Fraction
    maximum: Fraction
    pending: Fraction

    @property
    def is_provisional(self) -> bool:
        return self.pending > 0

    @property
    def marked_maximum(self) -> Fraction:
        return self.maximum - self.pending

    @property
    def share(self) -> Fraction | None:
        """Earned points over the maximum of what is marked; None where that is nothing."""
        return self.earned / self.marked_maximum if self.marked_maximum else None


def total(items: Iterable[tuple[Fraction, Fraction | None]]) -> Total:
    """Return the total of (points, fraction) pairs; the fraction None is not marked yet."""
    pairs = tuple(items)
    return Total(
        earned=sum((points * share for points, share in pairs if share is not None), ZERO),
        maximum=sum((points for points, _ in pairs), ZERO),
        pending=sum((points for points, share in pairs if share is None), ZERO),
    )


def late_share(earned: Fraction, percent_per_day: Fraction, days: int) -> Fraction:
    """Return the points kept: a percentage of those earned is lost per day, not below 0."""
    return max(ZERO, earned * (1 - percent_per_day * days / 100))


class GradingMethod(StrEnum):
    """Which of several attempts makes the grade."""

    HIGHEST = "highest"
    LATEST = "latest"
    FIRST = "first"
    AVERAGE = "average"


@dataclass(frozen=True, slots=True)
class AttemptResult:
    """One submitted attempt: its share of its own maximum after lateness.

    The share is None where nothing is marked yet (then it is provisional) or nothing has a maximum.
    Empty means without any answer.
    """

    number: int
    share: Fraction | None
    is_empty: bool = False
    is_provisional: bool = False


@dataclass(frozen=True, slots=True)
class Grade:
    """The share that a method makes of attempts, and the numbers of those that it counted."""

    share: Fraction | None
    counted: tuple[int, ...] = ()
    is_without_answer: bool = False
    is_provisional: bool = False


def grade(method: GradingMethod, results: Iterable[AttemptResult]) -> Grade:
    """Return the grade of submitted attempts, its share None if nothing has maximum or mark.

    An attempt without any answer does not count, except for *first*. If all are empty, they are the
    result: zero, unless everybody was given points.
    """
    rateable = sorted(
        (result for result in results if result.share is not None or result.is_provisional),
        key=lambda result: result.number,
    )
    answered = [result for result in rateable if not result.is_empty]
    considered = rateable if method is GradingMethod.FIRST or not answered else answered
    if not considered:
        return Grade(None)
    if method is GradingMethod.FIRST:
        considered = considered[:1]
    elif method is GradingMethod.LATEST:
        considered = considered[-1:]
    return _grade_of(method, considered)


def _grade_of(method: GradingMethod, considered: Sequence[AttemptResult]) -> Grade:
    shares = [(result.share, result) for result in considered if result.share is not None]
    counted = [result for _, result in shares] or list(considered)
    share = sum((share for share, _ in shares), ZERO) / len(shares) if shares else None
    if method is GradingMethod.HIGHEST and shares:
        # max() keeps the first of equals: a tie goes to the earlier attempt.
        share, best = max(shares, key=lambda pair: pair[0])
        counted = [best]
    return Grade(
        share=share,
        counted=tuple(result.number for result in counted),
        is_without_answer=all(result.is_empty for result in counted),
        is_provisional=any(result.is_provisional for result in considered),
    )


def shown(number: Fraction) -> Decimal:
    """Return the number as people see it: two decimals at most, half up, no trailing zeros."""
    hundredths = int(abs(number) * 100 + Fraction(1, 2))
    sign = "-" if number < 0 < hundredths else ""
    whole, rest = divmod(hundredths, 100)
    return Decimal(f"{sign}{whole}.{rest:02}".rstrip("0").rstrip("."))


def percent(earned: Fraction, maximum: Fraction) -> Decimal | None:
    """Return the percentage as people see it, rounded as `shown`; None where the maximum is 0."""
    return shown(earned / maximum * 100) if maximum else None


def to_text(fraction: Fraction) -> str:
    """Return "2/3", or "1" for a whole number: how fractions are stored."""
    return str(fraction)


def from_text(text: str) -> Fraction:
    """Return the fraction that `to_text` wrote; raise ValueError for anything else."""
    if not _FRACTION_TEXT.fullmatch(text):
        raise ValueError(f"not a fraction: {text[:40]!r}")
    try:
        return Fraction(text)
    except ZeroDivisionError as error:
        raise ValueError(f"not a fraction: {text[:40]!r}") from error


def meant_fraction(text: str) -> Fraction:
    """Return the fraction that an author means by a percentage (-100..100) or by "1/3".

    Decimals that are the rounded or cut form of a simple fraction are read as that fraction: 33.3
    is 1/3, 14.286 is 1/7. Raise ValueError for what is not a number or beyond 100 percent.
    """
    text = text.strip().replace("\N{MINUS SIGN}", "-")
    meant = from_text(text) if "/" in text else _meant_percent(text)
    _require_share(abs(meant))
    return meant


def _meant_percent(text: str) -> Fraction:
    match = _PERCENT_TEXT.fullmatch(text)
    if not match:
        raise ValueError(f"not a percentage: {text[:40]!r}")
    sign, whole, decimals = match[1], match[2], match[3] or ""
    written, scale = int(whole + decimals), 100 * 10 ** len(decimals)
    share = _simple_fraction(written, scale) if decimals else Fraction(written, scale)
    return -share if sign else share


def _simple_fraction(written: int, scale: int) -> Fraction:
    for denominator in range(1, _LARGEST_DENOMINATOR_MEANT + 1):
        candidate = Fraction(round(Fraction(written * denominator, scale)), denominator)
        cut, rounded = int(candidate * scale), int(candidate * scale + Fraction(1, 2))
        if written in (cut, rounded):
            return candidate
    return Fraction(written, scale)
