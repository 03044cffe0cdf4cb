"""Days and weeks on a student's own calendar."""

from datetime import date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from quizzes.engine.progress.periods import (
    QUARTERS_A_DAY,
    Period,
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

SUNDAY, MONDAY = date(2026, 3, 1), date(2026, 3, 2)


class TestStretches:
    @pytest.mark.parametrize(
        "zone", ["UTC", "Asia/Almaty", "Asia/Kathmandu", "Europe/Berlin", "America/St_Johns"]
    )
    def test_tell_the_day_of_every_quarter_of_a_year(self, zone):
        first, last, clock = date(2026, 1, 1), date(2026, 12, 31), ZoneInfo(zone)
        clocks = stretches(first, last, clock)
        begin = quarter_of(begin_of(first, clock))
        assert clocks[-1].until == quarter_of(begin_of(date(2027, 1, 1), clock))
        for quarter in range(begin, clocks[-1].until):
            ahead = next(each.ahead for each in clocks if quarter < each.until)
            day = day_of((quarter + ahead) // QUARTERS_A_DAY)
            assert day == datetime.fromtimestamp(quarter * 900, clock).date()

    def test_are_one_where_clocks_never_change(self):
        assert len(stretches(SUNDAY, date(2026, 12, 31), ZoneInfo("Asia/Almaty"))) == 1
        assert len(stretches(SUNDAY, date(2026, 12, 31), ZoneInfo("Europe/Berlin"))) == 3


class TestByDay:
    def test_leaves_blanks_out_of_accuracy_and_not_out_of_time(self):
        half = Fraction(1, 2)
        told = [(Fraction(1), 1), (half, 2), (None, 3)]
        days = by_day(Tally(MONDAY, each, n, 30 * n) for each, n in told)
        assert days[MONDAY] == Period(MONDAY, 3, Fraction(2), 180)
        assert days[MONDAY].accuracy == Fraction(2, 3)


class TestWeeks:
    def test_begin_on_mondays_and_hold_quiet_days(self):
        first = first_day(date(2026, 3, 11), 2)
        days = days_between({MONDAY: Period(MONDAY, 2, Fraction(1), 60)}, first, date(2026, 3, 11))
        weeks = weeks_of(days)
        assert [each.starts_on for each in weeks] == [MONDAY, date(2026, 3, 9)]
        assert [each.accuracy for each in weeks] == [Fraction(1, 2), None]
        assert together(days) == Period(MONDAY, 2, Fraction(1), 60)
