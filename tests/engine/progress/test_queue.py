"""Which questions come, in which order, and how many tomorrow."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.engine.progress.queue import Waiting, forecast, interleaved, queue

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def card(question: int, days_late: float, stability: float | None = 10) -> Waiting:
    return Waiting(question, NOW - timedelta(days=days_late), stability)


class TestQueue:
    @pytest.mark.parametrize(
        ("cards", "limit", "order"),
        [
            ([], 5, ()),
            # Due at this second, and a second later.
            ([card(1, 0), card(2, -1 / 86400)], 5, (1,)),
            # Ten days late is more for what lasts ten days than for what lasts a hundred.
            ([card(1, 10, 100), card(2, 10, 10), card(3, 30, 100)], 5, (2, 3, 1)),
            ([card(1, 10, 100), card(2, 10, 10), card(3, 30, 100)], 2, (2, 3)),
            # What lasts less than a day, or was never answered, has rested a day as well.
            ([card(1, 2, 0.2), card(2, 3, None), card(3, 4, 1)], 5, (3, 2, 1)),
            # As late as each other: by key, the same at every request.
            ([card(2, 1), card(1, 1)], 5, (1, 2)),
            ([card(1, 1)], 0, ()),
            ([card(1, 1)], -3, ()),
        ],
    )
    def test_is_relatively_most_overdue_first(self, cards, limit, order):
        assert queue(cards, limit, NOW) == order


class TestInterleaved:
    @pytest.mark.parametrize(
        ("questions", "order"),
        [
            ([], ""),
            ([("a", [1])], "a"),
            ([("a", [1]), ("b", [1]), ("c", [2])], "acb"),
            # The topic with most questions begins, or two of it would stay at the end.
            ([("a", [1]), ("b", [2]), ("c", [2])], "bac"),
            ([("a", [1]), ("b", [1]), ("c", [])], "acb"),
            # It cannot be avoided.
            ([("a", [1]), ("b", [1])], "ab"),
            # Several topics: those that share one stand apart.
            ([("a", [1, 2]), ("b", [2, 3]), ("c", [4])], "acb"),
        ],
    )
    def test_keeps_a_topic_from_its_like(self, questions, order):
        assert "".join(interleaved(questions)) == order

    @settings(max_examples=25)
    @given(st.lists(st.integers(1, 5), max_size=24))
    def test_loses_nothing_and_has_no_neighbors_where_that_can_be(self, topics):
        order = interleaved([(place, [topic]) for place, topic in enumerate(topics)])
        assert sorted(order) == list(range(len(topics)))
        alike = sum(topics[a] == topics[b] for a, b in pairwise(order))
        most = max((topics.count(topic) for topic in topics), default=0)
        assert alike == max(0, 2 * most - len(topics) - 1)


class TestForecast:
    @pytest.mark.parametrize(
        ("coming", "limit", "left", "expected"),
        [
            ([0, 0, 0], 20, 20, (0, 0, 0)),
            ([2, 0, 1], 20, 20, (2, 0, 1)),
            # After a pause: spread, never more than a day's limit.
            ([50, 0, 0, 0], 20, 20, (20, 20, 10, 0)),
            ([50, 5, 0, 0], 20, 0, (0, 20, 20, 15)),
            ([3, 0], 20, -1, (0, 3)),
        ],
    )
    def test_spreads_what_is_more_than_a_day_takes(self, coming, limit, left, expected):
        assert forecast(coming, limit=limit, left_today=left) == expected

    @settings(max_examples=25)
    @given(st.lists(st.integers(0, 40), max_size=20), st.integers(1, 20), st.integers(0, 20))
    def test_keeps_the_limit_and_counts_nothing_twice(self, coming, limit, left):
        room = [0] * (1 + sum(coming))
        days = forecast([*coming, *room], limit=limit, left_today=min(left, limit))
        assert max(days) <= limit
        assert sum(days) == sum(coming)
