"""Drawing questions out of pools: what a student has met least comes first, nothing comes twice."""

import random
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Questions by their keys: one asked always (`draw_count` None), or a pool to draw from.

    Of a pool, `draw_count` are asked, or what there is.
    """

    questions: tuple[int, ...]
    draw_count: int | None = None


def drawn(
    places: Sequence[Place], met: Mapping[int, int], rng: random.Random
) -> tuple[tuple[int, ...], ...]:
    """Return what each place asks: fixed questions, and draws in an order by chance.

    `met`: how often the student was shown a question before. No question is asked twice: a fixed
    one stands in its first place and is in no draw. Where pools overlap, the most questions that
    can be asked are: sets that fill the places are the independent sets of a transversal matroid,
    so that taking the least met one that still fits, again and again, is best (Edmonds 1971,
    "Matroids and the greedy algorithm").
    """
    asked: list[list[int]] = [[] for _ in places]
    fixed: set[int] = set()
    for place, each in enumerate(places):
        if each.draw_count is None:
            asked[place] = [question for question in each.questions if question not in fixed]
            fixed.update(each.questions)
    pools = {
        place: frozenset(each.questions) - fixed
        for place, each in enumerate(places)
        if each.draw_count is not None
    }
    # Sorted before it is shuffled: the same seed draws the same, however the rows were read.
    candidates = sorted(frozenset[int]().union(*pools.values()))
    rng.shuffle(candidates)
    candidates.sort(key=lambda question: met.get(question, 0))
    counts = {place: places[place].draw_count or 0 for place in pools}
    for question in candidates:
        _seat(question, pools, counts, asked, set())
    return tuple(tuple(each) for each in asked)


def _seat(
    question: int,
    pools: Mapping[int, Collection[int]],
    counts: Mapping[int, int],
    asked: Sequence[list[int]],
    tried: set[int],
) -> bool:
    """Give a question a place in one of its pools, moving others between theirs if need be.

    This is the augmenting path of a bipartite matching: nothing that is asked stops being asked.
    """
    own = [place for place, pool in pools.items() if question in pool and place not in tried]
    for place in own:
        if len(asked[place]) < counts[place]:
            asked[place].append(question)
            return True
    for place in own:
        tried.add(place)
        for other in list(asked[place]):
            if _seat(other, pools, counts, asked, tried):
                asked[place][asked[place].index(other)] = question
                return True
    return False


def count_of(places: Sequence[Place]) -> int:
    """Return how many questions an attempt asks: as many for every student."""
    return sum(map(len, typical(places)))


def typical(places: Sequence[Place]) -> tuple[tuple[int, ...], ...]:
    """Return one draw out of all that are alike in number, for sums and previews."""
    return drawn(places, {}, random.Random(0))  # noqa: S311 - any draw will do


def missing(places: Sequence[Place]) -> Iterator[tuple[int, int]]:
    """Yield each draw that asks fewer than it should, by its index, and how many are missing."""
    for place, (wanted, found) in enumerate(zip(places, typical(places), strict=True)):
        if wanted.draw_count is not None and len(found) < wanted.draw_count:
            yield place, wanted.draw_count - len(found)


def attempts_until_repetition(pool_size: int, draw_count: int) -> int:
    """Return how many attempts a pool gives before one must repeat a question; at least 1.

    A pool of 6 with 3 drawn repeats after 2 attempts; one of 5 after 1, since the second would
    need a sixth.
    """
    return max(1, pool_size // draw_count)
