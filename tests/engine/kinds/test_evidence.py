"""Evidence: overlap with accepted sets, what a guess earns, and what an author may get wrong."""

import random
from dataclasses import replace
from fractions import Fraction as F  # noqa: N817 - tables of cases stay narrow
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.kinds import evidence as kind
from quizzes.engine.kinds.base import InvalidResponse, InvalidSpec
from quizzes.engine.markup import to_inline_html


def spec(passage: str, *accepted: str) -> kind.Spec:
    """Sentences by letter; accepted ones as "ab", or "ab+c" where c is also fine."""
    return kind.Spec(
        tuple(kind.Sentence(id_, f"Sentence {id_}.", feedback=f"On {id_}") for id_ in passage),
        tuple(kind.Accepted(*map(tuple, each.split("+"))) for each in accepted),
    )


ONE_OF_FOUR = spec("abcd", "b")
EITHER = spec("abcd", "b", "d")
PAIR = spec("abcdef", "bc")
FINE = spec("abcdef", "bc+de")
PAIRS = spec("abcdef", "bc", "cd+b", "ef")
FOUR = spec("abcdefghijkl", "abcd", "cdef+a")


class TestScore:
    @pytest.mark.parametrize(
        ("asked", "chosen", "expected"),
        [
            (ONE_OF_FOUR, "b", F(1)),
            (ONE_OF_FOUR, "a", F(0)),
            (EITHER, "b", F(1)),
            (EITHER, "d", F(1)),
            (EITHER, "c", F(0)),
            (PAIR, "bc", F(1)),
            (PAIR, "cb", F(1)),
            (PAIR, "b", F(1, 2)),
            (PAIR, "ba", F(1, 3)),
            (PAIR, "af", F(0)),
            (PAIR, "a", F(0)),
            # Also fine: left out of the chosen and of the union.
            (FINE, "bc", F(1)),
            (FINE, "bd", F(1, 2)),
            (FINE, "ba", F(1, 3)),
            (FINE, "de", F(0)),
            (FINE, "e", F(0)),
            (FINE, "da", F(0)),
            # The best of the sets.
            (PAIRS, "cd", F(1)),
            (PAIRS, "ef", F(1)),
            (PAIRS, "bd", F(1, 2)),
            (PAIRS, "ce", F(1, 3)),
            (FOUR, "abcd", F(1)),
            (FOUR, "abc", F(3, 4)),
            (FOUR, "acde", F(3, 4)),
            (FOUR, "aefg", F(2, 5)),
            (FOUR, "abgh", F(1, 3)),
            (FOUR, "ghij", F(0)),
        ],
    )
    def test_is_the_best_overlap(self, asked: kind.Spec, chosen: str, expected: F) -> None:
        kind.check_spec(asked)

        assert kind.score(asked, frozenset(chosen)).fraction == expected


class TestParse:
    @pytest.mark.parametrize("raw", [[], None])
    def test_tells_blank(self, raw: object) -> None:
        assert kind.parse(PAIR, raw, "en") is None

    def test_forgets_order_and_repetition(self) -> None:
        assert kind.parse(PAIR, ["c", "a", "c"], "en") == frozenset("ac")

    @pytest.mark.parametrize("raw", ["a", ["z"], ["a", None], [["a"]], {"a": True}, 0, False, ""])
    def test_refuses_what_is_no_list_of_sentences(self, raw: object) -> None:
        with pytest.raises(InvalidResponse):
            kind.parse(PAIR, raw, "en")

    @pytest.mark.parametrize(
        ("asked", "raw", "said"),
        [
            (ONE_OF_FOUR, ["a", "b"], "Choose at most 1 sentence."),
            (FINE, ["b", "c", "d"], "Choose at most 2 sentences."),
        ],
    )
    def test_refuses_more_than_were_asked_for(
        self, asked: kind.Spec, raw: list[str], said: str
    ) -> None:
        with pytest.raises(InvalidResponse) as refused:
            kind.parse(asked, raw, "en")
        assert str(refused.value) == said


class TestChance:
    @pytest.mark.parametrize(
        ("asked", "expected"),
        [
            (ONE_OF_FOUR, F(1, 4)),
            (EITHER, F(1, 2)),
            # Of 15 pairs: bc 1, eight with one of the two 1/3, six with none.
            (PAIR, F(11, 45)),
            # d and e cost nothing beside b or c: 1/2 for four of those eight.
            (FINE, F(13, 45)),
        ],
    )
    def test_is_the_mean_over_all_choices(self, asked: kind.Spec, expected: F) -> None:
        assert kind.chance(asked) == expected

    @pytest.mark.parametrize("asked", [ONE_OF_FOUR, EITHER, PAIR, FINE, PAIRS, FOUR])
    def test_agrees_with_trying_everything(self, asked: kind.Spec) -> None:
        count = len(asked.accepted[0].sentences)
        ids = [sentence.id for sentence in asked.sentences]
        guesses = [kind.parse(asked, list(each), "en") for each in combinations(ids, count)]
        earned = [kind.score(asked, guess).fraction or F(0) for guess in guesses if guess]

        assert kind.chance(asked) == sum(earned, F(0)) / len(guesses)


class TestCheckSpec:
    @pytest.mark.parametrize(
        ("wrong", "message"),
        [
            (spec("abc", "a"), "between 4 and 12"),
            (spec("abcdefghijklm", "a"), "between 4 and 12"),
            (spec("abc ", "a"), "plain letters"),
            (spec("abca", "a"), "Two ids"),
            (replace(PAIR, sentences=(*PAIR.sentences[:5], kind.Sentence("f", " "))), "no text"),
            (spec("abcd"), "Mark the sentences"),
            (spec("abcd", "a", ""), "Mark the sentences"),
            (spec("abcd", "z"), "not in the passage"),
            (spec("abcd", "a+z"), "not in the passage"),
            (spec("abcdef", "aa"), "named twice"),
            (spec("abcdef", "ab+b"), "named twice"),
            (spec("abcdef", "ab+cc"), "named twice"),
            (spec("abcdef", "ab", "c"), "same number of sentences"),
            (spec("abcdef", "ab", "ba+c"), "accepted answers are the same"),
            (spec("abcd", "ab"), "At most a third"),
            (spec("abcdefghijkl", "abcde"), "At most a third"),
            (spec("abcd", "a", "b", "c", "d"), "Every answer is right"),
            (
                spec("abcdefgh", *map("".join, list(combinations("abcdefgh", 2))[:21])),
                "At most 20 answers",
            ),
        ],
    )
    def test_refuses_an_author_s_mistake(self, wrong: kind.Spec, message: str) -> None:
        with pytest.raises(InvalidSpec, match=message):
            kind.check_spec(wrong)

    @pytest.mark.parametrize(
        ("asked", "warning_count"), [(PAIRS, 0), (FOUR, 0), (spec("abcd", "a", "b", "c"), 1)]
    )
    def test_warns_where_guessing_pays(self, asked: kind.Spec, warning_count: int) -> None:
        assert len(kind.check_spec(asked)) == warning_count


class TestTexts:
    def test_show_each_sentence_as_it_is(self) -> None:
        odd = kind.Sentence("a", "1. *Silk* & <b>[[x]]</b> \\ “it's” 5 > 3_4_")
        asked = replace(PAIR, sentences=(odd, *PAIR.sentences[1:]))

        assert to_inline_html(kind.texts(asked)["a"]) == (
            "1. *Silk* &amp; &lt;b&gt;[[x]]&lt;/b&gt; \\ “it's” 5 &gt; 3_4_"
        )

    def test_tell_the_feedback_of_what_was_chosen(self) -> None:
        assert kind.feedback_keys(PAIR, frozenset("ca")) == ("feedback:a", "feedback:c")
        assert kind.texts(PAIR)["feedback:c"] == "On c"
        assert kind.chosen(frozenset("ca")) == {"a", "c"}
        assert set(kind.public_texts(PAIR)) == set("abcdef")


class TestInstruction:
    @pytest.mark.parametrize(
        ("asked", "said"),
        [(ONE_OF_FOUR, "Choose 1 sentence."), (FOUR, "Choose 4 sentences.")],
    )
    def test_says_how_many_as_chance_counts_on(self, asked: kind.Spec, said: str) -> None:
        assert str(kind.instruction(asked)) == said


def _spec(
    size: int, count: int, feedback: list[str], rng: random.Random, sets: int, fine: int
) -> kind.Spec:
    ids = [f"s{place}" for place in range(size)]
    count = min(count, size // 3)
    key_sets = {tuple(sorted(rng.sample(ids, count))) for _ in range(min(sets, size - 1))}
    return kind.Spec(
        tuple(
            kind.Sentence(id_, f"It is *{id_}*.", rng.random() < 0.3, text)
            for id_, text in zip(ids, feedback, strict=False)
        ),
        tuple(
            kind.Accepted(key, tuple(rng.sample(sorted(set(ids) - set(key)), fine)))
            for key in sorted(key_sets)
        ),
    )


SPEC_STRATEGY = st.builds(
    _spec,
    st.integers(4, 12),
    st.integers(1, 4),
    st.lists(st.text(), min_size=12, max_size=12),
    st.randoms(use_true_random=False),
    st.integers(1, 3),
    st.integers(0, 2),
)


class TestContract:
    @given(SPEC_STRATEGY, st.integers())
    def test_keeps_the_order_of_the_passage(self, asked: kind.Spec, seed: int) -> None:
        order = tuple(sentence.id for sentence in asked.sentences)

        assert kind.shuffled(asked, random.Random(seed)) == order
        assert kind.choices(asked, "") == order
        assert kind.part_ids(asked) == ()
        assert kind.option_count(asked) is None
