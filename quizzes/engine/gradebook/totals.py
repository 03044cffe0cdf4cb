"""What a student's scores of a class come to: categories by weight, the lowest left out. Exact."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from quizzes.engine.gradebook.cells import Cell, State
from quizzes.engine.scoring import ZERO

OUTSIDE = (State.EXCUSED, State.NOT_GIVEN)
# What could be handed in, and is not: zero where one asks what that would come to.
UNDONE = (State.MISSING, State.NOT_BEGUN, State.IN_PROGRESS)


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of assignments: its weight beside the others', and how many lowest are left out."""

    key: int
    weight: Fraction
    drop_lowest: int = 0


@dataclass(frozen=True, slots=True)
class Scheme:
    """How a class adds up: `category_of` each assignment, None where it is in none.

    Without categories all assignments count alike; with some, what is in none does not count.
    """

    categories: tuple[Category, ...]
    category_of: Mapping[int, int | None]
    are_missing_zero: bool = False


@dataclass(frozen=True, slots=True)
class ClassTotal:
    """What scores come to, as shares (0..1); None where nothing counts.

    `so_far` counts what has a score, and what was missed by closing if the class counts it as zero;
    `if_missing_zero` counts as zero all that was open and is not handed in. `counted` and `dropped`
    are the assignments that `so_far` counts and leaves out as the lowest; `by_category` is so far.
    """

    so_far: Fraction | None
    if_missing_zero: Fraction | None
    counted: frozenset[int] = frozenset()
    dropped: frozenset[int] = frozenset()
    is_provisional: bool = False
    by_category: Mapping[int, Fraction | None] | None = None


def total_of(cells: Mapping[int, Cell], scheme: Scheme) -> ClassTotal:
    """Return what one student's cells, by assignment, come to."""
    so_far = {key: _so_far(cell, scheme) for key, cell in cells.items()}
    as_zero = {key: _as_if_missing_zero(cell) for key, cell in cells.items()}
    kept, dropped, shares = _parted(so_far, scheme)
    counted = frozenset(key for keys in kept.values() for key in keys)
    made = _weighted(shares, scheme.categories)
    return ClassTotal(
        so_far=made,
        if_missing_zero=made
        if as_zero == so_far
        else _weighted(_parted(as_zero, scheme)[2], scheme.categories),
        counted=counted,
        dropped=dropped,
        is_provisional=any(cells[key].is_provisional for key in counted),
        by_category=shares,
    )


def without_lowest(shares: Mapping[int, Fraction], count: int) -> Mapping[int, Fraction]:
    """Return the shares without the lowest so many; never without the last one left.

    Of equals the one that comes last is left out: the number is the same.
    """
    if not count or len(shares) < 2:
        return shares
    order = sorted(shares, key=lambda key: shares[key], reverse=True)
    kept = frozenset(order[: max(1, len(order) - count)])
    return {key: share for key, share in shares.items() if key in kept}


def _so_far(cell: Cell, scheme: Scheme) -> Fraction | None:
    if cell.state in OUTSIDE:
        return None
    if cell.state is State.MISSING:
        return ZERO if scheme.are_missing_zero else None
    return cell.share


def _as_if_missing_zero(cell: Cell) -> Fraction | None:
    if cell.state in OUTSIDE:
        return None
    return ZERO if cell.share is None and cell.state in UNDONE else cell.share


def _parted(
    shares: Mapping[int, Fraction | None], scheme: Scheme
) -> tuple[Mapping[int, Iterable[int]], frozenset[int], Mapping[int, Fraction | None]]:
    """Return what each category keeps, what is dropped of all, and each category's mean."""
    counting: dict[int, dict[int, Fraction]] = {each.key: {} for each in _categories(scheme)}
    for key, share in shares.items():
        category = scheme.category_of.get(key) if scheme.categories else ALL.key
        if share is not None and category is not None and category in counting:
            counting[category][key] = share
    kept = {
        each.key: without_lowest(counting[each.key], each.drop_lowest)
        for each in _categories(scheme)
    }
    dropped = frozenset(
        key for category, found in counting.items() for key in found if key not in kept[category]
    )
    return kept, dropped, {key: _mean(found.values()) for key, found in kept.items()}


# Stands for all assignments where a class has no categories.
ALL = Category(key=0, weight=Fraction(1))


def _categories(scheme: Scheme) -> Sequence[Category]:
    return scheme.categories or (ALL,)


def _weighted(
    shares: Mapping[int, Fraction | None], categories: Sequence[Category]
) -> Fraction | None:
    """Return the mean of the categories that have a score, by weight."""
    weighed = [
        (each.weight, share)
        for each in categories or (ALL,)
        if (share := shares[each.key]) is not None
    ]
    weight = sum((each for each, _ in weighed), ZERO)
    if not weight:
        return None
    return sum((each * share for each, share in weighed), ZERO) / weight


def _mean(shares: Iterable[Fraction]) -> Fraction | None:
    known = list(shares)
    return _sum(known) / len(known) if known else None


def _sum(shares: Sequence[Fraction]) -> Fraction:
    """Return the sum, one denominator at a time: most scores of a quiz share theirs."""
    numerators: dict[int, int] = {}
    for share in shares:
        numerators[share.denominator] = numerators.get(share.denominator, 0) + share.numerator
    return sum((Fraction(top, bottom) for bottom, top in numerators.items()), ZERO)
