"""Single choice: scoring, and what an author may get wrong."""

from fractions import Fraction as F  # noqa: N817 - tables of cases stay narrow

import pytest

from quizzes.engine.kinds import single_choice as kind
from quizzes.engine.kinds.base import InvalidResponse, InvalidSpec


def spec(*fractions: F | int) -> kind.Spec:
    """Options a, b, c… that earn these fractions."""
    return kind.Spec(
        tuple(
            kind.Option(id_, f"Option {id_}", F(fraction), f"On {id_}" if fraction != 1 else "")
            for id_, fraction in zip("abcdefgh", fractions, strict=False)
        )
    )


class TestScore:
    @pytest.mark.parametrize(
        ("fractions", "chosen", "expected"),
        [
            ((1, 0), "a", F(1)),
            ((1, 0), "b", F(0)),
            ((0, 1), "a", F(0)),
            ((0, 1), "b", F(1)),
            ((0, 0, 1), "c", F(1)),
            ((0, 0, 1), "b", F(0)),
            ((1, 1, 0), "a", F(1)),
            ((1, 1, 0), "b", F(1)),
            ((1, F(1, 2), 0), "b", F(1, 2)),
            ((1, F(1, 3), 0), "b", F(1, 3)),
            ((1, F(9, 10), 0), "c", F(0)),
            # A negative weight stays in the spec and is floored at 0.
            ((1, F(-1, 3)), "b", F(0)),
            ((1, -1), "b", F(0)),
            ((1, -1), "a", F(1)),
            ((F(1, 7), 1, F(-1, 7)), "a", F(1, 7)),
        ],
    )
    def test_earns_the_fraction_of_the_option(
        self, fractions: tuple[F | int, ...], chosen: str, expected: F
    ) -> None:
        assert kind.score(spec(*fractions), chosen).fraction == expected


class TestParse:
    @pytest.mark.parametrize("raw", ["", "  ", None])
    def test_tells_blank(self, raw: object) -> None:
        assert kind.parse(spec(1, 0), raw, "en") is None

    @pytest.mark.parametrize("raw", ["z", "A", "a ", ["a"], 0, True, {"a": 1}, "a" * 30_000])
    def test_refuses_what_is_no_option(self, raw: object) -> None:
        with pytest.raises(InvalidResponse):
            kind.parse(spec(1, 0), raw, "en")


class TestChance:
    @pytest.mark.parametrize(
        ("fractions", "expected"),
        [
            ((1, 0), F(1, 2)),
            ((1, 0, 0), F(1, 3)),
            ((1, 0, 0, 0), F(1, 4)),
            ((1, F(1, 2), 0), F(1, 2)),
            ((1, -1, -1, -1), F(1, 4)),
        ],
    )
    def test_is_the_mean_of_the_options(self, fractions: tuple[F | int, ...], expected: F) -> None:
        assert kind.chance(spec(*fractions)) == expected


class TestCheckSpec:
    @pytest.mark.parametrize(
        ("fractions", "warning_count"), [((1, 0), 0), ((1, F(1, 2)), 1), ((1, -1, 0), 0)]
    )
    def test_warns_where_guessing_pays(
        self, fractions: tuple[F | int, ...], warning_count: int
    ) -> None:
        assert len(kind.check_spec(spec(*fractions))) == warning_count

    @pytest.mark.parametrize(
        ("wrong", "message"),
        [
            (spec(), "at least two"),
            (spec(1), "at least two"),
            (spec(0, 0), "No option is right"),
            (spec(F(9, 10), 0), "No option is right"),
            (spec(1, 1), "Every answer is right"),
            (spec(1, 2), "more than the whole"),
            (spec(1, -2), "more than the whole"),
            (kind.Spec((kind.Option("a", "A", F(1)), kind.Option("a", "B", F(0)))), "same id"),
            (kind.Spec((kind.Option("a", "A", F(1)), kind.Option("b", " A ", F(0)))), "same text"),
            (kind.Spec((kind.Option("a", "A", F(1)), kind.Option("b", " ", F(0)))), "no text"),
            (kind.Spec((kind.Option("", "A", F(1)), kind.Option("b", "B", F(0)))), "id must be"),
            (kind.Spec((kind.Option("a:b", "A", F(1)), kind.Option("b", "B", F(0)))), "id must be"),
            (
                kind.Spec(tuple(kind.Option(f"o{n}", f"{n}", F(n == 0)) for n in range(41))),
                "At most 40",
            ),
        ],
    )
    def test_refuses_an_author_s_mistake(self, wrong: kind.Spec, message: str) -> None:
        with pytest.raises(InvalidSpec, match=message):
            kind.check_spec(wrong)


class TestTexts:
    def test_tell_the_feedback_of_the_option_chosen(self) -> None:
        asked = spec(1, 0)

        assert kind.feedback_keys(asked, "a") == ()
        assert kind.feedback_keys(asked, "b") == ("feedback:b",)
        assert kind.texts(asked) == {"a": "Option a", "b": "Option b", "feedback:b": "On b"}
