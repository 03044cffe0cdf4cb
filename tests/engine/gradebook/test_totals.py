"""rules.md, "Totals", for a class: weights, drop-lowest, missing, excused."""

from fractions import Fraction

import pytest

from quizzes.engine.gradebook.cells import Cell, State
from quizzes.engine.gradebook.totals import Category, Scheme, total_of, without_lowest

HOMEWORK, TESTS = Category(1, Fraction(1)), Category(2, Fraction(2))


def scored(share: Fraction) -> Cell:
    return Cell(State.SCORED if share else State.ZERO, share)


MISSING, NOT_BEGUN, AHEAD = Cell(State.MISSING), Cell(State.NOT_BEGUN), Cell(State.AHEAD)
IN_PROGRESS, WAITING = Cell(State.IN_PROGRESS), Cell(State.WAITING)


def total(cells, categories=(), *, category_of=None, are_missing_zero=False):
    numbered = dict(enumerate(cells))
    of = category_of or dict.fromkeys(numbered, categories[0].key if categories else None)
    return total_of(numbered, Scheme(tuple(categories), of, are_missing_zero))


@pytest.mark.parametrize(
    ("cells", "are_missing_zero", "so_far", "if_missing_zero"),
    [
        ([], False, None, None),
        ([scored(Fraction(1, 2)), scored(Fraction(1))], False, Fraction(3, 4), Fraction(3, 4)),
        # Nothing before closing, whatever the class decides.
        ([scored(Fraction(1)), NOT_BEGUN], True, Fraction(1), Fraction(1, 2)),
        ([scored(Fraction(1)), MISSING], False, Fraction(1), Fraction(1, 2)),
        ([scored(Fraction(1)), MISSING], True, Fraction(1, 2), Fraction(1, 2)),
        ([scored(Fraction(1)), AHEAD], True, Fraction(1), Fraction(1)),
        ([scored(Fraction(1)), IN_PROGRESS], True, Fraction(1), Fraction(1, 2)),
        (
            [scored(Fraction(1)), Cell(State.IN_PROGRESS, Fraction(1, 2))],
            False,
            Fraction(3, 4),
            Fraction(3, 4),
        ),
        # Handed in, and nobody has marked it: not missing.
        ([scored(Fraction(1)), WAITING], True, Fraction(1), Fraction(1)),
        (
            [scored(Fraction(1)), Cell(State.WAITING, Fraction(1, 2), is_provisional=True)],
            False,
            Fraction(3, 4),
            Fraction(3, 4),
        ),
        (
            [scored(Fraction(1)), Cell(State.EXCUSED, Fraction(0)), Cell(State.NOT_GIVEN)],
            True,
            Fraction(1),
            Fraction(1),
        ),
        ([MISSING], False, None, Fraction(0)),
        ([Cell(State.EXCUSED)], True, None, None),
        (
            [scored(Fraction(0)), scored(Fraction(1, 3)), scored(Fraction(2, 3))],
            False,
            Fraction(1, 3),
            Fraction(1, 3),
        ),
    ],
)
def test_a_total_says_what_it_counts(cells, are_missing_zero, so_far, if_missing_zero):
    made = total(cells, are_missing_zero=are_missing_zero)
    assert (made.so_far, made.if_missing_zero) == (so_far, if_missing_zero)


class TestCategories:
    @pytest.mark.parametrize(
        ("homework", "tests", "so_far"),
        [
            ([Fraction(1)], [Fraction(1, 2)], Fraction(2, 3)),
            ([Fraction(1), Fraction(0)], [Fraction(1, 2)], Fraction(1, 2)),
            # A category without a score is left out.
            ([Fraction(1)], [], Fraction(1)),
            ([], [Fraction(1, 2)], Fraction(1, 2)),
            ([], [], None),
        ],
    )
    def test_count_by_their_weights(self, homework, tests, so_far):
        cells = [scored(share) for share in [*homework, *tests]]
        of = dict(enumerate([1] * len(homework) + [2] * len(tests)))
        made = total([*cells, MISSING], [HOMEWORK, TESTS], category_of={**of, len(cells): 1})
        assert made.so_far == so_far

    def test_what_is_in_none_does_not_count(self):
        made = total(
            [scored(Fraction(1)), scored(Fraction(0))], [HOMEWORK], category_of={0: 1, 1: None}
        )
        assert (made.so_far, made.counted) == (1, {0})

    def test_of_no_weight_counts_nothing(self):
        assert total([scored(Fraction(1))], [Category(1, Fraction(0))]).so_far is None


class TestDropLowest:
    @pytest.mark.parametrize(
        ("shares", "count", "kept"),
        [
            ([Fraction(1, 2), Fraction(1, 3), Fraction(1)], 1, {0, 2}),
            ([Fraction(1, 2), Fraction(1, 3), Fraction(1)], 2, {2}),
            ([Fraction(1, 2), Fraction(1, 3), Fraction(1)], 3, {2}),
            ([Fraction(1, 2), Fraction(1, 3), Fraction(1)], 9, {2}),
            ([Fraction(1, 2)], 1, {0}),
            ([Fraction(1, 2), Fraction(1, 2)], 1, {0}),
            ([Fraction(1, 2), Fraction(1)], 0, {0, 1}),
            # Shares are compared, exactly: a third is less than 33.34 percent.
            ([Fraction(1, 3), Fraction(3334, 10_000)], 1, {1}),
        ],
    )
    def test_compares_shares_and_never_drops_the_last(self, shares, count, kept):
        assert without_lowest(dict(enumerate(shares)), count).keys() == kept

    def test_leaves_out_of_the_total_and_says_which(self):
        lenient = Category(1, Fraction(1), drop_lowest=1)
        made = total(
            [scored(Fraction(1)), scored(Fraction(0)), Cell(State.EXCUSED, Fraction(0))], [lenient]
        )
        assert (made.so_far, made.counted, made.dropped) == (1, {0}, {1})

    def test_drops_what_was_missed_where_that_is_zero(self):
        lenient = Category(1, Fraction(1), drop_lowest=1)
        made = total([scored(Fraction(1, 2)), MISSING], [lenient], are_missing_zero=True)
        assert (made.so_far, made.dropped) == (Fraction(1, 2), {1})
        # Blank is nothing that could be dropped.
        assert total([scored(Fraction(1, 2)), MISSING], [lenient]).dropped == frozenset()
