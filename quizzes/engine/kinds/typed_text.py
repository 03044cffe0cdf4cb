"""How typed text is compared with what an author accepts: folding, patterns, near misses."""

import re
import unicodedata
from functools import lru_cache
from itertools import groupby, takewhile
from typing import NamedTuple, Protocol

from quizzes.engine.text import DASHES, QUOTE_MARKS

_STAR = re.compile(r"(?<!\\)\*")
_WHITE_SPACE = re.compile(r"\s+")
# Marks of a lower combining class belong to their letter: Japanese voicing, Indic nuktas, viramas.
_FIRST_CLASS_OF_DIACRITICS = 10
_SHORTEST_WORD_MISSED = 5


class Folding(Protocol):
    """Which differences do not matter to the author."""

    @property
    def folds_case(self) -> bool: ...
    @property
    def folds_white_space(self) -> bool: ...
    @property
    def folds_quotes(self) -> bool: ...
    @property
    def folds_dashes(self) -> bool: ...
    @property
    def folds_diacritics(self) -> bool: ...


def folded(text: str, folding: Folding) -> str:
    """Return the text in Unicode NFKC without what does not matter; ends are left as they are."""
    # Before normalizing, which takes some quote marks apart into a space and an accent.
    if folding.folds_quotes:
        text = text.translate(QUOTE_MARKS)
    if folding.folds_dashes:
        text = text.translate(DASHES)
    text = unicodedata.normalize("NFKC", text)
    if folding.folds_diacritics:
        text = _without_diacritics(text)
    if folding.folds_case:
        text = unicodedata.normalize("NFKC", text.casefold())
    if folding.folds_white_space:
        text = _WHITE_SPACE.sub(" ", text)
    return text


def _without_diacritics(text: str) -> str:
    letters = (
        character
        for character in unicodedata.normalize("NFKD", text)
        if unicodedata.combining(character) < _FIRST_CLASS_OF_DIACRITICS
    )
    return unicodedata.normalize("NFKC", "".join(letters))


class _Flags(NamedTuple):
    """The differences that do not matter, alone: quickly compared."""

    folds_case: bool
    folds_white_space: bool
    folds_quotes: bool
    folds_dashes: bool
    folds_diacritics: bool


def pieces(pattern: str, folding: Folding) -> tuple[str, ...]:
    r"""Return the folded texts between the stars of a pattern; `\*` is a star of its own.

    One piece is a pattern without a star; empty pieces only, and more than one, match anything.
    """
    flags = _Flags(*(getattr(folding, name) for name in _Flags._fields))
    return _pieces(pattern, flags)


# A variant is looked at for each answer, and at publishing for each variant beside it.
@lru_cache(maxsize=4096)
def _pieces(pattern: str, folding: _Flags) -> tuple[str, ...]:
    parts = [folded(part.replace(r"\*", "*"), folding) for part in _STAR.split(pattern)]
    parts[0] = parts[0].lstrip()
    parts[-1] = parts[-1].rstrip()
    return tuple(parts)


def example(pattern: str, folding: Folding) -> str:
    """Return a text that fits a pattern: with nothing for its stars, or else with ellipses."""
    shortest = _filled(pattern, "")
    # Not so for a star alone, and for one between spaces that folding makes a single one.
    fits = matches(pieces(pattern, folding), folded(shortest, folding).strip())
    return shortest if shortest and fits else _filled(pattern, "…")


def _filled(pattern: str, filling: str) -> str:
    return _STAR.sub(filling, pattern).replace(r"\*", "*").strip()


def matches(parts: tuple[str, ...], text: str) -> bool:
    """Return whether a folded text without outer white space fits the pattern of these pieces."""
    if len(parts) == 1:
        return text == parts[0]
    first, *middle, last = parts
    if len(text) < len(first) + len(last) or not text.startswith(first) or not text.endswith(last):
        return False
    position, end = len(first), len(text) - len(last)
    for part in middle:
        found = text.find(part, position, end)
        if found < 0:
            return False
        position = found + len(part)
    return True


def is_near_miss(typed: str, accepted: str) -> bool:
    """Return whether two folded texts differ by one edit inside one word.

    An edit is a letter added, left out or replaced, or two neighbors swapped (Damerau, A Technique
    for Computer Detection and Correction of Spelling Errors, Communications of the ACM 7, 1964).
    The accepted word has five letters or more, and there is no digit in it.
    """
    if abs(len(typed) - len(accepted)) > 1:
        return False
    typed_words, accepted_words = _words(typed), _words(accepted)
    if len(typed_words) != len(accepted_words):
        return False
    pairs = zip(typed_words, accepted_words, strict=True)
    different = [(typed, accepted) for typed, accepted in pairs if typed != accepted]
    return len(different) == 1 and _is_misspelled(*different[0])


def _words(text: str) -> list[str]:
    return ["".join(run) for _is_word, run in groupby(text, key=_is_part_of_a_word)]


def _is_part_of_a_word(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMN"


def _is_misspelled(typed: str, accepted: str) -> bool:
    if any(character.isdigit() for character in typed + accepted):
        return False
    if sum(character.isalpha() for character in accepted) < _SHORTEST_WORD_MISSED:
        return False
    return _is_one_edit(typed, accepted)


def _is_one_edit(one: str, other: str) -> bool:
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    one, other = one[same:], other[same:]
    is_replaced = one[1:] == other[1:]
    is_added_or_left_out = one[1:] == other or one == other[1:]
    are_swapped = one[:2] == other[:2][::-1] and one[2:] == other[2:]
    return is_replaced or is_added_or_left_out or are_swapped
