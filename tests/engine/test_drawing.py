"""Drawing: nothing twice, the least met first, as many as there are, the same for a seed."""

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.engine.drawing import (
    Place,
    attempts_until_repetition,
    count_of,
    drawn,
    missing,
)


def draw(*places: Place, met: dict[int, int] | None = None, seed: int = 1):
    return drawn(places, met or {}, random.Random(seed))


class TestDrawn:
    def test_fixed_questions_stand_where_they_are_and_are_in_no_draw(self):
        for seed in range(20):
            asked = draw(Place((1, 2, 3), 2), Place((2,)), Place((2,)), seed=seed)
            assert asked[1:] == ((2,), ())
            assert set(asked[0]) == {1, 3}

    @pytest.mark.parametrize(
        ("met", "wanted"),
        [
            ({1: 1, 2: 1, 3: 1}, {4, 5, 6}),
            ({1: 2, 2: 2, 3: 1, 4: 1, 5: 1, 6: 2}, {3, 4, 5}),
            ({1: 1, 2: 1, 3: 1, 4: 1, 5: 0, 6: 3}, None),
        ],
    )
    def test_takes_first_what_was_not_met_then_what_was_met_least(self, met, wanted):
        (asked,) = draw(Place((1, 2, 3, 4, 5, 6), 3), met=met)
        assert set(asked) == wanted if wanted else {5} < set(asked) and 6 not in asked

    def test_a_pool_of_six_with_three_drawn_repeats_after_two_attempts(self):
        met: Counter[int] = Counter()
        for _attempt in range(attempts_until_repetition(6, 3)):
            met.update(draw(Place((1, 2, 3, 4, 5, 6), 3), met=met)[0])
        assert set(met.values()) == {1}
        assert len(met) == 6

    def test_is_the_same_for_a_seed_and_another_for_others(self):
        pool = Place(tuple(range(30)), 5)
        same = draw(pool, seed=3), draw(Place(tuple(reversed(pool.questions)), 5), seed=3)
        assert same[0] == same[1]
        assert len({draw(pool, seed=seed) for seed in range(10)}) > 5

    def test_overlapping_pools_are_all_filled_where_they_can_be(self):
        for seed in range(20):
            wide, narrow = draw(Place((1, 2, 3), 2), Place((1,), 1), seed=seed)
            assert (set(wide), narrow) == ({2, 3}, (1,))

    def test_a_small_pool_asks_what_there_is(self):
        places = [Place((1, 2), 5), Place((7,)), Place((7, 8), 2)]
        assert [len(each) for each in draw(*places)] == [2, 1, 1]
        assert (count_of(places), list(missing(places))) == (4, [(0, 3), (2, 1)])

    @settings(max_examples=25, deadline=None)
    @given(
        places=st.lists(
            st.builds(
                Place,
                st.lists(st.integers(1, 9), unique=True, max_size=6).map(tuple),
                st.integers(1, 4),
            )
            | st.builds(Place, st.integers(1, 9).map(lambda one: (one,))),
            max_size=5,
        ),
        met=st.dictionaries(st.integers(1, 9), st.integers(0, 3)),
        seed=st.integers(),
    )
    def test_asks_no_question_twice_and_every_student_as_many(self, places, met, seed):
        found = draw(*places, met=met, seed=seed)
        asked = [question for each in found for question in each]
        assert len(set(asked)) == len(asked) == count_of(places)
        for place, each in zip(places, found, strict=True):
            assert set(each) <= set(place.questions)
            assert len(each) <= (place.draw_count or 1)


@pytest.mark.parametrize(
    ("pool", "count", "attempts"), [(6, 3, 2), (7, 3, 2), (5, 3, 1), (3, 3, 1), (2, 3, 1)]
)
def test_a_pool_lasts_so_many_attempts(pool, count, attempts):
    assert attempts_until_repetition(pool, count) == attempts
