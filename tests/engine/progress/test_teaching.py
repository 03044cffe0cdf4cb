"""What a class's first answers say: tables of cases."""

from datetime import UTC, datetime, timedelta

import pytest

from quizzes.engine.progress.teaching import (
    FirstAnswer,
    Share,
    Trend,
    known_by,
    need_of,
    share_of,
    trend_of,
)

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def answers(*fractions, student=1, chance=0.0):
    return [
        FirstAnswer(student, place, place, place, NOW + timedelta(days=place), f, chance, 0.0)
        for place, f in enumerate(fractions)
    ]


def test_a_share_counts_students_and_who_missed():
    several = [*answers(1, 0.5), *answers(1, 1, student=2), *answers(0, student=3)]
    share = share_of(several)
    assert share == Share(0.7, 5, 3, 2)
    assert share.is_told
    assert not share_of(several[:3]).is_told
    assert share_of([]) == Share(None, 0, 0, 0)


@pytest.mark.parametrize(
    ("more", "less"),
    [
        # What was guessed is not known.
        (answers(*[1, 0] * 10, chance=0.5), answers(*[1, 0] * 10)),
        (answers(*[0] * 20), answers(*[0] * 4)),
        (answers(*[0] * 4), answers(*[0.5] * 4)),
        (answers(*[0.5] * 8), answers(*[1] * 8)),
    ],
)
def test_what_is_less_known_needs_it_more(more, less):
    assert need_of(more) > need_of(less)


def test_need_goes_from_who_knows_all_to_a_blind_guesser():
    assert need_of(answers(*[1] * 1000)) == pytest.approx(0, abs=0.01)
    assert need_of(answers(*[1, 0, 0, 0] * 250, chance=0.25)) == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize(
    ("before", "now", "trend"),
    [
        ((0.5, 8), (0.56, 8), Trend.UP),
        ((0.5, 8), (0.44, 8), Trend.DOWN),
        ((0.5, 8), (0.54, 8), Trend.SAME),
        ((0.1, 7), (0.9, 80), Trend.OPEN),
        ((0.1, 80), (0.9, 7), Trend.OPEN),
        ((None, 0), (0.9, 80), Trend.OPEN),
    ],
)
def test_a_change_needs_answers_on_both_sides(before, now, trend):
    assert trend_of(*(Share(mean, count, 1, 0) for mean, count in (before, now))) is trend


def test_a_belief_follows_answers_and_widens_with_time():
    good, bad = (known_by(answers(*[f] * 8), NOW + timedelta(days=8)) for f in (1, 0))
    later = known_by(answers(*[1] * 8), NOW + timedelta(days=200))
    assert bad.mean < 0.5 < good.mean
    assert later.high - later.low > good.high - good.low
