"""Cloze: typed and picked gaps, weights and sets; what is read, shown and told."""

import random
from dataclasses import replace
from fractions import Fraction as F  # noqa: N817 - tables of cases stay narrow

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.kinds import cloze as kind
from quizzes.engine.kinds import short_answer
from quizzes.engine.kinds.base import InvalidResponse
from quizzes.engine.kinds.gaps import Gap
from tests.engine.kinds.clozes import (
    ANY_TWO,
    CITY,
    GOODS,
    MONTH,
    NESTED,
    SPEC_STRATEGY,
    SPICES,
    TWO,
    WEIGHTED,
    asked,
    picked,
    questions_and_answers,
    spec,
    typed,
)


class TestScore:
    @pytest.mark.parametrize(
        ("gaps", "raw", "expected"),
        [
            (TWO, {"c": "Astana", "m": "mj"}, F(1)),
            (TWO, {"c": "ASTANA "}, F(1, 2)),
            (TWO, {"m": "mj"}, F(1, 2)),
            (TWO, {"c": "Kazakhstan", "m": "mj"}, F(3, 4)),
            (TWO, {"c": "Kazakhstan", "m": "mx"}, F(1, 4)),
            (TWO, {"c": "Tashkent", "m": "mx"}, F(0)),
            # Weights.
            (WEIGHTED, {"c": "Astana", "m": "mj"}, F(1)),
            (WEIGHTED, {"c": "Astana"}, F(6, 7)),
            (WEIGHTED, {"m": "mj"}, F(1, 7)),
            (WEIGHTED, {"c": "Kazakhstan", "m": "mj"}, F(4, 7)),
            # A typed set: any order, each text once.
            (GOODS, {"a": "dance", "b": "grapes", "d": "nuts"}, F(1)),
            (GOODS, {"a": "dance", "d": "grapes"}, F(2, 3)),
            (GOODS, {"a": "grapes", "b": "Grapes", "d": " GRAPES"}, F(1, 3)),
            (GOODS, {"a": "grapes", "b": "silk", "d": "dance"}, F(2, 3)),
            (GOODS, {"b": "silk"}, F(0)),
            # The best assignment, and not the first that fits.
            (NESTED, {"a": "silk", "b": "tea"}, F(1)),
            (NESTED, {"a": "tea", "b": "silk"}, F(1)),
            (NESTED, {"a": "tea", "b": "Tea"}, F(1, 2)),
            (NESTED, {"b": "tea"}, F(1, 2)),
            # The same text once, though two keys would take it.
            ((typed("a", "silk*", set_="s"), typed("b", "*silk", "old silk", set_="s")),
             {"a": "silk", "b": "silk"}, F(1, 2)),
            ((typed("a", "silk*", set_="s"), typed("b", "*silk", "old silk", set_="s")),
             {"a": "old silk", "b": "silk road"}, F(1)),
            # One key earns once: two names of one thing are not two things.
            ((typed("a", "silk", "Seide", set_="s"), typed("b", "tea", set_="s")),
             {"a": "silk", "b": "Seide"}, F(1, 2)),
            # A picked set: any right ones, each text once.
            (SPICES, {"f": "fq", "g": "gp"}, F(1)),
            (SPICES, {"f": "fp", "g": "gp"}, F(1, 2)),
            (SPICES, {"f": "fx", "g": "gp"}, F(1, 2)),
            (SPICES, {"f": "fx", "g": "gx"}, F(0)),
            (ANY_TWO, {"f": "fr", "g": "gp"}, F(1)),
            (ANY_TWO, {"g": "gr"}, F(1, 2)),
            # A set beside a gap.
            ((*SPICES, CITY), {"f": "fq", "g": "gq", "c": "Astana"}, F(2, 3)),
        ],
    )  # fmt: skip
    def test_is_the_weighted_mean_of_the_gaps(
        self, gaps: tuple[Gap, ...], raw: dict[str, str], expected: F
    ) -> None:
        kind.check_spec(spec(*gaps))

        assert asked(raw, *gaps) == expected

    @pytest.mark.parametrize(
        ("gaps", "raw", "expected"),
        [
            (TWO, {"c": "Kazakhstan", "m": "mj"}, {"c": F(1, 2), "m": F(1)}),
            (TWO, {"m": "mj"}, {"c": F(0), "m": F(1)}),
            (GOODS, {"a": "dance", "b": "x", "d": "grapes"}, {"a": F(1), "b": F(0), "d": F(1)}),
            (GOODS, {"b": "dance", "d": "dance"}, {"a": F(0), "b": F(1), "d": F(0)}),
            (NESTED, {"a": "silk", "b": "tea"}, {"a": F(1), "b": F(1)}),
            (SPICES, {"f": "fq", "g": "gq"}, {"f": F(1), "g": F(0)}),
        ],
    )
    def test_says_what_each_gap_earned(
        self, gaps: tuple[Gap, ...], raw: dict[str, str], expected: dict[str, F]
    ) -> None:
        response = kind.parse(spec(*gaps), raw, "en")
        assert response is not None
        score = kind.score(spec(*gaps), response)

        assert {part.part_id: part.fraction for part in score.parts} == expected

    @pytest.mark.parametrize("raw", ["silk", "Silk", "ŠILK", "“tea” - x", "tea"])
    def test_folds_as_a_short_answer_does(self, raw: str) -> None:
        gap = typed("a", "silk", ("šilk", F(1, 2)), ('"tea" – x', F(1, 3)))
        folds = {"folds_case": False, "folds_quotes": True, "folds_diacritics": True}
        alone = short_answer.Spec(gap.variants, **folds)

        assert (
            kind.score(spec(gap, **folds), (("a", raw),)).fraction
            == short_answer.score(alone, raw).fraction
        )

    @given(st.permutations(["grapes", "nuts", "tea"]), st.permutations(["grapes", "x", ""]))
    def test_is_the_same_in_any_order_of_a_set(self, one: list[str], other: list[str]) -> None:
        for texts in (one, other):
            raw = dict(zip("abd", texts, strict=True))
            assert asked(raw, *GOODS) == asked(dict(zip("abd", sorted(texts), strict=True)), *GOODS)


class TestCompared:
    @pytest.mark.parametrize(
        ("one", "other", "is_same"),
        [
            ({"t": "Rome", "p": "px"}, {"t": " rome", "p": "px"}, True),
            ({"t": "Rome", "p": "px"}, {"t": "Rome", "p": "py"}, False),
            ({"t": "Rome"}, {"t": "Roma"}, False),
            ({"t": "Rome"}, {"t": "Rome", "p": "px"}, False),
        ],
    )
    def test_is_by_what_is_folded_in_typed_gaps(self, one, other, is_same) -> None:
        asked = kind.Spec("[[t]] and [[p]]", (typed("t", "Astana"), picked("p", "x", "y")))
        compared = [kind.compared(asked, kind.parse(asked, raw, "en")) for raw in (one, other)]
        assert (compared[0] == compared[1]) is is_same


class TestParse:
    @pytest.mark.parametrize("raw", [None, {}, {"c": ""}, {"c": " \n", "m": None}, {"m": " "}])
    def test_tells_blank(self, raw: object) -> None:
        assert kind.parse(spec(*TWO), raw, "en") is None

    def test_keeps_what_was_typed_in_the_order_of_the_text(self) -> None:
        raw = {"m": "mx", "c": " As tana"}

        assert kind.parse(spec(*TWO), raw, "en") == (("c", " As tana"), ("m", "mx"))

    @pytest.mark.parametrize(
        "raw",
        [
            7, True, "", "Astana", [], ["Astana", "mj"],
            {"z": ""}, {"c": 7}, {"c": ["Astana"]}, {"m": "j"}, {"m": "mj "}, {"m": {}},
            {"c": "x" * 20_001}, {"c": "x" * 19_999, "m": "mj"},
        ],
    )  # fmt: skip
    def test_refuses_what_does_not_fit_the_gaps(self, raw: object) -> None:
        with pytest.raises(InvalidResponse):
            kind.parse(spec(*TWO), raw, "en")


class TestInstruction:
    @pytest.mark.parametrize(
        ("gaps", "said"),
        [
            (TWO, "None"),
            (GOODS, "The order does not matter. Each answer counts once."),
            (
                (CITY, *SPICES),
                "In these gaps the order does not matter, and each answer counts once: 2, 3.",
            ),
            (
                (GOODS[0], SPICES[0], GOODS[1], SPICES[1]),
                "In these gaps the order does not matter, and each answer counts once: 1, 3; 2, 4.",
            ),
        ],
    )
    def test_says_which_gaps_make_a_set(self, gaps: tuple[Gap, ...], said: str) -> None:
        assert str(kind.instruction(spec(*gaps))) == said


class TestShuffled:
    def test_goes_gap_by_gap_in_the_order_of_the_text(self) -> None:
        other = picked("o", "p", "xy")
        question = kind.Spec("[[o]] [[c]] [[m]]", (MONTH, CITY, other))
        ids = kind.shuffled(question, random.Random(1))

        assert set(ids[:3]) == set(kind.choices(question, "o"))
        assert set(ids[3:]) == set(kind.choices(question, "m"))
        unshuffled = kind.shuffled(replace(question, is_shuffled=False), random.Random(1))
        assert unshuffled == (*kind.choices(question, "o"), *kind.choices(question, "m"))

    @given(st.integers())
    def test_shows_one_order_in_all_gaps_of_a_set(self, seed: int) -> None:
        turned = replace(SPICES[1], options=SPICES[1].options[::-1])
        ids = kind.shuffled(spec(SPICES[0], turned), random.Random(seed))

        assert [id_[1:] for id_ in ids[:5]] == [id_[1:] for id_ in ids[5:]]


class TestParts:
    def test_are_the_gaps_in_the_order_of_the_text(self) -> None:
        question = kind.Spec("[[m]] [[c]]", TWO)

        assert kind.part_ids(question) == ("m", "c")
        assert kind.choices(question, "m") == ("mj", "mx", "my", "mz")
        assert kind.choices(question, "c") == ()
        assert kind.choices(question, "") == ()

    @pytest.mark.parametrize(
        ("gaps", "count"), [((MONTH, *SPICES), 4), (TWO, None), ((CITY,), None)]
    )
    def test_have_a_count_if_all_are_picked(self, gaps: tuple[Gap, ...], count: int | None) -> None:
        assert kind.option_count(spec(*gaps)) == count


class TestTexts:
    @pytest.mark.parametrize(
        ("gaps", "raw", "told"),
        [
            (TWO, {"c": "kazakhstan", "m": "mx"}, ["On Kazakhstan", "On x"]),
            (TWO, {"c": "nowhere"}, ["On *"]),
            # Told in the gap where the text stands.
            (GOODS, {"d": "grapes", "a": "x"}, ["On grapes"]),
            (GOODS, {"a": "grapes", "b": "grapes"}, ["On grapes"]),
            # Nothing that praises a text which was not counted.
            (NESTED, {"a": "silk", "b": "silk"}, ["On silk"]),
            ((typed("a", "silk", "Seide", set_="s"), typed("b", "tea", ("*", 0), set_="s")),
             {"a": "silk", "b": "Seide"}, ["On silk", "On *"]),
            (SPICES, {"f": "fq", "g": "gq"}, ["On q"]),
            (SPICES, {"f": "fx", "g": "gx"}, ["On x", "On x"]),
        ],
    )  # fmt: skip
    def test_tell_the_feedback_on_what_is_in_the_gaps(
        self, gaps: tuple[Gap, ...], raw: dict[str, str], told: list[str]
    ) -> None:
        question = spec(*gaps)
        response = kind.parse(question, raw, "en")
        assert response is not None
        texts = kind.texts(question)

        assert [texts[key] for key in kind.feedback_keys(question, response)] == told

    def test_name_gap_and_option_or_variant(self) -> None:
        question = spec(*GOODS, MONTH)
        response = (("d", "grapes"), ("b", "nuts"), ("m", "my"))

        assert kind.feedback_keys(question, response) == (
            "feedback:b:0", "feedback:d:a:0", "feedback:m:my"
        )  # fmt: skip

    def test_show_the_text_and_the_options_to_all(self) -> None:
        assert kind.public_texts(spec(*TWO)) == {
            "block:text": "[[c]] and [[m]]",
            **{f"m{letter}": f"Option {letter}" for letter in "jxyz"},
        }


class TestContract:
    @given(questions_and_answers())
    def test_keeps_parts_and_whole_together(self, case: tuple[kind.Spec, dict[str, str]]) -> None:
        question, raw = case
        response = kind.parse(question, raw, "en")
        if response is None:
            return
        score = kind.score(question, response)
        earned = {part.part_id: part.fraction for part in score.parts}
        weight = sum(gap.weight for gap in question.gaps)

        assert tuple(earned) == kind.part_ids(question)
        assert score.fraction == sum(earned[g.id] * g.weight for g in question.gaps) / weight
        keys = kind.feedback_keys(question, response)
        assert set(keys) <= kind.texts(question).keys()
        assert all(key.split(":")[1] in raw for key in keys)
        assert hash(response) == hash(kind.parse(question, raw, "en"))

    @given(SPEC_STRATEGY, st.integers())
    def test_shuffles_by_the_seed_alone(self, question: kind.Spec, seed: int) -> None:
        order = kind.shuffled(question, random.Random(seed))
        own = [id_ for part in kind.part_ids(question) for id_ in kind.choices(question, part)]

        assert order == kind.shuffled(question, random.Random(seed))
        assert sorted(order) == sorted(own)
        assert len(set(order)) == len(order)
        assert question.is_shuffled or order == tuple(own)
