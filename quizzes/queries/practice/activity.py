"""What a student did in the last weeks: answers, how right they were, the time they took."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from fractions import Fraction

from django.db.models import Case, CharField, Count, F, IntegerField, Sum, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from quizzes.engine.progress.periods import (
    QUARTERS_A_DAY,
    Period,
    Stretch,
    Tally,
    begin_of,
    by_day,
    day_of,
    days_between,
    first_day,
    quarter_of,
    stretches,
    together,
    weeks_of,
)
from quizzes.models.accounts import User
from quizzes.models.progress import ReviewLog

STRIP_WEEKS = 12


@dataclass(frozen=True, slots=True)
class Activity:
    """The weeks that are shown, `whole` all of them, and the days of the strip, Monday first."""

    weeks: tuple[Period, ...]
    whole: Period
    strip: tuple[Period, ...]
    today: date

    @property
    def active_days(self) -> int:
        """On how many days of the strip something was answered."""
        return sum(not day.is_quiet for day in self.strip)

    @property
    def answered_today(self) -> int:
        """How many answers were given today."""
        return self.strip[-1].answered


def activity_of(student: User, now: datetime, weeks: int, zone: tzinfo) -> Activity:
    """Return what was done in the last weeks, this one included, by days in a zone. One query."""
    today = now.astimezone(zone).date()
    first = first_day(today, max(weeks, STRIP_WEEKS))
    found = (
        ReviewLog.objects.visible_to(student)
        .filter(quarter__gte=quarter_of(begin_of(first, zone)))
        .annotate(earned=Cast("fraction", CharField()), day=_day(stretches(first, today, zone)))
        .values_list("day", "earned")
        .annotate(Count("pk"), Sum("seconds"))
        .order_by()
    )
    days = days_between(by_day(_tallies(found)), first, today)
    shown = days[(first_day(today, weeks) - first).days :]
    strip = days[(first_day(today, STRIP_WEEKS) - first).days :]
    return Activity(weeks=weeks_of(shown), whole=together(shown), strip=strip, today=today)


def _day(clocks: Sequence[Stretch]) -> Case:
    """Return the day of an answer in days since 1970, by the database: fewer rows to read."""
    *before, last = clocks
    return Case(
        *(When(quarter__lt=each.until, then=_by(each)) for each in before),
        default=_by(last),
        output_field=IntegerField(),
    )


def _by(clock: Stretch) -> Combinable:
    # Both databases divide whole numbers by whole numbers to whole numbers.
    return (F("quarter") + Value(clock.ahead)) / Value(QUARTERS_A_DAY)


def _tallies(rows: Iterable[tuple[int, str | None, int, int]]) -> Iterator[Tally]:
    """Yield rows as tallies; of hundreds of fractions few differ, and each is read once."""
    read: dict[str | None, Fraction | None] = {None: None}
    for day, earned, count, seconds in rows:
        if earned not in read:
            read[earned] = Fraction(earned or 0)
        yield Tally(day_of(day), read[earned], count, seconds)
