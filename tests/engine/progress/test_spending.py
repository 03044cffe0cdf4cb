"""The time that is spent on each question."""

from datetime import UTC, datetime, timedelta

import pytest

from quizzes.engine.progress.spending import time_spent

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("steps", "spent"),
    [
        ([], {}),
        ([(20, 1)], {1: 20}),
        ([(20, 1), (50, 2), (60, 1)], {1: 30, 2: 30}),
        ([(50, 2), (20, 1)], {1: 20, 2: 30}),
        # Left alone: five minutes at most, and what comes after is counted as ever.
        ([(20, 1), (20 + 3600, 2), (3650, 3)], {1: 20, 2: 300, 3: 30}),
        # All on one page, saved at once.
        ([(60, 1), (60, 2), (60, 3), (70, 3)], {1: 20, 2: 20, 3: 30}),
        # A clock that was set back costs nobody anything.
        ([(-5, 1), (10, 2)], {1: 0, 2: 10}),
    ],
)
def test_is_the_gap_before_each_step(steps, spent):
    moments = [(START + timedelta(seconds=seconds), question) for seconds, question in steps]
    assert time_spent(START, moments) == spent
