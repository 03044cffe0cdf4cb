"""A month of days, and which of them something happens on."""

from calendar import Calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import TypeVar

MONDAY = 0
FIRST_YEAR, LAST_YEAR = 2000, 2199

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of a year."""

    year: int
    number: int

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def before(self) -> "Month | None":
        """The month before it, None at the end of what is shown."""
        return month_of(self.first - timedelta(days=1))

    @property
    def after(self) -> "Month | None":
        """The month after it, None at the end of what is shown."""
        return month_of(self.first + timedelta(days=31))

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"

    def weeks(self) -> Sequence[Sequence[date]]:
        """Return its weeks from Monday on, filled up with days of the months beside it."""
        return Calendar(MONDAY).monthdatescalendar(self.year, self.number)


def month_of(day: date) -> Month | None:
    """Return the month of a day, None beyond the years that are shown."""
    return Month(day.year, day.month) if FIRST_YEAR <= day.year <= LAST_YEAR else None


def read_month(text: str) -> Month | None:
    """Return the month that a text such as 2026-03 names, None for all else."""
    try:
        found = datetime.strptime(text, "%Y-%m")  # noqa: DTZ007 - a month has no clock
    except ValueError:
        return None
    return month_of(found.date())


def by_day(
    moments: Iterable[tuple[datetime, Thing]], zone: tzinfo
) -> Mapping[date, Sequence[tuple[datetime, Thing]]]:
    """Return what happens by the day on a clock, in the order of time."""
    found: dict[date, list[tuple[datetime, Thing]]] = {}
    for moment, thing in sorted(moments, key=lambda each: each[0]):
        found.setdefault(moment.astimezone(zone).date(), []).append((moment, thing))
    return found


def next_day(now: datetime, zone: tzinfo) -> datetime:
    """Return when the next day begins on a clock."""
    day = now.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(day, time(), tzinfo=zone)
