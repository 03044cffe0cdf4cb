"""Gaps: what an author may get wrong, what is right in all of them, and what a guess earns."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction as F  # noqa: N817 - tables of cases stay narrow

import pytest

from quizzes.engine.kinds import cloze as kind
from quizzes.engine.kinds.base import InvalidSpec
from quizzes.engine.kinds.gaps import Gap
from tests.engine.kinds.clozes import (
    ANY_TWO,
    CITY,
    GOODS,
    MONTH,
    NESTED,
    SPICES,
    TWO,
    WEIGHTED,
    asked,
    blind_guesses,
    picked,
    spec,
    typed,
)


class TestCheckSpec:
    @pytest.mark.parametrize(
        ("wrong", "message"),
        [
            (kind.Spec("No gap", ()), "no gap"),
            (spec(*(typed(f"g{number}", "x") for number in range(31))), "At most 30"),
            (spec(typed("a b", "x")), "plain letters"),
            (kind.Spec("[[a]]", (typed("a", "x"), typed("a", "y"))), "Two ids"),
            (spec(MONTH, replace(MONTH, id="n")), "Two ids"),
            (kind.Spec("[[c]]", TWO), r"\[\[m\]\] must be in the text exactly once"),
            (kind.Spec("[[c]] [[m]] [[c]]", TWO), "exactly once"),
            (kind.Spec("[[c]] [[m]] [[z]]", TWO), r"no gap \[\[z\]\]"),
            (kind.Spec("[[c]] [[m]] [[]]", TWO), "no gap"),
            (kind.Spec("[[c]](https://a.example)", (CITY,)), "in a link"),
            (kind.Spec("[x [[c]] y](https://a.example)", (CITY,)), "in a link"),
            (kind.Spec("[x](https://a.example '[[c]]')", (CITY,)), "in a link"),
            (kind.Spec("```[[c]]\nx\n```", (CITY,)), "in a link"),
            (spec(typed("_c_", "x")), "in a link or in other markup"),
            (kind.Spec("[[c]] and \\[\\[c\\]\\]", (CITY,)), "in other markup"),
            (spec(Gap("a")), r"Gap \[\[a\]\]: Give either"),
            (spec(replace(MONTH, variants=CITY.variants)), "Give either"),
            (spec(CITY, replace(MONTH, weight=F(0))), r"Gap \[\[m\]\]: The weight"),
            (spec(typed("a", ("x", F(1, 2)))), r"Gap \[\[a\]\]: No answer earns all"),
            (spec(typed("a", "*")), "A star alone"),
            (spec(picked("a", "p", "")), "at least two options"),
            (spec(picked("a", "pq", "")), "at least one is wrong"),
            (spec(picked("a", "", "pq")), "At least one option is right"),
            (spec(picked("a", "p", "bcdefghijklmnoqrstuvw")), "At most 20"),
            (spec(typed("a", "x", set_="s")), "between 2 and 8"),
            (spec(*(typed(f"g{n}", f"x{n}", set_="s") for n in range(9))), "between 2 and 8"),
            (spec(typed("a", "x", set_="s"), picked("b", "p", "xy", set_="s")), "all typed or all"),
            (spec(GOODS[0], replace(GOODS[1], weight=F(2)), GOODS[2]), "same weight"),
            (spec(SPICES[0], picked("g", "pq", "xy", set_="spices")), "same options"),
            (spec(SPICES[0], picked("g", "qx", "pyz", set_="spices")), "same ones right"),
            (
                spec(*(picked(f"g{n}", "p", "x", weight=2**n) for n in range(13))),
                "Too many different weights",
            ),
            (spec(*(picked(id_, "pq", "x", set_="s") for id_ in "fg")), "as many wrong options"),
            (spec(*(picked(id_, "p", "xyz", set_="s") for id_ in "fg")), "answer of its own"),
            (spec(*(typed(id_, "silk", "Silk", set_="s") for id_ in "fg")), "answer of its own"),
        ],
    )
    def test_refuses_an_author_s_mistake(self, wrong: kind.Spec, message: str) -> None:
        with pytest.raises(InvalidSpec, match=message):
            kind.check_spec(wrong)

    @pytest.mark.parametrize(
        ("question", "warnings"),
        [
            (spec(*TWO), []),
            (spec(*GOODS, *SPICES, CITY), []),
            (spec(*(picked(f"g{n}", "p", "x", weight=2**n) for n in range(12))), []),
            (spec(*(picked(f"g{n}", "p", "x", weight=n % 3 + 1) for n in range(30))), []),
            (kind.Spec("> **[[c]]**\n\n1. `[[m]]`", TWO), []),
            (kind.Spec("See [this](https://a.example): [[c]], [b] [[m]].", TWO), []),
            (
                spec(typed("a", "x", "X")),
                ["Gap [[a]]: “X” is never reached: an earlier variant matches it."],
            ),
            (spec(*ANY_TWO), ["More than half of the points can be had by guessing."]),
        ],
    )
    def test_warns_of_what_may_be_meant(self, question: kind.Spec, warnings: list[str]) -> None:
        assert [str(warning) for warning in kind.check_spec(question)] == warnings


class TestCorrectResponse:
    @pytest.mark.parametrize(
        ("gaps", "expected"),
        [
            (TWO, {"c": "Astana", "m": "mj"}),
            (GOODS, {"a": "grapes", "b": "nuts", "d": "dance"}),
            # Both would take silk; only one of them takes tea.
            (NESTED, {"a": "tea", "b": "silk"}),
            (SPICES, {"f": "fp", "g": "gq"}),
            (ANY_TWO, {"f": "fp", "g": "gq"}),
            ((typed("a", "the * road"),), {"a": "the … road"}),
            (tuple(typed(id_, "x", "y", "z", set_="s") for id_ in "abd"),
             {"a": "z", "b": "y", "d": "x"}),
        ],
    )  # fmt: skip
    def test_fills_all_gaps(self, gaps: tuple[Gap, ...], expected: dict[str, str]) -> None:
        correct = kind.correct_response(spec(*gaps))

        assert correct == expected
        assert asked(expected, *gaps) == 1


class TestChance:
    @pytest.mark.parametrize(
        ("gaps", "expected"),
        [
            ((MONTH,), F(1, 4)),
            ((CITY,), F(0)),
            (TWO, F(1, 8)),
            (WEIGHTED, F(1, 28)),
            (SPICES, F(2, 5)),
            (ANY_TWO, F(3, 5)),
            (GOODS, F(0)),
            ((*SPICES, MONTH), F(7, 20)),
            ((*SPICES, replace(MONTH, weight=F(2))), F(13, 40)),
            (tuple(picked(id_, "pqr", "xyz", set_="s") for id_ in "fgh"), F(1, 2)),
        ],
    )
    def test_is_the_mean_over_all_choices(self, gaps: tuple[Gap, ...], expected: F) -> None:
        earned = [asked(raw, *gaps) or F(0) for raw in blind_guesses(spec(*gaps)) if raw]

        assert +Counter(kind.guesses(spec(*gaps))) == Counter(earned)
        assert kind.chance(spec(*gaps)) == expected
        assert expected == (sum(earned) / len(earned) if earned else 0)
