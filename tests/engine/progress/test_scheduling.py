"""FSRS-6: held to the numbers that its researchers publish, not to its own output."""

from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction

import pytest

from quizzes.engine.progress.scheduling import (
    AGAIN,
    EASY,
    GOOD,
    HARD,
    card_of,
    due_at,
    interval_days,
    rating_of,
    replayed,
    retrievability,
    workload,
)

BEGIN = datetime(2022, 11, 29, 12, 30, tzinfo=UTC)
DAY, STEP = timedelta(days=1), timedelta(minutes=10)
TARGET = 0.9


class TestPublished:
    """Of py-fsrs 6.3's tests/test_basic.py and ts-fsrs's FSRS-6.test.ts, which agree."""

    # Days to the next review; a 0 is a step of ten minutes, which we do not have: there the
    # published next review is ten minutes later, and our interval is a day at least.
    RATINGS = (GOOD,) * 6 + (AGAIN,) * 2 + (GOOD,) * 5
    INTERVALS = (0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21)

    def test_intervals(self):
        at, reviews, found = BEGIN, [], []
        for rating, days in zip(self.RATINGS, self.INTERVALS, strict=True):
            reviews.append((at, rating))
            card = replayed(reviews, TARGET)
            found.append((card.due_at - at) // DAY if days else 0)
            assert card.due_at >= at + DAY
            at += days * DAY if days else STEP
        assert tuple(found) == self.INTERVALS

    def test_memory_after_a_sequence(self):
        at, reviews = BEGIN, []
        for rating, days in zip((AGAIN,) + (GOOD,) * 5, (0, 0, 1, 3, 8, 21), strict=True):
            at += days * DAY
            reviews.append((at, rating))
        card = replayed(reviews, TARGET)
        assert card.stability == pytest.approx(53.62691, abs=1e-4)
        assert card.difficulty == pytest.approx(6.3574867, abs=1e-4)
        assert (card.review_count, card.lapse_count, card.last_review_at) == (6, 0, at)

    @pytest.mark.parametrize(
        ("rating", "stability", "difficulty"),
        [
            (AGAIN, 0.212, 6.4133),
            (HARD, 1.2931, 5.11217071),
            (GOOD, 2.3065, 2.11810397),
            (EASY, 8.2956, 1),
        ],
    )
    def test_the_first_answer(self, rating, stability, difficulty):
        card = replayed([(BEGIN, rating)], TARGET)
        assert card.stability == pytest.approx(stability)
        assert card.difficulty == pytest.approx(difficulty)

    def test_easy_again_and_again_is_as_easy_as_it_gets(self):
        reviews = [(BEGIN + timedelta(microseconds=n), EASY) for n in range(10)]
        assert replayed(reviews, TARGET).difficulty == 1

    def test_the_chance_to_remember(self):
        # ts-fsrs: an easy card of 8.2956 days, asked after 8.
        assert retrievability(8.2956, 8) == pytest.approx(0.9024733, abs=1e-7)
        assert retrievability(8.2956, 8.2956) == pytest.approx(0.9)


class TestIntervalDays:
    @pytest.mark.parametrize(
        ("stability", "retention", "days"),
        [
            (10, 0.9, 10),
            # Never shorter than a day, never longer than a century.
            (0.001, 0.97, 1),
            (1e6, 0.7, 36500),
        ],
    )
    def test_is_the_stability_at_nine_of_ten(self, stability, retention, days):
        assert interval_days(stability, retention) == days

    def test_is_shorter_the_more_is_to_be_remembered(self):
        found = [interval_days(50, target) for target in (0.7, 0.8, 0.9, 0.95, 0.97)]
        assert found == sorted(found, reverse=True)
        assert len(set(found)) == 5

    def test_ends_when_the_chance_has_fallen_to_the_target(self):
        for target in (0.7, 0.8, 0.95):
            assert retrievability(300, interval_days(300, target)) == pytest.approx(
                target, abs=0.002
            )

    def test_moves_a_card_as_playing_it_again_does(self):
        reviews = [(BEGIN, GOOD), (BEGIN + 3 * DAY, GOOD), (BEGIN + 20 * DAY, HARD)]
        at_nine = replayed(reviews, TARGET)
        moved = due_at(reviews[-1][0], at_nine.stability, 0.8)
        assert moved == replayed(reviews, 0.8).due_at > at_nine.due_at


class TestReplayed:
    def test_counts_what_was_known_and_forgotten(self):
        ratings = (AGAIN, GOOD, AGAIN, AGAIN, HARD, AGAIN)
        card = replayed([(BEGIN + n * DAY, each) for n, each in enumerate(ratings)], TARGET)
        assert (card.review_count, card.lapse_count) == (6, 2)

    def test_takes_moments_of_any_zone(self):
        there = BEGIN.astimezone(timezone(timedelta(hours=5)))
        assert replayed([(there, GOOD)], TARGET) == replayed([(BEGIN, GOOD)], TARGET)


class TestCardOf:
    def test_left_out_comes_back_a_day_after_the_last_time(self):
        card = card_of([(BEGIN, None), (BEGIN + DAY, None)], TARGET)
        assert (card.due_at, card.stability, card.review_count) == (BEGIN + 2 * DAY, None, 0)

    def test_what_was_left_out_changes_nothing_of_what_was_answered(self):
        answered = [(BEGIN, GOOD)]
        assert card_of([*answered, (BEGIN + DAY, None)], TARGET) == card_of(answered, TARGET)


@pytest.mark.parametrize(
    ("fraction", "judged", "rating"),
    [
        (None, None, None),
        (None, EASY, None),
        (Fraction(1), None, GOOD),
        (Fraction(1), HARD, HARD),
        (Fraction(1), GOOD, GOOD),
        (Fraction(1), EASY, EASY),
        # Nobody calls wrong what was right.
        (Fraction(1), AGAIN, GOOD),
        (Fraction(2, 3), None, AGAIN),
        (Fraction(2, 3), EASY, AGAIN),
        (Fraction(0), HARD, AGAIN),
    ],
)
def test_ratings(fraction, judged, rating):
    assert rating_of(fraction, judged) == rating


def test_workload_is_a_review_in_each_interval():
    assert workload([10, 20], [0.9]) == {0.9: pytest.approx(0.15)}
    more = workload([3, 30, 300], [0.8, 0.9, 0.95])
    assert more[0.8] < more[0.9] < more[0.95]
    assert workload([], [0.9]) == {0.9: 0}
