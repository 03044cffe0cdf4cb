"""Matching: shares of pairs, answers with one text, and what an author may get wrong."""

import itertools
import json
import random
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction as F  # noqa: N817 - tables of cases stay narrow

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.kinds import matching as kind
from quizzes.engine.kinds.base import (
    MAX_RAW_CHARACTERS,
    InvalidResponse,
    InvalidSpec,
)
from tests.engine.kinds.strategies import json_values, words


def spec(key: str, **texts: str) -> kind.Spec:
    """Pairs P, Q, R… with these right answers out of a to f; texts that are not "Answer <id>"."""
    pairs = zip("PQRSTUVW", key, strict=False)
    return kind.Spec(
        tuple(kind.Pair(id_, f"Pair {id_}", answer, f"On {id_}") for id_, answer in pairs),
        tuple(kind.Answer(id_, texts.get(id_, f"Answer {id_}")) for id_ in "abcdef"),
    )


def given_answers(letters: str) -> dict[str, str]:
    """The raw input with these answers for P, Q, R…; a dash leaves a pair out."""
    return {id_: a for id_, a in zip("PQRSTUVW", letters, strict=False) if a != "-"}


def _spec(
    texts: list[str], key: list[int], feedback: list[str], is_shuffled: bool, lasts: list[int]
) -> kind.Spec:
    # Beside the two that always differ, a text may come more than once.
    answers = ["first", "second", *texts]
    pairs = tuple(
        kind.Pair(f"p{place}", f"Pair {place}", f"a{right % len(answers)}", told)
        for place, (right, told) in enumerate(zip(key, feedback, strict=False))
    )
    listed = tuple(kind.Answer(f"a{place}", text) for place, text in enumerate(answers))
    return kind.Spec(pairs, tuple(sorted(listed, key=lambda a: lasts[int(a.id[1:])])), is_shuffled)


SPEC_STRATEGY = st.builds(
    _spec,
    st.lists(words("aé*", " aé*", 3), max_size=6),
    st.lists(st.integers(0, 7), min_size=2, max_size=5),
    st.lists(st.text(max_size=5), min_size=5, max_size=5),
    st.booleans(),
    st.permutations(range(8)),
)

# Mostly near the truth, which other JSON hardly ever is.
raw_answers = json_values | st.dictionaries(
    st.sampled_from(["p0", "p1", "p2", "p3", "p4", "p5"]),
    st.sampled_from([*(f"a{place}" for place in range(8)), "", " "]) | st.none() | json_values,
)

TWO_SAME = {"b": "Two \n words", "d": " Two words "}


class TestScore:
    @pytest.mark.parametrize(
        ("asked", "answers", "expected"),
        [
            (spec("abc"), "abc", F(1)),
            (spec("abc"), "abd", F(2, 3)),
            (spec("abc"), "ab-", F(2, 3)),
            (spec("abc"), "acb", F(1, 3)),
            (spec("abc"), "--c", F(1, 3)),
            (spec("abc"), "bca", F(0)),
            (spec("abc"), "f--", F(0)),
            (spec("abc"), "aaa", F(1, 3)),
            (spec("ab"), "ab", F(1)),
            (spec("ab"), "aa", F(1, 2)),
            (spec("abcdefab"), "abcdefab", F(1)),
            (spec("abcdefab"), "abcdefba", F(3, 4)),
            # An answer may be the right one of several pairs.
            (spec("aab"), "aab", F(1)),
            (spec("aab"), "aba", F(1, 3)),
            (spec("aaa"), "aaa", F(1)),
            # Equal texts are one answer, white space folded; nothing else is.
            (spec("bda", **TWO_SAME), "bda", F(1)),
            (spec("bda", **TWO_SAME), "dba", F(1)),
            (spec("bda", **TWO_SAME), "bba", F(1)),
            (spec("dda", **TWO_SAME), "b-d", F(1, 3)),
            (spec("bda", b="Two words", d="two words"), "dba", F(1, 3)),
        ],
    )
    def test_is_right_pairs_of_all_pairs(self, asked: kind.Spec, answers: str, expected: F) -> None:
        response = kind.parse(asked, given_answers(answers), "en")

        assert response is not None
        assert kind.score(asked, response).fraction == expected

    def test_has_a_score_for_each_pair_blank_ones_too(self) -> None:
        score = kind.score(spec("abc"), (("P", "a"), ("R", "d")))

        assert [(part.part_id, part.fraction) for part in score.parts] == [
            ("P", F(1)),
            ("Q", F(0)),
            ("R", F(0)),
        ]

    @given(asked=SPEC_STRATEGY, raw=raw_answers)
    def test_is_the_mean_of_its_parts(self, asked: kind.Spec, raw: object) -> None:
        try:
            response = kind.parse(asked, raw, "en")
        except InvalidResponse:
            return
        if response is not None:
            score = kind.score(asked, response)
            assert tuple(part.part_id for part in score.parts) == kind.part_ids(asked)
            assert score.fraction == F(sum(p.fraction for p in score.parts), len(asked.pairs))
            assert isinstance(hash(response), int)
            assert kind.chosen(response) == frozenset()

    @given(asked=SPEC_STRATEGY)
    def test_is_1_for_the_correct_response(self, asked: kind.Spec) -> None:
        raw = json.loads(json.dumps(kind.correct_response(asked)))
        response = kind.parse(asked, raw, "en")

        assert response is not None
        assert set(raw.values()) <= set(kind.choices(asked, ""))
        assert kind.score(asked, response).fraction == 1
        assert kind.feedback_keys(asked, response) == ()


class TestParse:
    @pytest.mark.parametrize(
        "raw", [None, {}, {"P": ""}, {"P": " \n", "Q": None}, {"P": None, "Q": "", "R": ""}]
    )
    def test_tells_blank(self, raw: object) -> None:
        assert kind.parse(spec("abc"), raw, "en") is None

    @pytest.mark.parametrize(
        ("raw", "expected"),
        [
            ({"P": "a"}, (("P", "a"),)),
            ({"R": "a", "P": "c", "Q": ""}, (("P", "c"), ("R", "a"))),
            # The answer that is shown stands for those with its text.
            ({"P": "d", "Q": "b"}, (("P", "b"), ("Q", "b"))),
        ],
    )
    def test_sorts_by_pair(self, raw: object, expected: kind.Response) -> None:
        assert kind.parse(spec("abc", **TWO_SAME), raw, "en") == expected

    @pytest.mark.parametrize(
        "raw",
        [
            {"Z": "a"},
            {"P": "a", "Z": ""},
            {"P": "z"},
            {"P": "P"},
            {"P": " a"},
            {"P": ["a"]},
            {"P": {"a": "a"}},
            {"P": 0},
            {"P": True},
            {"P": "a" * (MAX_RAW_CHARACTERS + 1)},
            {f"x{number}": "a" for number in range(50_000)},
            {"": ""},
            ["a", "b", "c"],
            [],
            "",
            "a",
            0,
            False,
            1.5,
        ],
    )
    def test_refuses_what_is_not_an_answer_by_pair(self, raw: object) -> None:
        with pytest.raises(InvalidResponse):
            kind.parse(spec("abc"), raw, "en")


class TestChance:
    @pytest.mark.parametrize(
        ("asked", "expected"),
        [
            (spec("ab"), F(1, 6)),
            (spec("aaa"), F(1, 6)),
            (spec("abcdefab"), F(1, 6)),
            (spec("bda", **TWO_SAME), F(1, 5)),
            (replace(spec("ab"), answers=spec("ab").answers[:2]), F(1, 2)),
        ],
    )
    def test_is_one_of_the_answers_shown(self, asked: kind.Spec, expected: F) -> None:
        assert kind.chance(asked) == expected

    @pytest.mark.parametrize(
        "asked",
        [
            spec("ab"),
            spec("aab"),
            spec("bda", **TWO_SAME),
            spec("abc", a="x", b="x", c="x"),
            *(sample.spec for sample in kind.samples()),
        ],
    )
    def test_is_the_mean_over_all_that_can_be_chosen(self, asked: kind.Spec) -> None:
        part_ids = kind.part_ids(asked)
        guesses = [
            dict(zip(part_ids, picked, strict=True))
            for picked in itertools.product(*(kind.choices(asked, id_) for id_ in part_ids))
        ]
        earned = sum(_fraction(asked, guess) for guess in guesses)

        assert kind.chance(asked) == F(earned, len(guesses))

    @given(asked=SPEC_STRATEGY)
    def test_is_below_certainty(self, asked: kind.Spec) -> None:
        assert 0 < kind.chance(asked) <= F(1, 2)
        assert kind.option_count(asked) == 1 / kind.chance(asked)


def _fraction(asked: kind.Spec, raw: Mapping[str, str]) -> F:
    response = kind.parse(asked, raw, "en")
    assert response is not None
    return kind.score(asked, response).fraction or F(0)


PLAIN = spec("abc")
PAIR, ANSWER = PLAIN.pairs[0], PLAIN.answers[0]


class TestCheckSpec:
    @pytest.mark.parametrize(
        ("wrong", "message"),
        [
            (kind.Spec((), ()), "at least two pairs"),
            (replace(PLAIN, pairs=PLAIN.pairs[:1]), "at least two pairs"),
            (replace(PLAIN, answers=(ANSWER,)), "two answers"),
            (
                replace(PLAIN, pairs=tuple(replace(PAIR, id=f"p{n}") for n in range(21))),
                "At most 20 pairs",
            ),
            (
                replace(PLAIN, answers=tuple(replace(ANSWER, id=f"a{n}") for n in range(31))),
                "At most 30 answers",
            ),
            (replace(PLAIN, pairs=(PAIR, replace(PAIR, id="p 2"))), "plain letters"),
            (replace(PLAIN, pairs=(PAIR, replace(PAIR, id=""))), "plain letters"),
            (replace(PLAIN, answers=(ANSWER, replace(ANSWER, id="a:b"))), "plain letters"),
            (replace(PLAIN, pairs=(PAIR, replace(PAIR, text="Other"))), "same id"),
            (replace(PLAIN, answers=(ANSWER, replace(ANSWER, text="Other"))), "same id"),
            (replace(PLAIN, pairs=(PAIR, replace(PAIR, id="a", text="Other"))), "same id"),
            (replace(PLAIN, pairs=(PAIR, replace(PAIR, id="Q", text=" \n"))), "no text"),
            (spec("abc", e=""), "no text"),
            (replace(PLAIN, pairs=(PAIR, replace(PAIR, id="Q", text="Pair  P "))), "same text"),
            (spec("abz"), "not among the answers"),
            (spec("abQ"), "not among the answers"),
            (spec("ab", **dict.fromkeys("abcdef", "The same")), "Every answer is right"),
        ],
    )
    def test_refuses_an_author_s_mistake(self, wrong: kind.Spec, message: str) -> None:
        with pytest.raises(InvalidSpec, match=message):
            kind.check_spec(wrong)

    @pytest.mark.parametrize("key", ["abc", "aaa", "fedcba"])
    def test_is_content_with_a_plain_question(self, key: str) -> None:
        assert kind.check_spec(spec(key)) == ()

    @pytest.mark.parametrize(
        ("asked", "is_warned"),
        [
            (spec("abc"), True),
            (spec("bac"), False),
            (spec("aab"), False),
            (spec("adc", **TWO_SAME), True),
            (spec("adc", b="Answer a", c="Answer a"), False),
            (spec("acd", b="Answer a"), True),
        ],
    )
    def test_warns_of_answers_in_the_order_of_the_key(
        self, asked: kind.Spec, is_warned: bool
    ) -> None:
        warnings = kind.check_spec(replace(asked, is_shuffled=False))

        assert [str(warning) for warning in warnings] == [
            "The answers stand in the order of their pairs: shuffle them."
        ] * is_warned

    @given(asked=SPEC_STRATEGY)
    def test_takes_what_the_strategy_builds(self, asked: kind.Spec) -> None:
        kind.check_spec(asked)


class TestShuffled:
    def test_gives_the_pairs_and_then_each_text_once(self) -> None:
        asked = spec("bda", **TWO_SAME)
        orders = {kind.shuffled(asked, random.Random(seed)) for seed in range(200)}

        assert {order[:3] for order in orders} == {("P", "Q", "R")}
        assert {frozenset(order[3:]) for order in orders} == {frozenset("abcef")}
        assert len(orders) > 50

    def test_keeps_the_author_s_order_where_that_is_wanted(self) -> None:
        asked = replace(spec("bda", **TWO_SAME), is_shuffled=False)

        assert kind.shuffled(asked, random.Random(0)) == tuple("PQRabcef")

    @given(asked=SPEC_STRATEGY, seed=st.integers())
    def test_depends_on_the_seed_alone(self, asked: kind.Spec, seed: int) -> None:
        order = kind.shuffled(asked, random.Random(seed))

        assert order == kind.shuffled(asked, random.Random(seed))
        assert len(set(order)) == len(order)
        assert set(order) == {*kind.part_ids(asked), *kind.choices(asked, "p0")}


class TestTexts:
    def test_tell_the_feedback_of_all_pairs_that_are_not_right(self) -> None:
        asked = spec("abc")

        assert kind.feedback_keys(asked, (("P", "b"), ("Q", "b"))) == ("feedback:P", "feedback:R")

    def test_leave_out_feedback_that_is_not_there(self) -> None:
        asked = replace(PLAIN, pairs=tuple(replace(pair, feedback="") for pair in PLAIN.pairs))

        assert kind.feedback_keys(asked, (("P", "b"),)) == ()
        assert kind.texts(asked) == kind.public_texts(asked)

    @given(asked=SPEC_STRATEGY, raw=raw_answers)
    def test_keep_feedback_out_of_what_is_public(self, asked: kind.Spec, raw: object) -> None:
        texts, public = kind.texts(asked), kind.public_texts(asked)

        assert public.items() <= texts.items()
        assert public.keys() == {each.id for each in (*asked.pairs, *asked.answers)}
        assert all(key.startswith("feedback:") for key in texts.keys() - public.keys())
        try:
            response = kind.parse(asked, raw, "en")
        except InvalidResponse:
            return
        if response is not None:
            assert set(kind.feedback_keys(asked, response)) <= texts.keys()


class TestContract:
    @pytest.mark.parametrize("raw", [{"P": "a"}, "", None, 7])
    def test_reads_nothing_into_an_answer(self, raw: object) -> None:
        assert kind.reading(PLAIN, raw, "en") is None


def test_says_the_same_whatever_the_key_is() -> None:
    said = "Choose an answer for each line. An answer can be right more than once, or not at all."

    assert {str(kind.instruction(asked)) for asked in (spec("abc"), spec("aa"))} == {said}
