"""Days and weeks on a student's own calendar."""

from datetime import UTC, date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from quizzes.engine.progress.periods import (
    Period,
    Tally,
    by_day,
    days_between,
    first_day,
    quarter_of,
    together,
    weeks_of,
)

SUNDAY, MONDAY = date(2026, 3, 1), date(2026, 3, 2)


def tally(moment: datetime, fraction: Fraction | None = Fraction(1), count: int = 1) -> Tally:
    return Tally(quarter_of(moment), fraction, count, 30 * count)


class TestByDay:
    @pytest.mark.parametrize(
        ("zone", "day"),
        [("UTC", SUNDAY), ("Asia/Almaty", MONDAY), ("Asia/Kathmandu", MONDAY)],
    )
    def test_is_the_day_of_the_zone(self, zone, day):
        # 18:15 UTC is midnight in Kathmandu, a quarter of an hour apart from full hours.
        moment = datetime(2026, 3, 1, 19, 15, tzinfo=UTC)
        if zone == "Asia/Kathmandu":
            moment = datetime(2026, 3, 1, 18, 15, tzinfo=UTC)
        assert list(by_day([tally(moment)], ZoneInfo(zone))) == [day]

    def test_leaves_blanks_out_of_accuracy_and_not_out_of_time(self):
        at = datetime(2026, 3, 2, 9, tzinfo=UTC)
        half = Fraction(1, 2)
        days = by_day([tally(at), tally(at, half, 2), tally(at, None, 3)], UTC)
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
