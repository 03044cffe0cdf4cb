"""Months and days of a calendar."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from quizzes.engine.calendar import Month, by_day, read_month


class TestMonth:
    def test_has_weeks_from_monday_that_are_filled_up(self):
        weeks = Month(2026, 3).weeks()
        assert (weeks[0][0], weeks[-1][-1]) == (date(2026, 2, 23), date(2026, 4, 5))

    def test_has_another_on_both_sides_within_what_is_shown(self):
        assert str(Month(2026, 1).before) == "2025-12"
        assert str(Month(2026, 12).after) == "2027-01"
        assert Month(2000, 1).before is None
        assert Month(2199, 12).after is None


@pytest.mark.parametrize("text", ["", "2026", "2026-13", "1999-12", "2026-1-1", "x" * 99])
def test_what_names_no_month_is_none(text):
    assert read_month(text) is None


def test_a_day_is_the_readers():
    late = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)
    early = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    found = by_day([(late, "b"), (early, "a")], ZoneInfo("Asia/Almaty"))
    assert found == {date(2026, 3, 2): [(early, "a")], date(2026, 3, 3): [(late, "b")]}
