"""What has changed between two texts, word by word, for people to read."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

# Words of both sides of one place multiplied: past that the place is shown as replaced whole.
_MOST_COMPARED = 4_000_000

# Scripts that write without spaces are compared letter by letter.
_WITHOUT_SPACES = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(
    rf"\s+|[{_WITHOUT_SPACES}]|[^\W{_WITHOUT_SPACES}]+(?:['’-][^\W{_WITHOUT_SPACES}]+)*|.",
    re.DOTALL,
)


class Change(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one of two texts; one that is the same is of both."""

    change: Change
    text: str


_Between = Callable[[Sequence[str], Sequence[str]], Iterator[Piece]]


def words_changed(old: str, new: str) -> tuple[Piece, ...]:
    """Return both texts as pieces in reading order, what was removed before what took its place.

    The pieces that are not ADDED make up `old`, those that are not REMOVED make up `new`; no two
    neighbors are of one sort. Lines are compared first, and words only within lines that changed,
    so that it takes well under a second for texts of any length that the site keeps.
    """
    pieces = list(_compared(old.splitlines(keepends=True), new.splitlines(keepends=True), _words))
    return tuple(_joined(_without_islands(list(_joined(pieces)))))


def passages_changed(pieces: Sequence[Piece]) -> tuple[tuple[Piece, ...], ...]:
    """Return the lines in which something changed, each as its pieces; empty lines are left out.

    An empty tuple stands where lines that did not change are left out.
    """
    passages: list[tuple[Piece, ...]] = []
    for line in _lines(pieces):
        if any(piece.change is not Change.SAME for piece in line):
            passages.append(line)
        elif passages[-1:] != [()] and any(piece.text.strip() for piece in line):
            passages.append(())
    return tuple(passages)


def _words(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    """Yield what changed within lines that are not the same."""
    before, after = _WORD.findall("".join(old)), _WORD.findall("".join(new))
    if len(before) * len(after) > _MOST_COMPARED:
        return _replaced(old, new)
    return _compared(before, after, _replaced)


def _compared(old: Sequence[str], new: Sequence[str], between: _Between) -> Iterator[Piece]:
    """Yield what is the same, and what `between` says of the rest."""
    matcher = SequenceMatcher(None, old, new)
    for sort, a, b, c, d in matcher.get_opcodes():
        if sort == "equal":
            yield Piece(Change.SAME, "".join(old[a:b]))
        else:
            yield from between(old[a:b], new[c:d])


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    yield Piece(Change.REMOVED, "".join(old))
    yield Piece(Change.ADDED, "".join(new))


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the pieces, neighbors of one sort as one and between two that stay removed first."""
    for is_same, run in groupby(pieces, lambda piece: piece.change is Change.SAME):
        several = list(run)
        for change in (Change.SAME,) if is_same else (Change.REMOVED, Change.ADDED):
            text = "".join(piece.text for piece in several if piece.change is change)
            if text:
                yield Piece(change, text)


def _without_islands(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces, without a mere space that stays between two changes: "the red" is one."""
    for place, piece in enumerate(pieces):
        is_between = 0 < place < len(pieces) - 1 and piece.change is Change.SAME
        if is_between and piece.text.isspace() and "\n" not in piece.text:
            yield Piece(Change.REMOVED, piece.text)
            yield Piece(Change.ADDED, piece.text)
        else:
            yield piece


def _lines(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, ...]]:
    """Yield the pieces of each line: of one that ends in any of the two texts."""
    line: list[Piece] = []
    for piece in pieces:
        for part in piece.text.splitlines(keepends=True):
            line.append(Piece(piece.change, part.rstrip("\r\n")))
            if part != part.rstrip("\r\n") and piece.change is Change.SAME:
                yield tuple(each for each in line if each.text)
                line = []
    if line:
        yield tuple(each for each in line if each.text)
