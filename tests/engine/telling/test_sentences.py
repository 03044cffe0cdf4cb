"""What notices say, and when a daily mail goes."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from quizzes.engine.telling.sentences import sentence
from quizzes.engine.telling.times import next_morning

IN_CLASS = {"quiz": "Silk", "class": "5 b"}
DUE = datetime(2026, 3, 9, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "words", "said"),
    [
        ("assigned", IN_CLASS, "New in 5 b: Silk"),
        ("assigned", {**IN_CLASS, "due_at": ""}, "New in 5 b: Silk"),
        ("assigned", {**IN_CLASS, "due_at": "soon"}, "New in 5 b: Silk"),
        (
            "assigned",
            {**IN_CLASS, "due_at": DUE.isoformat()},
            f"New in 5 b: Silk, due {DUE}",
        ),
        ("assigned", {}, "A new assignment waits for you"),
        ("to_mark", {**IN_CLASS, "count": "1"}, "1 answer waits for marking: Silk in 5 b"),
        ("to_mark", {"count": "12"}, "12 answers wait for marking"),
        ("to_mark", {}, "Answers wait for marking"),
        ("joined", {"student": "100 %(class)s", "class": "5 b"}, "100 %(class)s wants to join 5 b"),
    ],
)
def test_says_the_most_that_is_known(kind, words, said):
    assert str(sentence(kind, words)) == said


@pytest.mark.parametrize(
    ("now", "zone", "morning"),
    [
        ("2026-03-02T06:59+00:00", "UTC", "2026-03-02T07:00+00:00"),
        ("2026-03-02T07:00+00:00", "UTC", "2026-03-03T07:00+00:00"),
        # It is nine in the evening there already.
        ("2026-03-02T16:00+00:00", "Asia/Almaty", "2026-03-03T02:00+00:00"),
        # The clocks go forward in the night between.
        ("2026-03-28T20:00+00:00", "Europe/Berlin", "2026-03-29T05:00+00:00"),
        # It is yesterday there.
        ("2026-03-02T01:00+00:00", "Pacific/Honolulu", "2026-03-02T17:00+00:00"),
    ],
)
def test_the_next_morning_is_seven_on_the_readers_clock(now, zone, morning):
    found = next_morning(datetime.fromisoformat(now), ZoneInfo(zone))
    assert found == datetime.fromisoformat(morning)
