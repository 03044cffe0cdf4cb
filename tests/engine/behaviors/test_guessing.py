"""What a blind guesser earns: numbers computed by hand, under every behavior."""

from collections.abc import Mapping
from fractions import Fraction as F  # noqa: N817 - tables of cases stay narrow

import pytest

from quizzes.engine.behaviors import certainty, deferred, guessing, immediate
from quizzes.engine.behaviors.base import Behavior
from quizzes.engine.behaviors.interactive import Interactive, interactive

TYPED: Mapping[F, int] = {}
JUDGED = {F(0): 1, F(1): 1}
ONE_OF_THREE = {F(0): 2, F(1): 1}
ONE_OF_FOUR = {F(0): 3, F(1): 1}
# Kendall's tau of the six orders of three, not below 0: 1, 1/3 twice, 0 three times.
THREE_IN_ORDER = {F(0): 3, F(1, 3): 2, F(1): 1}
# A right one, a half right one and three wrong ones.
HALF_RIGHT = {F(0): 3, F(1, 2): 1, F(1): 1}


class TestChance:
    @pytest.mark.parametrize("behavior", [deferred, immediate])
    @pytest.mark.parametrize(
        ("guesses", "some", "whole"),
        [
            (TYPED, F(0), F(0)),
            (JUDGED, F(1, 2), F(1, 2)),
            (ONE_OF_THREE, F(1, 3), F(1, 3)),
            (ONE_OF_FOUR, F(1, 4), F(1, 4)),
            (THREE_IN_ORDER, F(5, 18), F(1, 6)),
            (HALF_RIGHT, F(3, 10), F(1, 5)),
        ],
    )
    def test_is_that_of_one_guess(
        self, guesses: Mapping[F, int], some: F, whole: F, behavior: Behavior
    ) -> None:
        assert guessing.chance(guesses, behavior, is_all_or_nothing=False) == some
        assert guessing.chance(guesses, behavior, is_all_or_nothing=True) == whole

    @pytest.mark.parametrize(
        ("guesses", "share"),
        [(TYPED, F(0)), (JUDGED, F(1, 2)), (ONE_OF_FOUR, F(1, 4)), (HALF_RIGHT, F(1, 5))],
    )
    @pytest.mark.parametrize("is_all_or_nothing", [False, True])
    def test_is_the_share_right_where_one_says_how_sure_one_is(
        self, guesses: Mapping[F, int], share: F, is_all_or_nothing: bool
    ) -> None:
        chance = guessing.chance(guesses, certainty, is_all_or_nothing=is_all_or_nothing)

        assert chance == share
        # At level 1 it is what the guesser's certainty marks come to.
        marks = [
            count * certainty.certainty_mark(F(fraction == 1), 1, is_answered=True)
            for fraction, count in guesses.items()
        ]
        assert chance == F(sum(marks), sum(guesses.values()) or 1)

    @pytest.mark.parametrize(
        ("guesses", "behavior", "some", "whole"),
        [
            (TYPED, interactive(None), F(0), F(0)),
            # One try, as with a check.
            (JUDGED, interactive(2), F(1, 2), F(1, 2)),
            # 1/3, else one of the two left at half price: 2/3 × 1/2 × 1/2.
            (ONE_OF_THREE, interactive(3), F(1, 2), F(1, 2)),
            # 1/4, else one of the three left for two thirds: 3/4 × 1/3 × 2/3.
            (ONE_OF_FOUR, interactive(4), F(5, 12), F(5, 12)),
            # All tries: 1/4 × (1 + 2/3 + 1/3 + 0).
            (ONE_OF_FOUR, Interactive(4, F(1, 3)), F(1, 2), F(1, 2)),
            # More tries than answers: each is taken once.
            (ONE_OF_THREE, Interactive(9, F(0)), F(1), F(1)),
            (ONE_OF_THREE, Interactive(9, F(1, 4)), F(3, 4), F(3, 4)),
            # A second try that is worth nothing.
            (ONE_OF_FOUR, Interactive(2, F(1)), F(1, 4), F(1, 4)),
            # Of 30 pairs of tries: 1 first five times, 1 second five times for 2/3; without 1, of
            # 20 pairs, a third first eight times, a third second six times for 2/9, nothing else:
            # (5 + 10/3 + 8/3 + 4/3) / 30. Whole: 1/6 + 5/6 × 1/5 × 2/3.
            (THREE_IN_ORDER, interactive(None), F(37, 90), F(5, 18)),
            # Of 20 pairs: 1 first four times, 1 second four times for 2/3, of which the half first
            # is once, and worth less; half first else three times, half second three times for 1/3:
            # (4 + 8/3 + 3/2 + 1) / 20. Whole: 1/5 + 4/5 × 1/4 × 2/3.
            (HALF_RIGHT, interactive(None), F(11, 24), F(1, 3)),
            # A dear second try, worth a quarter: the half before a 1 is the better of the two.
            # Twentieths: 4, 3/4, 1/2, 3/2 and 3/8 together.
            (HALF_RIGHT, Interactive(2, F(3, 4)), F(57, 160), F(1, 4)),
        ],
    )
    def test_is_that_of_the_best_of_several_tries(
        self, guesses: Mapping[F, int], behavior: Interactive, some: F, whole: F
    ) -> None:
        assert guessing.chance(guesses, behavior, is_all_or_nothing=False) == some
        assert guessing.chance(guesses, behavior, is_all_or_nothing=True) == whole

    def test_is_no_less_with_another_try_and_no_more_with_a_dearer_one(self) -> None:
        by_tries = [
            guessing.best_of_tries(THREE_IN_ORDER, Interactive(tries, F(1, 3)))
            for tries in range(1, 8)
        ]
        by_penalty = [
            guessing.best_of_tries(THREE_IN_ORDER, Interactive(3, F(tenths, 10)))
            for tenths in range(11)
        ]

        assert by_tries == sorted(by_tries)
        assert by_penalty == sorted(by_penalty, reverse=True)
