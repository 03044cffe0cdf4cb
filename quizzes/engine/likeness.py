"""How much two texts are alike, and which of very many are.

Two texts are compared by their shingles, the pairs of words that stand side by side: A. Broder, On
the resemblance and containment of documents, 1997. Of very many texts only those are compared whose
sketches, the smallest hashes of their shingles, have something in common.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from zlib import crc32

from quizzes.engine.searching import folded

# How many hashes stand for a text, how many of them two texts must share to be compared.
SKETCHED, SHARED = 16, 2
# A phrase of more texts than that tells nothing: "according to", in a bank of questions.
COMMONEST = 100

Sketch = tuple[int, ...]

# Scripts that write without spaces are read letter by letter.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")


def shingles(text: str) -> frozenset[str]:
    """Return the pairs of neighboring words, folded; of a single word the word itself."""
    words = _WORD.findall(folded(text))
    if len(words) < 2:
        return frozenset(words)
    return frozenset(f"{one} {other}" for one, other in pairwise(words))


def likeness(one: Collection[str], other: Collection[str]) -> float:
    """Return the share of all shingles of two texts that both have, 0..1; 0 where there is none."""
    first, second = frozenset(one), frozenset(other)
    if not first or not second:
        return 0.0
    shared = len(first & second)
    return shared / (len(first) + len(second) - shared)


def sketch(text: str) -> Sketch:
    """Return the smallest hashes of a text's shingles, in order."""
    return tuple(sorted({crc32(shingle.encode()) for shingle in shingles(text)})[:SKETCHED])


def likely_pairs(sketches: Mapping[int, Sketch]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of keys that are worth comparing, each once, the smaller key first.

    Of texts with one sketch each is paired with the first only: alike are they anyway.
    """
    same: dict[Sketch, list[int]] = defaultdict(list)
    for key in sorted(sketches):
        if sketches[key]:
            same[sketches[key]].append(key)
    for first, *others in same.values():
        yield from ((first, other) for other in others)
    firsts = {keys[0]: hashes for hashes, keys in same.items()}
    for (one, other), count in _shared(firsts).items():
        # Of a text of a few words, all that it has.
        if count >= min(SHARED, len(firsts[one]), len(firsts[other])):
            yield one, other


def _shared(sketches: Mapping[int, Sketch]) -> Mapping[tuple[int, int], int]:
    """Return how many hashes two sketches share, where they share any that is not too common."""
    by_hash: dict[int, list[int]] = defaultdict(list)
    for key in sorted(sketches):
        for each in sketches[key]:
            by_hash[each].append(key)
    few = (keys for keys in by_hash.values() if len(keys) <= COMMONEST)
    return Counter(pair for keys in few for pair in combinations(keys, 2))


def grouped(pairs: Iterable[tuple[int, int]]) -> Sequence[Sequence[int]]:
    """Return the groups that pairs make: the friend of a friend is a friend. Keys in order."""
    group: dict[int, set[int]] = {}
    for one, other in pairs:
        first, second = group.setdefault(one, {one}), group.setdefault(other, {other})
        if first is not second:
            small, large = sorted((first, second), key=len)
            large |= small
            group.update(dict.fromkeys(small, large))
    distinct = {id(each): each for each in group.values()}
    return sorted(sorted(each) for each in distinct.values())
