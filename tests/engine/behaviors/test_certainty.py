"""Certainty: what counts, what stands beside it, and how the certainty comes with the answer."""

from fractions import Fraction as F  # noqa: N817 - tables of cases stay narrow

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.behaviors import certainty, deferred
from quizzes.engine.behaviors.base import Action, TakenStep
from quizzes.engine.behaviors.certainty import (
    LEVELS,
    AtLevel,
    Claim,
    by_level,
    certainty_mark,
    certainty_total,
    unwrapped,
)
from tests.engine.behaviors.test_replay import score, steps
from tests.engine.kinds.strategies import json_values, shares

SAVE, CHECK, HINT, GIVE_UP = Action

CLAIMS = st.lists(
    st.builds(
        Claim,
        st.sampled_from([F(0), F(1)]),
        st.sampled_from(LEVELS),
        shares(0, 10),
        st.booleans(),
    )
)


class TestCertainty:
    @pytest.mark.parametrize(
        ("taken", "revision", "fraction", "state"),
        [
            ([], None, F(0), "unanswered"),
            ([(SAVE, "right")], 1, F(1), "answered"),
            ([(SAVE, "right"), (SAVE, "wrong")], 2, F(0), "answered"),
            ([(SAVE, "wrong"), (SAVE, "right")], 2, F(1), "answered"),
            ([(SAVE, "right"), (SAVE, None)], 2, F(0), "unanswered"),
            ([(SAVE, "right"), (SAVE, None, "unreadable")], 2, F(0), "unreadable"),
            ([(SAVE, "wrong"), (SAVE, "right", "late")], 1, F(0), "answered"),
        ],
    )
    def test_scores_accuracy_by_the_last_step_in_time(
        self, taken: list, revision: int | None, fraction: F, state: str
    ) -> None:
        found = certainty.outcome(steps(*taken), score)

        assert (found.counted_revision, found.fraction, found.state) == (revision, fraction, state)

    @given(
        st.lists(
            st.builds(
                TakenStep,
                st.integers(1, 9),
                st.just(SAVE),
                st.sampled_from(["right", "wrong", None]),
                st.booleans(),
                st.booleans(),
                st.sampled_from(LEVELS),
            ),
            max_size=6,
        ),
        st.sampled_from(LEVELS),
    )
    def test_scores_as_deferred_does_however_sure(self, taken: list[TakenStep], level: int) -> None:
        late = TakenStep(99, SAVE, "right", is_counted=False, certainty=level)

        assert certainty.outcome(taken, score) == deferred.outcome(taken, score)
        assert certainty.outcome([*taken, late], score) == certainty.outcome(taken, score)

    def test_takes_saves_only_and_never_finishes(self) -> None:
        taken = steps((SAVE, "right"))

        assert certainty.refusal(taken, SAVE, score) is None
        assert all(certainty.refusal(taken, action, score) for action in (CHECK, HINT, GIVE_UP))
        assert not certainty.is_finished(taken, score)
        assert not certainty.needs_history


class TestUnwrapped:
    @pytest.mark.parametrize(
        ("raw", "own", "level"),
        [
            ({"answer": "b", "certainty": 1}, "b", 1),
            ({"answer": "b", "certainty": 3}, "b", 3),
            ({"answer": ["a", "c"], "certainty": 2}, ["a", "c"], 2),
            ({"answer": {"gap": "x"}, "certainty": 2}, {"gap": "x"}, 2),
            ({"answer": "", "certainty": 3}, "", 3),
            # Nothing chosen is the lowest.
            ({"answer": "b"}, "b", 1),
            ({"answer": None}, None, 1),
            ({"answer": "b", "certainty": None}, "b", 1),
            # Only one wrapper is taken off.
            ({"answer": {"answer": "b"}}, {"answer": "b"}, 1),
        ],
    )
    def test_gives_the_answer_and_its_certainty(self, raw: object, own: object, level: int) -> None:
        assert unwrapped(raw) == (own, level)

    @pytest.mark.parametrize(
        "raw",
        [
            None,
            "b",
            ["b"],
            {},
            {"certainty": 2},
            {"answer": "b", "certainty": 0},
            {"answer": "b", "certainty": 4},
            {"answer": "b", "certainty": "2"},
            {"answer": "b", "certainty": 2.0},
            {"answer": "b", "certainty": True},
            {"answer": "b", "certainty": [2]},
            {"answer": "b", "certainty": 2, "more": 1},
            {"gap": "x"},
        ],
    )
    def test_leaves_anything_else_to_the_kind(self, raw: object) -> None:
        assert unwrapped(raw) == (raw, 1)

    @given(json_values | st.fixed_dictionaries({"answer": json_values, "certainty": json_values}))
    def test_takes_any_value(self, raw: object) -> None:
        assert unwrapped(raw)[1] in LEVELS


class TestCertaintyMark:
    @pytest.mark.parametrize(
        ("fraction", "level", "is_answered", "mark"),
        [
            (F(1), 1, True, 1),
            (F(1), 2, True, 2),
            (F(1), 3, True, 3),
            (F(0), 1, True, 0),
            (F(0), 2, True, -2),
            (F(0), 3, True, -6),
            (F(0), 1, False, 0),
            (F(0), 2, False, 0),
            (F(0), 3, False, 0),
        ],
    )
    def test_follows_gardner_medwin(
        self, fraction: F, level: int, is_answered: bool, mark: int
    ) -> None:
        assert certainty_mark(fraction, level, is_answered=is_answered) == mark

    @pytest.mark.parametrize(
        ("fraction", "level"), [(F(1, 2), 1), (F(2), 1), (F(1), 0), (F(1), 4), (F(0), -1)]
    )
    def test_takes_neither_partial_credit_nor_other_levels(self, fraction: F, level: int) -> None:
        with pytest.raises(ValueError, match="certainty"):
            certainty_mark(fraction, level, is_answered=True)

    @pytest.mark.parametrize(
        ("chance", "best"),
        [
            (F(0), {1}),
            (F(1, 2), {1}),
            (F(65, 100), {1}),
            (F(2, 3), {1, 2}),
            (F(3, 4), {2}),
            (F(4, 5), {2, 3}),
            (F(85, 100), {3}),
            (F(1), {3}),
        ],
    )
    def test_is_best_for_those_who_say_how_sure_they_are(self, chance: F, best: set[int]) -> None:
        expected = {
            level: chance * certainty_mark(F(1), level, is_answered=True)
            + (1 - chance) * certainty_mark(F(0), level, is_answered=True)
            for level in LEVELS
        }

        assert {level for level in LEVELS if expected[level] == max(expected.values())} == best


class TestCertaintyTotal:
    @pytest.mark.parametrize(
        ("claims", "total"),
        [
            ([], F(0)),
            ([Claim(F(1), 3, F(1))], F(3)),
            ([Claim(F(1), 3, F(2))], F(6)),
            ([Claim(F(0), 3, F(1, 2))], F(-3)),
            ([Claim(F(1), 2, F(1)), Claim(F(0), 2, F(1))], F(0)),
            ([Claim(F(1), 3, F(1)), Claim(F(0), 3, F(1), is_answered=False)], F(3)),
        ],
    )
    def test_multiplies_by_the_points(self, claims: list[Claim], total: F) -> None:
        assert certainty_total(claims) == total

    @given(CLAIMS)
    def test_lies_between_minus_six_and_three_times_the_points(self, claims: list[Claim]) -> None:
        points = sum((claim.points for claim in claims), F(0))

        assert -6 * points <= certainty_total(claims) <= 3 * points


class TestByLevel:
    def test_counts_what_was_right_and_answered_at_each_level(self) -> None:
        one = F(1)
        claims = [
            Claim(F(1), 3, one),
            Claim(F(1), 3, one),
            Claim(F(0), 3, one),
            Claim(F(0), 1, one),
            Claim(F(0), 2, one, is_answered=False),
        ]

        assert by_level(claims) == {1: AtLevel(0, 1), 2: AtLevel(0, 0), 3: AtLevel(2, 3)}

    @given(CLAIMS)
    def test_counts_each_answer_once(self, claims: list[Claim]) -> None:
        found = by_level(claims)

        assert sum(each.answered for each in found.values()) == sum(
            claim.is_answered for claim in claims
        )
        assert all(0 <= each.right <= each.answered for each in found.values())
