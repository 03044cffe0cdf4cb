"""Tables of cases: a marker's order, what a rubric comes to, equal answers, one more variant."""

from fractions import Fraction

import pytest

from quizzes.engine.kinds import short_answer
from quizzes.engine.kinds.essay import Criterion, Level, Spec
from quizzes.engine.marking.accepting import accepting
from quizzes.engine.marking.grouping import TypedAnswer, grouped
from quizzes.engine.marking.order import shuffled_for
from quizzes.engine.marking.rubric import marked_levels, marked_parts
from quizzes.engine.scoring import ONE, ZERO

HALF = Fraction(1, 2)


class TestOrder:
    @pytest.mark.parametrize(
        ("marker", "answers", "order"),
        [
            ("alice", [], []),
            ("alice", [7], [7]),
            ("alice", [1, 2, 3, 4, 5, 6], [3, 5, 2, 6, 1, 4]),
            ("dan", [1, 2, 3, 4, 5, 6], [2, 3, 6, 4, 5, 1]),
        ],
    )
    def test_is_a_markers_own(self, marker, answers, order):
        assert shuffled_for(marker, answers) == order
        assert shuffled_for(marker, reversed(answers)) == order

    def test_stays_when_answers_come_and_go(self):
        all_of_them = shuffled_for("alice", range(100))
        left = shuffled_for("alice", range(0, 100, 3))
        assert left == [each for each in all_of_them if each % 3 == 0]


def level(name, points):
    return Level(name, name, Fraction(points))


RUBRIC = Spec(
    (
        Criterion("claim", "Claim", (level("full", 2), level("part", 1), level("none", 0))),
        Criterion(
            "support",
            "Support",
            (level("no", 0), level("quote", 3), level("example", 3), level("both", 4)),
        ),
    )
)


class TestRubric:
    @pytest.mark.parametrize(
        ("claim", "support", "parts"),
        [
            ("full", "both", {"claim": ONE, "support": ONE}),
            ("part", "no", {"claim": HALF, "support": ZERO}),
            # Two levels of three points: which of them it was is kept.
            ("none", "quote", {"claim": ZERO, "support": Fraction(3, 4), "quote": ONE}),
            ("none", "example", {"claim": ZERO, "support": Fraction(3, 4), "example": ONE}),
        ],
    )
    def test_is_kept_as_fractions_and_read_again(self, claim, support, parts):
        levels = {"claim": claim, "support": support}
        assert marked_parts(RUBRIC, levels) == parts
        assert marked_levels(RUBRIC, parts) == levels

    def test_of_another_question_tells_nothing(self):
        assert marked_levels(RUBRIC, {"claim": Fraction(1, 7), "style": ONE}) == {}


def answers(*typed):
    return [
        TypedAnswer(
            item,
            text,
            text.strip().casefold(),
            Fraction(fraction) if fraction else None,
            is_by_person=by == "person",
        )
        for item, (text, fraction, by) in enumerate(typed)
    ]


class TestGroups:
    def test_what_nothing_matched_comes_first_and_of_these_the_largest(self):
        found = grouped(
            answers(
                ("Astana", "1", ""),
                ("astana ", "1", ""),
                ("Paris", "0", ""),
                ("Rome", "0", ""),
                ("paris", "0", ""),
                ("Paris", "0", ""),
                ("Oslo", "0", "person"),
            )
        )
        assert [(each.typed, each.count, each.spelling_count) for each in found] == [
            ("Paris", 3, 2),
            ("Rome", 1, 1),
            ("Astana", 2, 2),
            ("Oslo", 1, 1),
        ]

    def test_tell_what_their_answers_have_earned(self):
        found = grouped(answers(("A", "1/2", ""), ("a", "1", ""), ("a", "", "")))
        assert [each.fractions for each in found] == [(HALF, ONE)]
        assert not found[0].is_unmatched


def spec(*variants):
    return short_answer.Spec(
        tuple(short_answer.Variant(text, Fraction(fraction)) for text, fraction in variants)
    )


class TestAccepting:
    @pytest.mark.parametrize(
        ("variants", "text", "fraction", "after"),
        [
            # Nothing matches it: it comes last.
            ([("Astana", "1")], "Nur-Sultan", "1", [("Astana", "1"), ("Nur-Sultan", "1")]),
            # It is listed: the fraction changes there.
            (
                [("Astana", "1"), ("Paris", "0")],
                " paris ",
                "1/2",
                [("Astana", "1"), ("Paris", "1/2")],
            ),
            # A pattern would take it: it comes before that.
            (
                [("Astana", "1"), ("*", "0"), ("x", "0")],
                "Nur  Sultan",
                "1/2",
                [("Astana", "1"), ("Nur Sultan", "1/2"), ("*", "0"), ("x", "0")],
            ),
            # Its own star matches a star only.
            ([("Astana", "1")], "5* hotel", "1", [("Astana", "1"), (r"5\* hotel", "1")]),
        ],
    )
    def test_puts_it_where_it_is_reached(self, variants, text, fraction, after):
        before = spec(*variants)
        changed = accepting(before.variants, before, text, Fraction(fraction))
        assert [(each.text, str(each.fraction)) for each in changed] == after
        now = short_answer.Spec(changed)
        assert short_answer.score(now, text).fraction == Fraction(fraction)
        for other in ("Astana", "Rome", "5x hotel", "x"):
            if short_answer.compared(now, other) != short_answer.compared(now, text):
                assert short_answer.score(now, other) == short_answer.score(before, other)
