"""Multiple choice: partial scoring, weights, and what an author may get wrong."""

from dataclasses import replace
from fractions import Fraction as F  # noqa: N817 - tables of cases stay narrow

import pytest

from quizzes.engine.kinds import multiple_choice as kind
from quizzes.engine.kinds.base import InvalidResponse, InvalidSpec
from quizzes.engine.scoring import meant_fraction


def spec(right: str, wrong: str, *, tells_count: bool = False) -> kind.Spec:
    """Options by letter: those of the first word are right, those of the second wrong."""
    return kind.Spec(
        tuple(
            kind.Option(id_, f"Option {id_}", is_right=id_ in right, feedback=f"On {id_}")
            for id_ in right + wrong
        ),
        tells_count=tells_count,
    )


def weighted(*percents: str) -> kind.Spec:
    """Options a, b, c… with these percentages as an author writes them."""
    weights = [meant_fraction(percent) for percent in percents]
    return kind.Spec(
        tuple(
            kind.Option(id_, f"Option {id_}", is_right=weight > 0, weight=weight)
            for id_, weight in zip("abcdefghij", weights, strict=False)
        ),
        scoring=kind.Scoring.WEIGHTS,
    )


class TestScore:
    @pytest.mark.parametrize(
        ("right", "wrong", "chosen", "expected"),
        [
            ("ab", "xyz", "ab", F(1)),
            ("ab", "xyz", "ba", F(1)),
            ("ab", "xyz", "a", F(1, 2)),
            ("ab", "xyz", "b", F(1, 2)),
            ("ab", "xyz", "ax", F(1, 6)),
            ("ab", "xyz", "abx", F(2, 3)),
            ("ab", "xyz", "abxy", F(1, 3)),
            ("ab", "xyz", "abxyz", F(0)),
            ("ab", "xyz", "axy", F(0)),
            ("ab", "xyz", "x", F(0)),
            ("ab", "xyz", "xyz", F(0)),
            ("a", "x", "a", F(1)),
            ("a", "x", "x", F(0)),
            ("a", "x", "ax", F(0)),
            ("abc", "x", "ab", F(2, 3)),
            ("abc", "x", "abx", F(0)),
            ("a", "wxyz", "aw", F(3, 4)),
        ],
    )
    def test_is_right_minus_wrong_shares(
        self, right: str, wrong: str, chosen: str, expected: F
    ) -> None:
        assert kind.score(spec(right, wrong), frozenset(chosen)).fraction == expected

    @pytest.mark.parametrize(
        ("percents", "chosen", "expected"),
        [
            (("33.3", "33.33333", "33.33", "-100"), "abc", F(1)),
            (("33.3", "33.33333", "33.33", "-100"), "ab", F(2, 3)),
            (("33.3", "33.33333", "33.33", "-100"), "abcd", F(0)),
            (("66.67", "33.33", "-50", "-50"), "ac", F(1, 6)),
            (("66.67", "33.33", "-50", "-50"), "bc", F(0)),
            (("14.286", "85.71", "-100"), "a", F(1, 7)),
            (("16.67",) * 6 + ("-100",), "abcdef", F(1)),
            (("100", "0", "-100"), "ab", F(1)),
            # An option of no weight changes nothing, ticked or not.
            (("100", "0", "-100"), "b", F(0)),
            (("100", "0", "-100"), "ac", F(0)),
            (("50", "50", "-25", "-75"), "abc", F(3, 4)),
            (("50", "50", "-25", "-75"), "ad", F(0)),
            (("50", "50", "-25", "-75"), "abcd", F(0)),
            (("66.67", "33.33", "-50", "-50"), "a", F(2, 3)),
            # Wrong ones alone are floored at 0.
            (("66.67", "33.33", "-50", "-50"), "cd", F(0)),
        ],
    )
    def test_adds_up_weights(self, percents: tuple[str, ...], chosen: str, expected: F) -> None:
        asked = weighted(*percents)

        kind.check_spec(asked)
        assert kind.score(asked, frozenset(chosen)).fraction == expected


class TestParse:
    @pytest.mark.parametrize("raw", [[], None])
    def test_tells_blank(self, raw: object) -> None:
        assert kind.parse(spec("a", "x"), raw, "en") is None

    def test_forgets_order_and_repetition(self) -> None:
        assert kind.parse(spec("a", "x"), ["x", "a", "x"], "en") == {"a", "x"}

    @pytest.mark.parametrize("raw", ["a", ["z"], ["a", None], [["a"]], {"a": True}, 0, False, ""])
    def test_refuses_what_is_no_list_of_options(self, raw: object) -> None:
        with pytest.raises(InvalidResponse):
            kind.parse(spec("a", "x"), raw, "en")


class TestChance:
    @pytest.mark.parametrize(
        ("asked", "expected"),
        [
            # {a}, {x} and {a, x}, equally likely.
            (spec("a", "x"), F(1, 3)),
            (spec("a", "x", tells_count=True), F(1, 2)),
            # ab 1; ax, ay, bx, by 1/2 - 1/2 = 0; xy 0.
            (spec("ab", "xy", tells_count=True), F(1, 6)),
            # a, b 1/2; ab 1; abx, aby 1/2: 3 of 15.
            (spec("ab", "xy"), F(1, 5)),
            (weighted("100", "0", "-100"), F(2, 7)),
        ],
    )
    def test_is_the_mean_over_all_choices(self, asked: kind.Spec, expected: F) -> None:
        assert kind.chance(asked) == expected

    def test_is_found_for_the_largest_question(self) -> None:
        assert 0 < kind.chance(spec("abcdefgh", "stuvwxyz")) < F(1, 4)


class TestCheckSpec:
    @pytest.mark.parametrize(
        ("wrong", "message"),
        [
            (spec("a", ""), "at least two"),
            (spec("ab", ""), "At least one option is right"),
            (spec("", "xy"), "At least one option is right"),
            (spec("abcdefghi", "qrstuvwxyz"), "At most 16"),
            (weighted("50", "-100"), "must make 100"),
            (weighted("100", "50", "-100"), "must make 100"),
            (weighted("50", "50", "-50"), "Ticking everything"),
            (weighted("100", "0"), "Ticking everything"),
            (replace(spec("a", "x"), scoring=kind.Scoring.WEIGHTS), "Right options have a weight"),
        ],
    )
    def test_refuses_an_author_s_mistake(self, wrong: kind.Spec, message: str) -> None:
        with pytest.raises(InvalidSpec, match=message):
            kind.check_spec(wrong)

    def test_is_content_with_a_plain_question(self) -> None:
        assert kind.check_spec(spec("ab", "xyz")) == ()


class TestTexts:
    def test_tell_the_feedback_of_all_that_was_chosen(self) -> None:
        asked = spec("ab", "x")

        assert kind.feedback_keys(asked, frozenset("xa")) == ("feedback:a", "feedback:x")
        assert kind.chosen(frozenset("xa")) == {"a", "x"}


@pytest.mark.parametrize(
    ("right", "tells_count", "said"),
    [
        ("ab", True, "Choose 2 options."),
        ("a", True, "Choose 1 option."),
        ("ab", False, "Choose all that apply."),
        ("a", False, "Choose all that apply."),
    ],
)
def test_says_how_many_as_chance_counts_on(right, tells_count, said):
    assert str(kind.instruction(spec(right, "xyz", tells_count=tells_count))) == said
