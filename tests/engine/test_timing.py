"""Deadlines, grace, extra time and lateness."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction as F  # noqa: N817 - tables of cases stay narrow
from zoneinfo import ZoneInfo

import pytest

from quizzes.engine.timing import (
    OwnTimes,
    announcements,
    days_late,
    deadline,
    is_late,
    is_over,
    may_start,
    own_limit,
    own_times,
)

BERLIN = ZoneInfo("Europe/Berlin")
MINUTES = timedelta(minutes=1)


def at(text: str) -> datetime:
    """A moment in UTC: day and time of March 2026."""
    return datetime.fromisoformat(f"2026-03-{text}").replace(tzinfo=UTC)


def berlin(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


class TestOwnTimes:
    WINDOW = {"opens_at": at("02T08:00"), "due_at": at("02T10:00"), "closes_at": at("02T12:00")}
    WEEK = {"opens_at": at("02T08:00"), "due_at": at("09T08:00"), "closes_at": at("10T08:00")}

    @pytest.mark.parametrize(
        ("times", "extra", "due_at", "closes_at"),
        [
            # Nothing beyond the class.
            (WINDOW, {"limit": 30 * MINUTES}, "02T10:00", "02T12:00"),
            (WINDOW, {"limit": None}, "02T10:00", "02T12:00"),
            # With a limit, both move by limit * (factor - 1).
            (WINDOW, {"limit": 30 * MINUTES, "factor": F(3, 2)}, "02T10:15", "02T12:15"),
            (WEEK, {"limit": 45 * MINUTES, "factor": F(4, 3)}, "09T08:15", "10T08:15"),
            # Without one, a window of less than a day is lengthened by the factor.
            (WINDOW, {"limit": None, "factor": F(3, 2)}, "02T12:00", "02T14:00"),
            (WEEK, {"limit": None, "factor": F(3, 2)}, "09T08:00", "10T08:00"),
            # A date of one's own replaces the class's and is not lengthened again.
            (WINDOW, {"limit": None, "factor": F(3, 2), "own_closes_at": at("03T09:00")},
             "02T12:00", "03T09:00"),
            (WINDOW, {"limit": 30 * MINUTES, "factor": F(2), "own_due_at": at("02T11:00")},
             "02T11:00", "02T12:30"),
            # Due stays at or before closing.
            (WINDOW, {"limit": None, "own_due_at": at("04T09:00")}, "04T09:00", "04T09:00"),
            (WINDOW, {"limit": None, "own_closes_at": at("02T09:00")}, "02T09:00", "02T09:00"),
        ],
    )  # fmt: skip
    def test_follow_class_accommodation_and_own_dates(
        self, times: dict, extra: dict, due_at: str, closes_at: str
    ) -> None:
        assert own_times(**times, **extra) == OwnTimes(times["opens_at"], at(due_at), at(closes_at))

    def test_may_all_be_absent(self) -> None:
        none = OwnTimes(None, None, None)

        assert (
            own_times(opens_at=None, due_at=None, closes_at=None, limit=None, factor=F(2)) == none
        )

    def test_lengthen_no_window_without_an_end(self) -> None:
        due = at("02T10:00")

        own = own_times(opens_at=None, due_at=due, closes_at=None, limit=None, factor=F(2))

        assert own == OwnTimes(None, due, None)

    def test_own_opening_replaces_the_class_opening(self) -> None:
        early = at("01T08:00")

        own = own_times(**self.WINDOW, limit=None, factor=F(3, 2), own_opens_at=early)

        assert own == OwnTimes(early, at("02T12:00"), at("02T14:00"))

    def test_extra_time_is_of_real_hours_when_clocks_change(self) -> None:
        # In Berlin, 2 o'clock became 3 o'clock on March 29, 2026: this window has three hours.
        own = own_times(
            opens_at=berlin("2026-03-29T00:00"),
            due_at=berlin("2026-03-29T04:00"),
            closes_at=berlin("2026-03-29T04:00"),
            limit=None,
            factor=F(2),
        )

        assert own.closes_at == berlin("2026-03-29T07:00")


class TestDeadline:
    @pytest.mark.parametrize(
        ("limit", "factor", "closes_at", "expected"),
        [
            (30 * MINUTES, F(1), None, at("02T08:30")),
            (30 * MINUTES, F(3, 2), None, at("02T08:45")),
            (30 * MINUTES, F(3, 2), at("02T08:40"), at("02T08:40")),
            (30 * MINUTES, F(3, 2), at("02T09:00"), at("02T08:45")),
            (None, F(2), at("02T09:00"), at("02T09:00")),
            (None, F(2), None, None),
        ],
    )
    def test_is_the_earlier_of_limit_and_closing(
        self,
        limit: timedelta | None,
        factor: F,
        closes_at: datetime | None,
        expected: datetime | None,
    ) -> None:
        start = at("02T08:00")

        found = deadline(started_at=start, limit=limit, factor=factor, closes_at=closes_at)

        assert found == expected

    @pytest.mark.parametrize(
        ("limit", "factor", "expected"),
        [(30 * MINUTES, F(3, 2), 45 * MINUTES), (MINUTES, F(4, 3), 80 / 60 * MINUTES),
         (None, F(2), None)],
    )  # fmt: skip
    def test_own_limit_is_the_limit_times_the_factor(
        self, limit: timedelta | None, factor: F, expected: timedelta | None
    ) -> None:
        assert own_limit(limit, factor) == expected


class TestIsOver:
    @pytest.mark.parametrize(
        ("moment", "expected"),
        [
            ("02T09:00:00", False),
            ("02T09:00:31", False),
            # A save of the last second of grace may have waited ten seconds for its turn.
            ("02T09:00:40.999999", False),
            ("02T09:00:41", True),
            ("02T10:00:00", True),
        ],
    )
    def test_begins_when_no_save_in_time_is_under_way(self, moment: str, expected: bool) -> None:
        assert is_over(at(moment), at("02T09:00:00")) is expected

    def test_never_begins_without_a_deadline(self) -> None:
        assert not is_over(at("02T09:00"), None)


class TestIsLate:
    @pytest.mark.parametrize(
        ("moment", "ends_at", "expected"),
        [
            ("02T08:59:59", "02T09:00:00", False),
            ("02T09:00:00", "02T09:00:00", False),
            ("02T09:00:29", "02T09:00:00", False),
            ("02T09:00:30", "02T09:00:00", False),
            ("02T09:00:30.999999", "02T09:00:00", False),
            ("02T09:00:31", "02T09:00:00", True),
            # The deadline of a start in the middle of a second.
            ("02T09:00:30.999999", "02T09:00:00.700000", False),
            ("02T09:00:31", "02T09:00:00.700000", True),
        ],
    )
    def test_begins_after_the_last_second_of_grace(
        self, moment: str, ends_at: str, expected: bool
    ) -> None:
        assert is_late(at(moment), at(ends_at)) is expected

    def test_never_begins_without_a_deadline(self) -> None:
        assert not is_late(at("02T09:00"), None)

    def test_compares_moments_not_clocks(self) -> None:
        # The first and the second half past two of the night when clocks go back.
        first = berlin("2026-10-25T02:30")
        second = first.replace(fold=1)

        assert is_late(second, first)
        assert not is_late(first, second)

    def test_refuses_a_moment_without_a_zone(self) -> None:
        with pytest.raises(ValueError, match="time zone"):
            is_late(datetime(2026, 3, 2), at("02T09:00"))  # noqa: DTZ001 - the mistake


class TestDaysLate:
    @pytest.mark.parametrize(
        ("submitted", "expected"),
        [
            ("2026-03-02T17:00", 0),
            ("2026-03-02T18:00:30", 0),
            ("2026-03-02T18:00:31", 1),
            ("2026-03-03T17:59:59", 1),
            ("2026-03-03T18:00:30", 1),
            ("2026-03-03T18:00:31", 2),
            ("2026-03-05T12:00", 3),
            ("2026-03-09T18:01", 8),
        ],
    )
    def test_counts_the_days_begun(self, submitted: str, expected: int) -> None:
        due = berlin("2026-03-02T18:00")

        assert days_late(submitted_at=berlin(submitted), due_at=due, zone=BERLIN) == expected

    @pytest.mark.parametrize(
        ("due", "submitted", "expected"),
        [
            # Clocks forward: from 18:00 to 18:00 are 23 hours.
            ("2026-03-28T18:00", "2026-03-29T17:59", 1),
            ("2026-03-28T18:00", "2026-03-29T18:01", 2),
            # Clocks back: 25 hours.
            ("2026-10-24T18:00", "2026-10-25T17:59", 1),
            ("2026-10-24T18:00", "2026-10-25T18:01", 2),
            # The due hour does not exist on the day when clocks go forward: half past three then.
            ("2026-03-28T02:30", "2026-03-29T03:29", 1),
            ("2026-03-28T02:30", "2026-03-29T03:31", 2),
        ],
    )
    def test_follows_the_class_clock(self, due: str, submitted: str, expected: int) -> None:
        moment = berlin(submitted).astimezone(UTC)
        due_at = berlin(due).astimezone(UTC)

        assert days_late(submitted_at=moment, due_at=due_at, zone=BERLIN) == expected

    def test_gives_grace_across_midnight(self) -> None:
        due = berlin("2026-03-02T23:59:50")
        submitted = berlin("2026-03-04T00:00:10")

        assert days_late(submitted_at=submitted, due_at=due, zone=BERLIN) == 1

    def test_is_none_without_a_due_time(self) -> None:
        assert days_late(submitted_at=at("02T08:00"), due_at=None, zone=BERLIN) == 0


class TestMayStart:
    @pytest.mark.parametrize(
        ("now", "expected"),
        [
            ("02T07:59:59", "This opens on 2026-03-02 08:00:00+00:00."),
            ("02T08:00", None),
            ("02T12:00", None),
            ("02T12:00:01", "This closed on 2026-03-02 12:00:00+00:00."),
        ],
    )
    def test_refuses_outside_the_class_window(self, now: str, expected: str | None) -> None:
        refusal = may_start(at(now), at("02T08:00"), at("02T12:00"))

        assert (str(refusal) if refusal else None) == expected

    def test_allows_any_time_without_a_window(self) -> None:
        assert may_start(at("02T08:00"), None, None) is None


class TestAnnouncements:
    @pytest.mark.parametrize(
        ("total", "expected"),
        [
            (2700, (1350, 270, 60)),
            (600, (300, 60)),
            (300, (150, 60)),
            (120, (60,)),
            (90, (60,)),
            (60, ()),
            (30, ()),
            (0, ()),
        ],
    )
    def test_are_half_a_tenth_and_a_minute(self, total: int, expected: tuple[int, ...]) -> None:
        assert announcements(total) == expected
