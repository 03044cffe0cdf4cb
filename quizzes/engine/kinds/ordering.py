"""Ordering: items are put in order; what is in order, by one of three measures, earns."""

import random
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import combinations
from math import comb, factorial, prod

from quizzes.engine.kinds import defaults, options
from quizzes.engine.kinds.base import (
    InvalidResponse,
    InvalidSpec,
    Sample,
    Shape,
    chance_warnings,
    first,
    first_repeated,
    mean,
)
from quizzes.engine.scoring import ONE, ZERO, Score
from quizzes.engine.words import Message, ngettext
from quizzes.engine.words import mark as _

name = "ordering"
label = Message(_("Ordering"))
shape = Shape.ORDER
compared = defaults.compared
part_ids = defaults.part_ids
option_count = defaults.option_count
reading = defaults.reading
chosen = defaults.chosen

_LEAST_ITEMS = 3
_MAX_ITEMS = 12


class Scoring(StrEnum):
    """What earns: pairs in order, items at their own place, or the longest run with gaps."""

    PAIRS = "pairs"
    PLACES = "places"
    SUBSEQUENCE = "subsequence"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to put in order."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Spec:
    """The items in the right order."""

    items: tuple[Item, ...]
    scoring: Scoring = Scoring.PAIRS


def check_spec(spec: Spec) -> tuple[Message, ...]:
    """Return a warning if guessing earns over half; raise InvalidSpec for a mistake."""
    if len(spec.items) < _LEAST_ITEMS:
        message = Message(_("A question needs at least three items to put in order."))
        raise InvalidSpec(message, "items")
    if len(spec.items) > _MAX_ITEMS:
        raise InvalidSpec(
            ngettext("At most %(count)s item.", "At most %(count)s items.", _MAX_ITEMS)
        )
    if any(not options.is_id(item.id) for item in spec.items):
        raise InvalidSpec(Message(_("An item's id must be plain letters and digits.")))
    if len(set(_ids(spec))) < len(spec.items):
        raise InvalidSpec(Message(_("Two items have the same id.")))
    texts = [" ".join(item.text.split()) for item in spec.items]
    if not all(texts):
        place = f"items[{first(not text for text in texts)}].text"
        raise InvalidSpec(Message(_("An item has no text.")), place)
    if len(set(texts)) < len(texts):
        # Nobody can see which of the two comes first.
        place = f"items[{first_repeated(texts)}].text"
        raise InvalidSpec(Message(_("Two items have the same text.")), place)
    return chance_warnings(chance(spec))


def parse(spec: Spec, raw: object, language: str) -> tuple[str, ...] | None:
    """Return all ids in the order given, None if blank; raise InvalidResponse for anything else."""
    if raw is None or raw == []:
        return None
    # The length first, so that a flood is not sorted.
    if (
        not isinstance(raw, list)
        or len(raw) != len(spec.items)
        or any(not isinstance(item_id, str) for item_id in raw)
        or sorted(raw) != sorted(_ids(spec))
    ):
        raise InvalidResponse(Message(_("This answer could not be read.")))
    return tuple(raw)


def score(spec: Spec, response: tuple[str, ...]) -> Score:
    """Return what the order earns by the spec's measure.

    Pairs by Kendall's tau. Places and subsequence are Moodle's "absolute position" and "longest
    ordered subset" (question/type/ordering/question.php).
    """
    places = [_ids(spec).index(item_id) for item_id in response]
    if spec.scoring is Scoring.PLACES:
        at_home = sum(place == right for right, place in enumerate(places))
        return Score(Fraction(at_home, len(places)))
    if spec.scoring is Scoring.SUBSEQUENCE:
        return Score(_earned_by_length(_longest_in_order(places), len(places)))
    inversions = sum(one > later for one, later in combinations(places, 2))
    return Score(_earned_by_inversions(inversions, len(places)))


def correct_response(spec: Spec) -> object:
    """Return all ids in the right order."""
    return list(_ids(spec))


def chance(spec: Spec) -> Fraction:
    """Return the mean over all orders."""
    return mean(guesses(spec))


def guesses(spec: Spec) -> Mapping[Fraction, int]:
    """Return how many orders earn each fraction; they are counted, not listed."""
    size = len(spec.items)
    found: Counter[Fraction] = Counter()
    if spec.scoring is Scoring.PLACES:
        for at_home, orders in _orders_by_places(size).items():
            found[Fraction(at_home, size)] += orders
    elif spec.scoring is Scoring.SUBSEQUENCE:
        for length, orders in _orders_by_length(size).items():
            found[_earned_by_length(length, size)] += orders
    else:
        for inversions, orders in _orders_by_inversions(size).items():
            found[_earned_by_inversions(inversions, size)] += orders
    return found


def instruction(spec: Spec) -> Message | None:
    """Return the direction in which the order goes; what it is an order of, the stem says."""
    return Message(_("Put these in order, from first to last."))


def shuffled(spec: Spec, rng: random.Random) -> tuple[str, ...]:
    """Return the ids in any order but the right one, all others equally likely.

    One number is drawn and read as a Lehmer code (in factorial base each digit picks one of the
    items that are left); 0 is the right order, so that it is never drawn.
    """
    left = list(_ids(spec))
    number = rng.randrange(1, factorial(len(left)))
    order = []
    while left:
        place, number = divmod(number, factorial(len(left) - 1))
        order.append(left.pop(place))
    return tuple(order)


def choices(spec: Spec, part_id: str) -> tuple[str, ...]:
    """Return the ids of all items, sorted: in the author's order they would be the key."""
    return tuple(sorted(_ids(spec)))


def texts(spec: Spec) -> Mapping[str, str]:
    """Return the items' texts, sorted by id: in the author's order they would be the key."""
    return {item.id: item.text for item in sorted(spec.items, key=lambda item: item.id)}


def public_texts(spec: Spec) -> Mapping[str, str]:
    """Return the items' texts."""
    return texts(spec)


def feedback_keys(spec: Spec, response: tuple[str, ...]) -> tuple[str, ...]:
    """Return (): the explanation says what there is to say about an order."""
    return ()


def samples() -> tuple[Sample, ...]:
    """Return orders under each measure."""
    by_pairs = Spec(
        (
            Item("m", "Xi'an"),
            Item("c", "Dunhuang"),
            Item("t", "Samarkand"),
            Item("b", "Baghdad"),
        )
    )
    by_places = Spec(by_pairs.items, Scoring.PLACES)
    by_subsequence = Spec(by_pairs.items, Scoring.SUBSEQUENCE)
    return (
        Sample(by_pairs, ["m", "c", "t", "b"], ONE),
        Sample(by_pairs, ["c", "m", "t", "b"], Fraction(2, 3)),
        Sample(by_pairs, ["b", "m", "c", "t"], ZERO),
        Sample(by_pairs, ["b", "t", "c", "m"], ZERO),
        Sample(by_pairs, [], "blank"),
        Sample(by_pairs, None, "blank"),
        Sample(by_pairs, ["m", "c", "t"], "unreadable"),
        Sample(by_pairs, ["m", "c", "t", "t"], "unreadable"),
        Sample(by_pairs, ["m", "c", "t", "z"], "unreadable"),
        Sample(by_pairs, "mctb", "unreadable"),
        Sample(by_places, ["m", "c", "t", "b"], ONE),
        Sample(by_places, ["c", "m", "t", "b"], Fraction(1, 2)),
        Sample(by_places, ["b", "m", "c", "t"], ZERO),
        Sample(by_subsequence, ["m", "c", "t", "b"], ONE),
        Sample(by_subsequence, ["b", "m", "c", "t"], Fraction(3, 4)),
        Sample(by_subsequence, ["b", "t", "c", "m"], ZERO),
    )


def _ids(spec: Spec) -> tuple[str, ...]:
    return tuple(item.id for item in spec.items)


def _earned_by_inversions(inversions: int, size: int) -> Fraction:
    # Kendall's tau (A New Measure of Rank Correlation, Biometrika 30, 1938), not below 0.
    return max(ZERO, ONE - Fraction(2 * inversions, comb(size, 2)))


def _earned_by_length(length: int, size: int) -> Fraction:
    # One item alone is in order whatever the answer is.
    return ZERO if length == 1 else Fraction(length, size)


def _longest_in_order(places: Sequence[int]) -> int:
    """Return the length of the longest increasing subsequence.

    It is the first row that row insertion makes (Schensted, Longest Increasing and Decreasing
    Subsequences, Canadian Journal of Mathematics 13, 1961): a place bumps the next larger one.
    """
    row: list[int] = []
    for place in places:
        bumped = bisect_left(row, place)
        row[bumped : bumped + 1] = [place]
    return len(row)


def _orders_by_places(size: int) -> Mapping[int, int]:
    """Return how many orders of `size` items leave each number of them at their places.

    The rencontres numbers (Riordan, An Introduction to Combinatorial Analysis, 1958, chapter 3):
    the items that stay are chosen, and the others are deranged, n! - n!/1! + n!/2! - ... of ways.
    """
    deranged = [1]
    for others in range(1, size + 1):
        deranged.append(others * deranged[-1] + (-1) ** others)
    return {stay: comb(size, stay) * deranged[size - stay] for stay in range(size + 1)}


def _orders_by_inversions(size: int) -> Mapping[int, int]:
    """Return how many orders of `size` items have each number of inversions.

    The Mahonian numbers (Knuth, The Art of Computer Programming 3, section 5.1.1): the nth item is
    put before 0 to n - 1 of the earlier ones.
    """
    counts = Counter({0: 1})
    for earlier in range(1, size):
        added: Counter[int] = Counter()
        for inversions, orders in counts.items():
            added.update({inversions + before: orders for before in range(earlier + 1)})
        counts = added
    return counts


def _orders_by_length(size: int) -> Mapping[int, int]:
    """Return how many orders of `size` items have a longest increasing subsequence of each length.

    An order is a pair of standard Young tableaux of one shape, the first row of which is as long
    as that subsequence (Schensted 1961).
    """
    counts: Counter[int] = Counter()
    for shape_ in _shapes(size, size):
        counts[shape_[0]] += _tableaux(shape_) ** 2
    return counts


def _shapes(size: int, longest: int) -> Iterator[tuple[int, ...]]:
    if size == 0:
        yield ()
    for row in range(1, min(size, longest) + 1):
        for rest in _shapes(size - row, row):
            yield (row, *rest)


def _tableaux(rows: tuple[int, ...]) -> int:
    """Return the number of standard Young tableaux with these row lengths, by their hooks.

    Frame, Robinson and Thrall, The Hook Graphs of the Symmetric Group, Canadian Journal of
    Mathematics 6, 1954: n! / the product of all hook lengths.
    """
    columns = [sum(row > place for row in rows) for place in range(rows[0])]
    hooks = prod(
        (row - across) + (columns[across] - down) - 1
        for down, row in enumerate(rows)
        for across in range(row)
    )
    return factorial(sum(rows)) // hooks
