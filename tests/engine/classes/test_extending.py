"""Added minutes: what becomes of each attempt, by how it stands."""

from datetime import UTC, datetime, timedelta

import pytest

from quizzes.engine.classes.extending import Effect, Standing, added_for, can_take_back, effect

END = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
TEN = 10 * MINUTE

# End, open, closed by the clock, another one open; minutes after the end; what ten minutes do.
CASES = {
    "no end to move": (Standing(None, True, False), 0, Effect.ENDLESS),
    "handed in, no end": (Standing(None, False, False), 0, Effect.ENDLESS),
    "open, time left": (Standing(END, True, False), -5, Effect.EXTENDED),
    "over, the clock has not come by yet": (Standing(END, True, False), 1, Effect.EXTENDED),
    # The clock closes it by its new end, and what came before that counts.
    "open and over even so": (Standing(END, True, False), 12, Effect.EXTENDED),
    "handed in by a person": (Standing(END, False, False), -5, Effect.HANDED_IN),
    "closed by the clock": (Standing(END, False, True), 4, Effect.REOPENED),
    "closed by the clock, in the grace of the new end": (
        Standing(END, False, True),
        10,
        Effect.REOPENED,
    ),
    "closed by the clock, over even so": (Standing(END, False, True), 11, Effect.COUNTED),
    "has begun another try": (Standing(END, False, True, True), 4, Effect.ELSEWHERE),
    "has begun another try, over even so": (Standing(END, False, True, True), 11, Effect.COUNTED),
}


class TestEffect:
    @pytest.mark.parametrize("case", CASES)
    def test_says_what_becomes_of(self, case):
        standing, minutes, expected = CASES[case]
        assert effect(standing, TEN, END + minutes * MINUTE) is expected


class TestAddedFor:
    @pytest.mark.parametrize(
        ("after_end", "left", "added"),
        [
            (timedelta(0), TEN, TEN),
            (5 * MINUTE, TEN, 15 * MINUTE),
            (-4 * MINUTE, TEN, 6 * MINUTE),
            (-20 * MINUTE, TEN, timedelta(0)),
            (timedelta(milliseconds=1), MINUTE, 61 * SECOND),
        ],
    )
    def test_leaves_so_much_from_now_in_whole_seconds(self, after_end, left, added):
        assert added_for(END, left, END + after_end) == added


class TestCanTakeBack:
    @pytest.mark.parametrize(
        ("minutes_before_the_end", "expected"), [(11, True), (10, False), (9, False), (-1, False)]
    )
    def test_asks_if_the_time_is_used(self, minutes_before_the_end, expected):
        assert can_take_back(END, TEN, END - minutes_before_the_end * MINUTE) is expected

    def test_has_nothing_to_take_without_an_end(self):
        assert not can_take_back(None, TEN, END)
