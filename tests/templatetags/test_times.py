"""Stretches and moments of time in words."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone, translation

from quizzes.templatetags.times import (
    duration,
    is_ahead,
    moment,
    short_moment,
    zone_name,
    zone_words,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class TestDuration:
    @pytest.mark.parametrize(
        ("seconds", "expected"),
        [
            (2700, "45 minutes"),
            (4500, "1 hour 15 minutes"),
            (7200, "2 hours"),
            (90, "1 minute"),
            (30, "30 seconds"),
            (0, "0 seconds"),
        ],
    )
    def test_is_in_words(self, seconds, expected):
        assert duration(timedelta(seconds=seconds)) == expected


class TestMoment:
    def test_has_a_day_that_nobody_can_misread(self):
        assert moment(NOON) == "Monday 2 March 2026, 12:00"
        assert moment(NOON + timedelta(hours=12)) == "Tuesday 3 March 2026, 00:00"

    def test_is_written_as_the_reader_writes(self):
        with translation.override("de"):
            assert moment(NOON) == "Montag 2. März 2026 12:00"

    @pytest.mark.parametrize(
        ("reader", "class_zone", "expected"),
        [
            ("Asia/Almaty", "", "17:00"),
            ("Asia/Almaty", "Asia/Almaty", "17:00"),
            ("Asia/Almaty", "Europe/Berlin", "17:00 (Almaty time)"),
            ("UTC", "Europe/Berlin", "12:00 (UTC)"),
            # Another name for the same clock says nothing new.
            ("Europe/Paris", "Europe/Berlin", "13:00"),
        ],
    )
    def test_names_the_zone_where_the_clocks_differ(self, reader, class_zone, expected):
        with timezone.override(reader):
            assert moment(NOON, class_zone) == f"Monday 2 March 2026, {expected}"

    def test_compares_the_clocks_at_that_moment(self):
        with timezone.override("Africa/Abidjan"):
            assert "time)" not in moment(NOON, "Europe/London")
            assert "(Abidjan time)" in moment(NOON + timedelta(days=60), "Europe/London")


class TestShortMoment:
    def test_has_a_month_in_letters(self):
        assert short_moment(NOON) == "2 Mar 2026, 12:00"

    def test_names_the_zone_where_the_clocks_differ(self):
        with timezone.override("Asia/Almaty"):
            assert short_moment(NOON, "Asia/Almaty") == "2 Mar 2026, 17:00"
            assert short_moment(NOON, "UTC") == "2 Mar 2026, 17:00 (Almaty time)"


class TestIsAhead:
    def test_is_true_of_what_is_to_come(self):
        now = timezone.now()
        assert is_ahead(now + timedelta(minutes=1))
        assert not is_ahead(now - timedelta(minutes=1))


class TestZoneWords:
    def test_are_those_of_the_reader_where_the_clocks_differ(self):
        with timezone.override("Asia/Almaty"):
            assert zone_words(NOON, "UTC") == "Almaty time"
            assert zone_words(NOON, "Asia/Almaty") == ""
            assert zone_words(NOON) == ""
            assert zone_words(None, "UTC") == ""


class TestZoneName:
    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("Asia/Almaty", "Almaty time"),
            ("America/Argentina/Buenos_Aires", "Buenos Aires time"),
            ("UTC", "UTC"),
            ("Etc/GMT+5", "Etc/GMT+5"),
        ],
    )
    def test_is_what_people_call_it(self, name, expected):
        assert zone_name(name) == expected
