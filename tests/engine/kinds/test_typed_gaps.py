"""Typed gaps: near misses, and the best assignment of the texts in a set."""

from fractions import Fraction as F  # noqa: N817 - tables of cases stay narrow
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.engine.kinds import cloze as kind
from quizzes.engine.kinds.gaps import Gap
from quizzes.engine.kinds.typed_gaps import best_assignment
from tests.engine.kinds.clozes import GOODS, SPICES, TWO, asked, spec, typed


class TestNearMiss:
    @pytest.mark.parametrize(
        ("gaps", "raw", "expected"),
        [
            (TWO, {"c": "Kazakstan"}, True),
            (TWO, {"c": "Astana", "m": "mx"}, False),
            (TWO, {"c": "Tashkent"}, False),
            (GOODS, {"a": "dence"}, True),
            (GOODS, {"d": "graeps", "a": "dance"}, True),
            # The text that is missed is there already.
            (GOODS, {"a": "grapes", "b": "grapse"}, False),
            # Listed in another gap of the set.
            ((typed("a", "roads", set_="s"), typed("b", "toads", set_="s")),
             {"a": "toads", "b": "toads"}, False),
            ((typed("a", "roads", ("*", 0), set_="s"), typed("b", "boats", "toads", set_="s")),
             {"a": "toads"}, False),
            (SPICES, {"f": "fp"}, False),
        ],
    )  # fmt: skip
    def test_is_that_of_a_typed_gap(
        self, gaps: tuple[Gap, ...], raw: dict[str, str], expected: bool
    ) -> None:
        response = kind.parse(spec(*gaps), raw, "en")
        assert response is not None
        score = kind.score(spec(*gaps), response)

        assert score.is_near_miss is expected
        assert [str(note) for note in score.notes] == ["Close: check the spelling."] * expected

    @pytest.mark.parametrize(
        ("gaps", "raw"), [(TWO, {"c": "Astena", "m": "mx"}), (GOODS, {"d": "graeps", "a": "x"})]
    )
    def test_is_told_and_is_none_of_the_whole_where_something_else_is_wrong(
        self, gaps: tuple[Gap, ...], raw: dict[str, str]
    ) -> None:
        score = kind.score(spec(*gaps), kind.parse(spec(*gaps), raw, "en"))

        assert not score.is_near_miss
        assert [str(note) for note in score.notes] == ["Close: check the spelling."]


class TestBestAssignment:
    @given(st.lists(st.lists(st.integers(0, 4), min_size=4, max_size=4), min_size=4, max_size=4))
    def test_earns_what_the_best_of_all_permutations_earns(self, rows: list[list[int]]) -> None:
        earned = [[F(number, 4) for number in row] for row in rows]
        columns = best_assignment(earned)
        used = [column for column in columns if column is not None]
        best = max(
            sum(earned[row][column] for row, column in enumerate(order))
            for order in permutations(range(4))
        )

        assert len(set(used)) == len(used)
        assert best == sum(
            earned[row][column] for row, column in enumerate(columns) if column is not None
        )

    @pytest.mark.parametrize(
        ("rows", "expected"),
        [
            ([], ()),
            ([[1]], (0,)),
            ([[0]], (None,)),
            ([[1, 1], [1, 1]], (0, 1)),
            ([[1, 1], [1, 0]], (1, 0)),
            ([[], [1, 1]], (None, 1)),
            ([[0, 1], []], (1, None)),
        ],
    )
    def test_keeps_places_where_it_can(
        self, rows: list[list[int]], expected: tuple[int | None, ...]
    ) -> None:
        assert best_assignment([[F(number) for number in row] for row in rows]) == expected

    def test_is_found_for_the_largest_set(self) -> None:
        gaps = [typed(f"g{n}", *(f"v{m}" for m in range(n, n + 8)), set_="s") for n in range(8)]

        assert asked({f"g{n}": f"v{n + 7}" for n in range(8)}, *gaps) == 1
