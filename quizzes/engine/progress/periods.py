"""Answers by day and by week on a student's own calendar: how many, how right, how long."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from fractions import Fraction
from functools import reduce

QUARTER = timedelta(minutes=15)
# What the pages offer, in weeks.
RANGES = (4, 12, 52)
DEFAULT_RANGE = 12


# Days begin with a whole quarter of an hour in every zone of today.
QUARTERS_A_DAY = 96
_FIRST_DAY = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Tally:
    """Answers of one day that earned the same; `fraction` None were left blank."""

    day: date
    fraction: Fraction | None
    count: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time in which the clocks of a zone stand still: all quarters before `until`.

    The day of one of them is (`quarter` + `ahead`) // QUARTERS_A_DAY, in days since 1970.
    """

    until: int
    ahead: int


@dataclass(frozen=True, slots=True)
class Period:
    """A day, or the week that begins on it. `earned` is a sum of fractions (0..1 each).

    `answered` are the answers that were not left blank, `seconds` the time spent on all of them.
    """

    starts_on: date
    answered: int = 0
    earned: Fraction = Fraction(0)
    seconds: int = 0

    @property
    def accuracy(self) -> Fraction | None:
        """The mean fraction (0..1) of what was answered; None if nothing was."""
        return self.earned / self.answered if self.answered else None

    @property
    def is_quiet(self) -> bool:
        """Whether nothing was answered."""
        return not self.answered

    def plus(self, other: "Period") -> "Period":
        """Return both together, begun when this one did."""
        return Period(
            self.starts_on,
            self.answered + other.answered,
            self.earned + other.earned,
            self.seconds + other.seconds,
        )


def quarter_of(moment: datetime) -> int:
    """Return the quarter of an hour since 1970 that a moment is in."""
    return int((moment - datetime(1970, 1, 1, tzinfo=UTC)) // QUARTER)


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def first_day(today: date, weeks: int) -> date:
    """Return the Monday with which the last so many weeks begin, this one included."""
    return monday_of(today) - timedelta(weeks=weeks - 1)


def begin_of(day: date, zone: tzinfo) -> datetime:
    """Return the moment at which a day begins in a zone."""
    return datetime(day.year, day.month, day.day, tzinfo=zone)


def stretches(first: date, last: date, zone: tzinfo) -> tuple[Stretch, ...]:
    """Return the times between changes of a zone's clocks, from the first day to the last."""
    begin = quarter_of(begin_of(first, zone))
    end = quarter_of(begin_of(last + timedelta(days=1), zone))
    ends = (*_changes(begin, end, zone), end)
    return tuple(Stretch(quarter, _ahead(quarter - 1, zone)) for quarter in ends)


def _changes(begin: int, end: int, zone: tzinfo) -> Iterator[int]:
    """Yield the quarters before which the clocks change: looked for within days that differ."""
    for day in range(begin, end, QUARTERS_A_DAY):
        stop = min(day + QUARTERS_A_DAY, end - 1)
        if _ahead(day, zone) != _ahead(stop, zone):
            places = range(day + 1, stop + 1)
            yield from (q for q in places if _ahead(q, zone) != _ahead(q - 1, zone))


def _ahead(quarter: int, zone: tzinfo) -> int:
    """Return how many quarters of an hour a zone is ahead of UTC then."""
    moment = datetime.fromtimestamp(quarter * QUARTER.total_seconds(), zone)
    return int((moment.utcoffset() or timedelta()) // QUARTER)


def day_of(number: int) -> date:
    """Return the day that comes so many days after the first of 1970."""
    return date.fromordinal(_FIRST_DAY + number)


def by_day(tallies: Iterable[Tally]) -> Mapping[date, Period]:
    """Return what was answered on each day, days without answers left out."""
    # Counted first, since exact fractions are slow to add up by the thousand.
    counts: dict[date, Counter[Fraction | None]] = defaultdict(Counter)
    seconds: Counter[date] = Counter()
    for tally in tallies:
        counts[tally.day][tally.fraction] += tally.count
        seconds[tally.day] += tally.seconds
    return {day: _period(day, own, seconds[day]) for day, own in counts.items()}


def _period(day: date, counts: Counter[Fraction | None], seconds: int) -> Period:
    earned = sum((each * n for each, n in counts.items() if each is not None), Fraction(0))
    return Period(day, counts.total() - counts[None], earned, seconds)


def days_between(days: Mapping[date, Period], first: date, last: date) -> tuple[Period, ...]:
    """Return every day from the first to the last, quiet ones too."""
    count = (last - first).days + 1
    dates = (first + timedelta(days=place) for place in range(count))
    return tuple(days.get(day, Period(day)) for day in dates)


def weeks_of(days: Sequence[Period]) -> tuple[Period, ...]:
    """Return days, of which the first is a Monday, week by week."""
    return tuple(together(days[place : place + 7]) for place in range(0, len(days), 7))


def together(days: Sequence[Period]) -> Period:
    """Return all of some days as one period; there is at least one."""
    return reduce(Period.plus, days[1:], days[0])
