"""Dates of a term move by weekday, whatever the clocks do."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from quizzes.engine.classes.next_term import moved, weeks_between

BERLIN = ZoneInfo("Europe/Berlin")


class TestWeeksBetween:
    @pytest.mark.parametrize(
        ("old_first", "new_first", "weeks"),
        [
            ("2026-03-02", "2026-03-02", 0),
            ("2026-03-02", "2026-09-07", 27),  # Monday to Monday
            ("2026-03-02", "2026-09-09", 28),  # Monday to Wednesday: the Monday after
            ("2026-03-04", "2026-09-07", 27),  # Wednesday to Monday: the Wednesday after
            ("2026-03-02", "2026-03-03", 1),
            ("2026-09-07", "2026-03-02", -27),  # back
            ("2026-09-09", "2026-03-02", -27),
            ("2026-12-28", "2028-02-28", 61),  # over a leap year's end
        ],
    )
    def test_are_whole(self, old_first, new_first, weeks):
        old, new = date.fromisoformat(old_first), date.fromisoformat(new_first)
        assert weeks_between(old, new) == weeks
        on = old + timedelta(weeks=weeks)
        assert on.weekday() == old.weekday()
        assert timedelta(0) <= on - new < timedelta(days=7)


class TestMoved:
    @pytest.mark.parametrize(
        ("before", "weeks", "after"),
        [
            ("2026-03-02T18:00", 1, "2026-03-09T18:00"),
            ("2026-03-02T18:00", 27, "2026-09-07T18:00"),  # from winter time into summer time
            ("2026-09-07T18:00", 8, "2026-11-02T18:00"),  # and out of it
            ("2026-03-22T02:30", 1, "2026-03-29T03:30"),  # an hour that is left out
            ("2026-10-18T02:30", 1, "2026-10-25T02:30"),  # an hour that comes twice
            ("2026-09-07T23:59", -27, "2026-03-02T23:59"),
        ],
    )
    def test_keeps_the_hour_on_the_wall(self, before, weeks, after):
        moment = datetime.fromisoformat(before).replace(tzinfo=BERLIN).astimezone(UTC)
        on = moved(moment, weeks, BERLIN)
        assert f"{on.astimezone(BERLIN):%Y-%m-%dT%H:%M}" == after

    def test_takes_the_first_of_an_hour_that_comes_twice(self):
        second = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
        assert moved(second, 0, BERLIN) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
        assert moved(second - timedelta(weeks=1, hours=1), 1, BERLIN) == second - timedelta(hours=1)
