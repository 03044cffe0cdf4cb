"""Essay: what a rubric comes to, how words are counted, and what an author may get wrong."""

import json
import random
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction as F  # noqa: N817 - tables of cases stay narrow

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.kinds import essay as kind
from quizzes.engine.kinds.base import InvalidResponse, InvalidSpec, dump_spec, load_spec
from tests.engine.kinds.strategies import shares


def criterion(id_: str, *points: F | int) -> kind.Criterion:
    """A criterion with a level for each number of points: a0, a1…"""
    return kind.Criterion(
        id_,
        f"On {id_}",
        tuple(
            kind.Level(f"{id_}{place}", f"Level {place}", F(earned))
            for place, earned in enumerate(points)
        ),
    )


def spec(*criteria: kind.Criterion, least: int = 0, most: int = 0, model: str = "") -> kind.Spec:
    return kind.Spec(criteria, least, most, model)


SINGLE = spec(criterion("a", 0, 1))
RUBRIC = spec(criterion("a", 0, 1, 2), criterion("b", 3, F(3, 2), 0), criterion("c", 0, F(1, 3)))


class TestFractionOf:
    @pytest.mark.parametrize(
        ("rubric", "levels", "expected"),
        [
            (SINGLE, {"a": "a0"}, F(0)),
            (SINGLE, {"a": "a1"}, F(1)),
            (spec(criterion("a", 0, F(1, 7), F(1, 2))), {"a": "a1"}, F(2, 7)),
            (RUBRIC, {"a": "a2", "b": "b0", "c": "c1"}, F(1)),
            (RUBRIC, {"a": "a0", "b": "b2", "c": "c0"}, F(0)),
            (RUBRIC, {"a": "a2", "b": "b2", "c": "c0"}, F(3, 8)),
            (RUBRIC, {"a": "a0", "b": "b0", "c": "c0"}, F(9, 16)),
            (RUBRIC, {"a": "a0", "b": "b2", "c": "c1"}, F(1, 16)),
            (RUBRIC, {"a": "a1", "b": "b1", "c": "c0"}, F(15, 32)),
            (RUBRIC, {"a": "a1", "b": "b1", "c": "c1"}, F(17, 32)),
            # The order in which a marker goes through the criteria does not matter.
            (RUBRIC, {"c": "c1", "b": "b1", "a": "a1"}, F(17, 32)),
            # Levels alike in points.
            (spec(criterion("a", 0, 2, 2)), {"a": "a1"}, F(1)),
            # Levels from the best to the worst.
            (spec(criterion("a", 3, 1, 0)), {"a": "a1"}, F(1, 3)),
            # A criterion with more points weighs more.
            (spec(criterion("a", 0, 9), criterion("b", 0, 1)), {"a": "a1", "b": "b0"}, F(9, 10)),
            (spec(criterion("a", 0, 9), criterion("b", 0, 1)), {"a": "a0", "b": "b1"}, F(1, 10)),
            # Thirds add up to a whole.
            (
                spec(*(criterion(id_, 0, F(1, 3), F(2, 3)) for id_ in "abc")),
                {"a": "a1", "b": "b1", "c": "c1"},
                F(1, 2),
            ),
        ],
    )
    def test_is_points_of_the_most_points(
        self, rubric: kind.Spec, levels: Mapping[str, str], expected: F
    ) -> None:
        kind.check_spec(rubric)

        assert kind.fraction_of(rubric, levels) == expected

    @pytest.mark.parametrize(
        "levels",
        [
            {},
            {"a": "a0", "b": "b0"},
            {"a": "a0", "b": "b0", "c": ""},
            {"a": "a0", "b": "b0", "c": "a0"},
            {"a": "a0", "b": "b0", "c": "c0", "d": "d0"},
        ],
    )
    def test_refuses_what_is_not_one_level_for_each_criterion(
        self, levels: Mapping[str, str]
    ) -> None:
        with pytest.raises(ValueError, match="level"):
            kind.fraction_of(RUBRIC, levels)


class TestCountWords:
    @pytest.mark.parametrize(
        ("text", "count"),
        [
            ("", 0),
            (" \n\t", 0),
            ("… — ! *** - '", 0),
            ("One", 1),
            ("One two\n\nthree.", 3),
            ("It's the students' well-known “win-win” idea", 6),
            ("don’t rock 'n' roll", 4),
            ("one--two—three/four", 4),
            ("end.Next", 2),
            ("In 2025, 1,500.75 km² and 50%", 6),
            ("3,", 1),
            ("1. First", 2),
            ("snake_case", 2),
            ("c\N{SOFT HYPHEN}o-op l·l", 2),
            ("e\N{COMBINING ACUTE ACCENT}te", 1),
            ("a \N{COMBINING ACUTE ACCENT} b", 2),
            ("Қазақстан мен Қытай", 3),
            ("что-то новое", 2),
            ("हिन्दी में लिखो", 3),
            ("क्\N{ZERO WIDTH JOINER}ष", 1),
            ("می\N{ZERO WIDTH NON-JOINER}خواهم بنویسم", 2),
            ("צה״ל ג׳ירפה", 2),
            ("السلام عليكم", 2),
            ("中亚精神", 4),
            ("第1次 summit", 4),
            ("ひらがな", 4),
            ("か\N{COMBINING KATAKANA-HIRAGANA VOICED SOUND MARK}く", 2),
            ("カタカナ", 1),
            ("한국어 문장", 2),
            ("สวัสดีครับ", 1),
        ],
    )
    def test_counts_runs_of_letters_and_digits(self, text: str, count: int) -> None:
        assert kind.count_words(text) == count

    @given(st.lists(st.sampled_from(["word", "it's", "well-known", "2.5", "слово"])))
    def test_adds_up(self, words: list[str]) -> None:
        assert kind.count_words(" ".join(words)) == len(words)

    @given(st.text())
    def test_takes_any_text(self, text: str) -> None:
        assert kind.count_words(text) >= 0


class TestParse:
    @pytest.mark.parametrize("raw", ["", " \n\t", None])
    def test_tells_blank(self, raw: object) -> None:
        assert kind.parse(RUBRIC, raw, "en") is None

    @pytest.mark.parametrize("raw", [" One.\n\nTwo. ", "a\r\nb", "x" * 20_000])
    def test_keeps_what_was_typed(self, raw: str) -> None:
        assert kind.parse(RUBRIC, raw, "en") == raw

    @pytest.mark.parametrize("raw", [7, True, ["One."], {}, "x" * 20_001])
    def test_refuses_what_is_no_text(self, raw: object) -> None:
        with pytest.raises(InvalidResponse):
            kind.parse(RUBRIC, raw, "en")


class TestScore:
    @pytest.mark.parametrize("response", ["One.", "x" * 20_000])
    def test_waits_for_a_person(self, response: str) -> None:
        score = kind.score(RUBRIC, response)

        assert score.fraction is None
        assert not score.is_near_miss


class TestCheckSpec:
    @pytest.mark.parametrize(
        ("wrong", "message"),
        [
            (spec(), "no criterion"),
            (spec(*(criterion(f"c{n}-", 0, 1) for n in range(11))), "At most 10 criteria"),
            (spec(criterion("a", 0)), "between 2 and 8 levels"),
            (spec(criterion("a", *range(9))), "between 2 and 8 levels"),
            (spec(replace(criterion("a", 0, 1), text=" ")), "no text"),
            (
                spec(
                    kind.Criterion(
                        "a", "On a", (kind.Level("b", "", F(0)), *SINGLE.criteria[0].levels)
                    )
                ),
                "no text",
            ),
            (spec(criterion("a", 1, 2)), "worst level earns 0"),
            (spec(criterion("a", -1, 0, 1)), "worst level earns 0"),
            (spec(criterion("a", 0, 0)), "worst level earns 0"),
            (spec(criterion("a", 0, 2, 1)), "order of their points"),
            (spec(criterion("a b", 0, 1)), "plain letters"),
            (spec(criterion("a", 0, 1), criterion("a", 0, 1)), "Two ids"),
            (spec(criterion("a", 0, 1), criterion("a1", 0, 1)), "Two ids"),
            (replace(SINGLE, least_words=-1), "below 0"),
            (replace(SINGLE, most_words=-1), "below 0"),
            (replace(SINGLE, least_words=3_001), "At most 3000 words"),
            (replace(SINGLE, most_words=3_001), "At most 3000 words"),
            (replace(SINGLE, least_words=100, most_words=99), "above the most"),
            (replace(SINGLE, model_answer="x" * 20_001), "at most 20000"),
        ],
    )
    def test_refuses_an_author_s_mistake(self, wrong: kind.Spec, message: str) -> None:
        with pytest.raises(InvalidSpec, match=message):
            kind.check_spec(wrong)

    @pytest.mark.parametrize(
        "rubric",
        [
            SINGLE,
            RUBRIC,
            spec(criterion("a", 2, 2, 1, 0)),
            spec(criterion("a", 0, 1), least=80, most=80),
            spec(criterion("a", 0, 1), least=80),
        ],
    )
    def test_is_content_with_a_plain_rubric(self, rubric: kind.Spec) -> None:
        assert kind.check_spec(rubric) == ()


class TestInstruction:
    @pytest.mark.parametrize(
        ("least", "most", "said"),
        [
            (0, 0, "None"),
            (80, 150, "Write 80 to 150 words."),
            (80, 0, "Write at least 80 words."),
            (1, 0, "Write at least 1 word."),
            (0, 150, "Write at most 150 words."),
            (0, 1, "Write at most 1 word."),
            (100, 100, "Write 100 words."),
            (1, 1, "Write 1 word."),
        ],
    )
    def test_says_how_many_words(self, least: int, most: int, said: str) -> None:
        assert str(kind.instruction(spec(criterion("a", 0, 1), least=least, most=most))) == said


class TestTexts:
    def test_tell_rubric_and_model_answer_afterwards(self) -> None:
        told = {
            "feedback:a": "On a",
            "feedback:a0": "Level 0",
            "feedback:a1": "Level 1",
            "feedback:block:model": "*So*.",
        }

        assert kind.texts(replace(SINGLE, model_answer="*So*.")) == told
        assert kind.feedback_keys(replace(SINGLE, model_answer="*So*."), "x") == tuple(told)
        assert "feedback:block:model" not in kind.texts(SINGLE)
        assert kind.public_texts(SINGLE) == {}

    def test_have_the_model_answer_as_a_response(self) -> None:
        assert kind.correct_response(replace(SINGLE, model_answer="So.")) == "So."
        assert kind.correct_response(SINGLE) == ""


def _spec(
    rubric: list[list[F]], descends: bool, words: tuple[int, int, int], model: str
) -> kind.Spec:
    """Criteria with these points above 0; words: the least, how many more, and which are bounds."""
    least, more, bounds = words
    return spec(
        *(
            criterion(f"c{place}-", *sorted([F(0), *points], reverse=descends))
            for place, points in enumerate(rubric)
        ),
        least=least if bounds & 1 else 0,
        most=least + more if bounds & 2 else 0,
        model=model,
    )


SPEC_STRATEGY = st.builds(
    _spec,
    st.lists(st.lists(shares(F(1, 10), 10), min_size=1, max_size=7), min_size=1, max_size=10),
    st.booleans(),
    st.tuples(st.integers(0, 1_500), st.integers(1, 1_500), st.integers(0, 3)),
    st.text(),
)


class TestContract:
    @given(SPEC_STRATEGY, st.data())
    def test_is_marked_between_0_and_1(self, rubric: kind.Spec, data: st.DataObject) -> None:
        levels = {
            each.id: data.draw(st.sampled_from([level.id for level in each.levels]))
            for each in rubric.criteria
        }
        best = {
            each.id: max(each.levels, key=lambda level: level.points).id for each in rubric.criteria
        }

        assert 0 <= kind.fraction_of(rubric, levels) <= kind.fraction_of(rubric, best) == 1

    @given(SPEC_STRATEGY)
    def test_tells_everything_afterwards(self, rubric: kind.Spec) -> None:
        texts = kind.texts(rubric)

        assert all(key.startswith("feedback:") for key in texts)
        assert set(kind.feedback_keys(rubric, "x")) == texts.keys()
        assert load_spec(kind, json.loads(json.dumps(dump_spec(rubric)))) == rubric
        assert kind.chance(rubric) == 0

    def test_has_nothing_to_choose(self) -> None:
        assert kind.shuffled(RUBRIC, random.Random(1)) == ()
        assert kind.part_ids(RUBRIC) == ()
        assert kind.choices(RUBRIC, "") == ()
        assert kind.option_count(RUBRIC) is None
        assert kind.reading(RUBRIC, "1", "en") is None
        assert kind.chosen("x") == frozenset()
