"""Ordering: three measures, the chance of each, a shuffle that is never right, and mistakes."""

import itertools
import json
import random
from collections import Counter
from dataclasses import replace
from fractions import Fraction as F  # noqa: N817 - tables of cases stay narrow
from math import factorial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.kinds import ordering as kind
from quizzes.engine.kinds.base import InvalidResponse, InvalidSpec
from quizzes.engine.kinds.ordering import Scoring
from tests.engine.kinds.strategies import json_values


def spec(ids: str, scoring: Scoring = Scoring.PAIRS) -> kind.Spec:
    """Items by letter in the right order."""
    return kind.Spec(tuple(kind.Item(id_, f"Item {id_}") for id_ in ids), scoring)


SPEC_STRATEGY = st.builds(
    spec,
    st.lists(st.sampled_from("abcdefghijklmnop"), min_size=3, max_size=12, unique=True).map(
        "".join
    ),
    st.sampled_from(Scoring),
)

every_measure = pytest.mark.parametrize("scoring", Scoring)


class TestScore:
    @pytest.mark.parametrize(
        ("size", "order", "pairs", "places", "subsequence"),
        [
            (3, "abc", F(1), F(1), F(1)),
            (3, "acb", F(1, 3), F(1, 3), F(2, 3)),
            (3, "bac", F(1, 3), F(1, 3), F(2, 3)),
            (3, "bca", F(0), F(0), F(2, 3)),
            (3, "cab", F(0), F(0), F(2, 3)),
            (3, "cba", F(0), F(1, 3), F(0)),
            (4, "abcd", F(1), F(1), F(1)),
            (4, "abdc", F(2, 3), F(1, 2), F(3, 4)),
            (4, "acdb", F(1, 3), F(1, 4), F(3, 4)),
            (4, "badc", F(1, 3), F(0), F(1, 2)),
            (4, "bcda", F(0), F(0), F(3, 4)),
            (4, "dabc", F(0), F(0), F(3, 4)),
            (4, "adcb", F(0), F(1, 2), F(1, 2)),
            (4, "cdab", F(0), F(0), F(1, 2)),
            (4, "dcba", F(0), F(0), F(0)),
            # In order with gaps: a b d f; a c d f; b d e is shorter.
            (6, "acbdfe", F(11, 15), F(1, 3), F(2, 3)),
            (6, "fabcde", F(1, 3), F(0), F(5, 6)),
            (12, "abcdefghijlk", F(32, 33), F(5, 6), F(11, 12)),
            (12, "lbcdefghijka", F(4, 11), F(5, 6), F(5, 6)),
            (12, "lkjihgfedcba", F(0), F(0), F(0)),
        ],
    )
    def test_is_by_the_measure_that_the_author_chose(
        self, size: int, order: str, pairs: F, places: F, subsequence: F
    ) -> None:
        asked = spec("abcdefghijkl"[:size])
        earned = [
            kind.score(replace(asked, scoring=scoring), tuple(order)).fraction
            for scoring in (Scoring.PAIRS, Scoring.PLACES, Scoring.SUBSEQUENCE)
        ]

        assert earned == [pairs, places, subsequence]

    @every_measure
    def test_goes_by_the_author_s_order_and_not_by_the_ids(self, scoring: Scoring) -> None:
        assert kind.score(spec("cab", scoring), tuple("cab")).fraction == 1
        assert kind.score(spec("cab", scoring), tuple("abc")).fraction < 1

    @given(asked=SPEC_STRATEGY, rng=st.randoms(use_true_random=False))
    def test_is_1_for_the_right_order_alone(self, asked: kind.Spec, rng: random.Random) -> None:
        right = json.loads(json.dumps(kind.correct_response(asked)))
        order = rng.sample(right, k=len(right))
        response = kind.parse(asked, order, "en")

        assert kind.score(asked, kind.parse(asked, right, "en")).fraction == 1
        assert response == tuple(order)
        assert 0 <= kind.score(asked, response).fraction <= 1
        assert (kind.score(asked, response).fraction == 1) == (order == right)
        assert kind.score(asked, response).parts == ()

    @given(rng=st.randoms(use_true_random=False), size=st.integers(3, 8))
    def test_finds_the_longest_subsequence(self, rng: random.Random, size: int) -> None:
        right = "abcdefgh"[:size]
        order = tuple(rng.sample(right, k=size))
        longest = max(
            length
            for length in range(1, size + 1)
            if any(list(taken) == sorted(taken) for taken in itertools.combinations(order, length))
        )
        expected = F(longest, size) if longest > 1 else 0

        assert kind.score(spec(right, Scoring.SUBSEQUENCE), order).fraction == expected


class TestParse:
    @pytest.mark.parametrize("raw", [None, []])
    def test_tells_blank(self, raw: object) -> None:
        assert kind.parse(spec("abc"), raw, "en") is None

    def test_keeps_the_order(self) -> None:
        assert kind.parse(spec("abc"), ["c", "a", "b"], "en") == ("c", "a", "b")

    @pytest.mark.parametrize(
        "raw",
        [
            ["a", "b"],
            ["a", "b", "b"],
            ["a", "b", "z"],
            ["a", "b", "c", "a"],
            ["a", "b", "c", ""],
            ["a", "b", " c"],
            ["a", "b", None],
            ["a", "b", ["c"]],
            ["a", "b", {"c": "c"}],
            ["a", "b", 3],
            [True, False, None],
            ["a"] * 1_000_000,
            [""],
            {"a": 1, "b": 2, "c": 3},
            {},
            "abc",
            "",
            0,
            False,
            1.5,
        ],
    )
    def test_refuses_what_is_no_list_of_all_items(self, raw: object) -> None:
        with pytest.raises(InvalidResponse):
            kind.parse(spec("abc"), raw, "en")

    @given(asked=SPEC_STRATEGY, raw=json_values | st.lists(st.sampled_from("abcd"), max_size=5))
    def test_reads_any_json_or_says_that_it_cannot(self, asked: kind.Spec, raw: object) -> None:
        try:
            response = kind.parse(asked, raw, "en")
        except InvalidResponse:
            return
        assert response is None or sorted(response) == sorted(item.id for item in asked.items)


def mean_over_all_orders(asked: kind.Spec) -> F:
    """What a guess earns on average, by trying everything."""
    orders = list(itertools.permutations(item.id for item in asked.items))
    return F(sum(kind.score(asked, order).fraction for order in orders), len(orders))


def by_inversions(counts: list[int]) -> F:
    """The chance by pairs from how many orders have 0, 1, 2… inversions, as published."""
    largest = len(counts) - 1
    earned = sum(n * max(F(0), 1 - F(2 * k, largest)) for k, n in enumerate(counts))
    return F(earned, sum(counts))


class TestChance:
    @every_measure
    @pytest.mark.parametrize("size", range(3, 8))
    def test_is_the_mean_over_all_orders(self, size: int, scoring: Scoring) -> None:
        asked = spec("gfedcba"[:size], scoring)

        assert kind.chance(asked) == mean_over_all_orders(asked)

    @pytest.mark.parametrize(
        ("size", "half"),
        [
            # Mahonian numbers, OEIS A008302: rows are the same from both ends.
            (4, [1, 3, 5, 6]),
            (8, [1, 7, 27, 76, 174, 343, 602, 961, 1415, 1940, 2493, 3017, 3450, 3736, 3836]),
        ],
    )
    def test_by_pairs_agrees_with_published_counts(self, size: int, half: list[int]) -> None:
        counts = half + half[-2::-1]

        assert sum(counts) == factorial(size)
        assert kind.chance(spec("abcdefgh"[:size])) == by_inversions(counts)

    @pytest.mark.parametrize("size", range(3, 13))
    def test_by_pairs_agrees_with_the_generating_function(self, size: int) -> None:
        # The product of 1 + x + ... + x^(j - 1) at an x that is larger than any count.
        bits, product = 32, 1
        for j in range(1, size + 1):
            product *= sum(1 << (bits * power) for power in range(j))
        largest = size * (size - 1) // 2
        counts = [(product >> (bits * k)) % (1 << bits) for k in range(largest + 1)]

        assert kind.chance(spec("abcdefghijkl"[:size])) == by_inversions(counts)

    @pytest.mark.parametrize(
        ("size", "lengths"),
        [
            # OEIS A003316: the sum of the lengths of the longest increasing subsequences of all
            # orders. The order from last to first, of length 1, earns nothing here.
            (3, 12),
            (4, 58),
            (5, 335),
            (6, 2_261),
            (7, 17_465),
            (8, 152_020),
            (9, 1_473_057),
            (10, 15_730_705),
            (11, 183_571_817),
            (12, 2_324_298_010),
        ],
    )
    def test_by_subsequence_agrees_with_published_sums(self, size: int, lengths: int) -> None:
        asked = spec("abcdefghijkl"[:size], Scoring.SUBSEQUENCE)

        assert kind.chance(asked) == F(lengths - 1, size * factorial(size))

    @pytest.mark.parametrize(
        ("size", "scoring", "expected"),
        [
            (3, Scoring.PAIRS, F(5, 18)),
            (3, Scoring.PLACES, F(1, 3)),
            (3, Scoring.SUBSEQUENCE, F(11, 18)),
            (12, Scoring.PLACES, F(1, 12)),
        ],
    )
    def test_is_exact(self, size: int, scoring: Scoring, expected: F) -> None:
        assert kind.chance(spec("abcdefghijkl"[:size], scoring)) == expected

    @given(asked=SPEC_STRATEGY)
    def test_is_below_certainty(self, asked: kind.Spec) -> None:
        assert 0 < kind.chance(asked) < 1


class TestCheckSpec:
    @pytest.mark.parametrize(
        ("wrong", "message"),
        [
            (spec(""), "at least three items"),
            (spec("ab"), "at least three items"),
            (spec("abcdefghijklm"), "At most 12 items"),
            (spec("ab "), "plain letters"),
            (replace(spec("abc"), items=(*spec("ab").items, kind.Item("", "C"))), "plain letters"),
            (spec("aba"), "same id"),
            (replace(spec("abc"), items=(*spec("ab").items, kind.Item("c", " \n"))), "no text"),
            (
                replace(spec("abc"), items=(*spec("ab").items, kind.Item("c", "Item \n b "))),
                "same text",
            ),
        ],
    )
    def test_refuses_an_author_s_mistake(self, wrong: kind.Spec, message: str) -> None:
        with pytest.raises(InvalidSpec, match=message):
            kind.check_spec(wrong)

    @pytest.mark.parametrize(
        ("asked", "is_warned"),
        [
            (spec("abc"), False),
            (spec("abc", Scoring.PLACES), False),
            (spec("abc", Scoring.SUBSEQUENCE), True),
            (spec("abcdef", Scoring.SUBSEQUENCE), True),
            (spec("abcdefg", Scoring.SUBSEQUENCE), False),
            (spec("abcdefghijkl"), False),
        ],
    )
    def test_warns_where_half_can_be_guessed(self, asked: kind.Spec, is_warned: bool) -> None:
        assert [str(warning) for warning in kind.check_spec(asked)] == [
            "More than half of the points can be had by guessing."
        ] * is_warned


class TestShuffled:
    def test_gives_all_orders_but_the_right_one_equally_often(self) -> None:
        asked, rng = spec("bac"), random.Random(20)
        shown = Counter("".join(kind.shuffled(asked, rng)) for _ in range(5_000))

        assert sorted(shown) == ["abc", "acb", "bca", "cab", "cba"]
        # Each 1000 times, give or take five standard deviations (28).
        assert all(abs(times - 1_000) < 142 for times in shown.values())

    def test_can_give_all_others_of_four(self) -> None:
        asked, rng = spec("abcd"), random.Random(4)
        shown = {kind.shuffled(asked, rng) for _ in range(1_000)}

        assert shown == set(itertools.permutations("abcd")) - {tuple("abcd")}

    @given(asked=SPEC_STRATEGY, seed=st.integers())
    def test_depends_on_the_seed_alone_and_is_never_right(
        self, asked: kind.Spec, seed: int
    ) -> None:
        order = kind.shuffled(asked, random.Random(seed))

        assert order == kind.shuffled(asked, random.Random(seed))
        assert sorted(order) == sorted(item.id for item in asked.items)
        assert list(order) != kind.correct_response(asked)


class TestTexts:
    @given(asked=SPEC_STRATEGY)
    def test_are_the_items_and_tell_nothing_of_their_order(self, asked: kind.Spec) -> None:
        turned = replace(asked, items=asked.items[::-1])

        assert kind.texts(asked) == {item.id: item.text for item in asked.items}
        assert kind.public_texts(asked) == kind.texts(asked)
        assert list(kind.texts(turned)) == list(kind.texts(asked))
        assert kind.choices(turned, "") == kind.choices(asked, "")
        assert set(kind.choices(asked, "")) == kind.texts(asked).keys()

    def test_have_no_feedback_and_nothing_chosen(self) -> None:
        assert kind.feedback_keys(spec("abc"), tuple("cab")) == ()
        assert kind.chosen(tuple("cab")) == frozenset()


class TestContract:
    def test_answers_as_one_part_that_is_no_choice_among_a_few(self) -> None:
        assert kind.part_ids(spec("abc")) == ()
        assert kind.option_count(spec("abc")) is None
        assert kind.reading(spec("abc"), ["a", "b", "c"], "en") is None


def test_says_in_which_direction_to_order() -> None:
    assert str(kind.instruction(spec("abc"))) == "Put these in order, from first to last."
