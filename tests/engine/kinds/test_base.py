"""Specs to and from JSON, ids, and reading raw text."""

import random
from fractions import Fraction

import pytest

from quizzes.engine.kinds import multiple_choice, single_choice
from quizzes.engine.kinds.base import (
    InvalidResponse,
    InvalidSpec,
    chance_warnings,
    dump_spec,
    load_spec,
    new_id,
    read_text,
)

SPEC = {
    "options": [
        {"id": "a", "text": "A", "is_right": True, "weight": "2/3", "feedback": "Yes."},
        {"id": "b", "text": "B", "is_right": False, "weight": "-1/3", "feedback": ""},
    ],
    "scoring": "weights",
    "tells_count": False,
    "is_shuffled": True,
}


class TestLoadSpec:
    def test_gives_back_what_was_dumped(self) -> None:
        assert dump_spec(load_spec(multiple_choice, SPEC)) == SPEC

    def test_fills_in_defaults(self) -> None:
        options = [{"id": "a", "text": "A", "fraction": "1"}]

        assert load_spec(single_choice, {"options": options}) == single_choice.Spec(
            (single_choice.Option("a", "A", Fraction(1), ""),), is_shuffled=True
        )

    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            ({"scoring": "magic"}, "scoring has a value that does not fit."),
            ({"scoring": 1}, "scoring has a value that does not fit."),
            ({"tells_count": 1}, "tells_count has a value that does not fit."),
            ({"tells_count": "true"}, "tells_count has a value that does not fit."),
            ({"surprise": 1}, "surprise is not known."),
            ({"options": {}}, "options has a value that does not fit."),
            ({"options": [1]}, "options[0] has a value that does not fit."),
            ({"options": [{}]}, "options[0].id is missing."),
            (
                {"options": [SPEC["options"][0], {**SPEC["options"][1], "text": None}]},
                "options[1].text has a value that does not fit.",
            ),
            (
                {"options": [{**SPEC["options"][0], "weight": "0.5"}]},
                "options[0].weight has a value that does not fit.",
            ),
            (
                {"options": [{**SPEC["options"][0], "weight": 1}]},
                "options[0].weight has a value that does not fit.",
            ),
            (
                {"options": [{**SPEC["options"][0], "color": "red"}]},
                "options[0].color is not known.",
            ),
        ],
    )
    def test_names_the_place_of_a_mistake(self, changes: dict, message: str) -> None:
        with pytest.raises(InvalidSpec) as refused:
            load_spec(multiple_choice, {**SPEC, **changes})

        assert str(refused.value) == message

    @pytest.mark.parametrize("json", [None, [], "x", 7])
    def test_refuses_what_is_no_object(self, json: object) -> None:
        with pytest.raises(InvalidSpec, match="spec has a value"):
            load_spec(multiple_choice, json)


class TestNewId:
    def test_is_short_and_follows_the_seed(self) -> None:
        ids = [new_id(random.Random(seed)) for seed in range(500)]

        assert len(set(ids)) == 500
        assert {len(new) for new in ids} == {6}
        assert new_id(random.Random(3)) == ids[3]


class TestReadText:
    @pytest.mark.parametrize(
        ("raw", "text"), [("", ""), (None, ""), (" a ", " a "), ("x" * 20_000, "x" * 20_000)]
    )
    def test_takes_text(self, raw: object, text: str) -> None:
        assert read_text(raw) == text

    @pytest.mark.parametrize("raw", [0, False, [], {}, 1.5, "x" * 20_001])
    def test_refuses_everything_else(self, raw: object) -> None:
        with pytest.raises(InvalidResponse):
            read_text(raw)


class TestChanceWarnings:
    @pytest.mark.parametrize(
        ("chance", "count"), [(Fraction(0), 0), (Fraction(1, 2), 0), (Fraction(51, 100), 1)]
    )
    def test_warn_above_one_half(self, chance: Fraction, count: int) -> None:
        assert len(chance_warnings(chance)) == count

    def test_refuse_certainty(self) -> None:
        with pytest.raises(InvalidSpec):
            chance_warnings(Fraction(1))
