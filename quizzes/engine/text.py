"""An article's paragraphs and sentences, and finding a quote in it again."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Literal

DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"))
QUOTE_MARKS = str.maketrans(dict.fromkeys("“”„‟«»″＂〝〞", '"') | dict.fromkeys("‘’‚‛‹›′´`＇", "'"))

_LONGEST_HEADING = 120
_LONGEST_ABBREVIATION = 40

_CLOSERS = r"[\"'”’»›)\]}」』）】》]*"
_OPENERS = r"\s\"'“‘„«‹(\[{¿¡—–-"
_STOPS = ".!?…؟۔।॥։"
# Scripts without spaces: such a stop ends a sentence whatever follows.
_WIDE_STOPS = "。！？｡"

_SENTENCE_END = re.compile(
    rf"[{_WIDE_STOPS}]+{_CLOSERS}"
    rf"|(?<![{_STOPS}])(?P<stop>[{_STOPS}]++){_CLOSERS}+(?:\[\d+\])*+(?=\s|\Z)"
)
_ENDS_AS_SENTENCE = re.compile(rf"[{_STOPS}{_WIDE_STOPS}]{_CLOSERS}\Z")
_NEXT_WORD = re.compile(rf"[{_OPENERS}]*(\w?)")
_BETWEEN_WORDS = re.compile(rf"[{_OPENERS}]")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")

_ABBREVIATIONS_BY_LANGUAGE = {
    "English": "mr mrs ms dr prof st gen gov sen rep lt col sgt capt rev hon messrs vs cf e.g i.e "
    "eg ie viz approx dept est al ca",
    "German": "bzw z.b d.h u.a vgl hrsg bspw",
    "French, Spanish": "mme mlle sr sra dra",
    "Russian, Kazakh": "им ул т.е т.д",
}
_ABBREVIATIONS = frozenset(" ".join(_ABBREVIATIONS_BY_LANGUAGE.values()).split())
_ABBREVIATIONS_OF_MONTHS = "jan feb mar apr jun jul aug sep sept oct nov dec"
_ABBREVIATIONS_OF_PLACES = "no nos nr vol p pp ch fig figs art sec par para стр рис"
_BEFORE_NUMBERS = frozenset(f"{_ABBREVIATIONS_OF_MONTHS} {_ABBREVIATIONS_OF_PLACES}".split())


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text, as offsets in code points; the end is not part of it."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the stretch itself."""
        return text[self.start : self.end]

    def touches(self, other: "Span") -> bool:
        """Return whether the two have a character in common."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; ids "s1", "s2"… count over the whole text."""

    id: str
    span: Span


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a heading; ids "p1", "p2"… count both. A heading has no sentences."""

    kind: Literal["heading", "paragraph"]
    id: str
    span: Span
    sentences: tuple[Sentence, ...]


def blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a text, which blank lines separate.

    A heading is a block of one line of at most 120 characters that does not end as a sentence does
    and is not the first.
    """
    numbers = count(1)
    return tuple(
        _block(text, span, place, numbers) for place, span in enumerate(_block_spans(text), start=1)
    )


def sentences(text: str) -> tuple[Sentence, ...]:
    """Return all sentences of a text."""
    return tuple(sentence for block in blocks(text) for sentence in block.sentences)


def sentences_of(blocks: Iterable[Block], span: Span) -> tuple[Sentence, ...]:
    """Return the sentences that a span touches."""
    return tuple(
        sentence for block in blocks for sentence in block.sentences if sentence.span.touches(span)
    )


def is_heading(block: str) -> bool:
    """Return whether a block, which is not the first of its text, is a heading."""
    is_one_line = len(block.splitlines()) == 1
    return is_one_line and len(block) <= _LONGEST_HEADING and not ends_as_sentence(block)


def ends_as_sentence(block: str) -> bool:
    """Return whether there is a stop at the end, or within quotes and brackets there."""
    return bool(_ENDS_AS_SENTENCE.search(block))


def find_quote(text: str, quote: str, near: int | None = None) -> Span | None:
    """Return where a quote stands in a text: exactly, else with spaces, quotes and dashes folded.

    Of several places it is the one nearest to the offset `near`; without that, or if there is no
    place, None.
    """
    if not quote.strip():
        return None
    found = [Span(start, start + len(quote)) for start in _occurrences(text, quote)]
    found = found or list(_folded_occurrences(text, quote))
    if near is not None:
        return min(found, key=lambda span: abs(span.start - near), default=None)
    return found[0] if len(found) == 1 else None


def _block_spans(text: str) -> Iterator[Span]:
    start: int | None = None
    end = position = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            if start is None:
                start = position + len(line) - len(line.lstrip())
            end = position + len(line.rstrip())
        elif start is not None:
            yield Span(start, end)
            start = None
        position += len(line)
    if start is not None:
        yield Span(start, end)


def _block(text: str, span: Span, place: int, numbers: Iterator[int]) -> Block:
    if place > 1 and is_heading(span.of(text)):
        return Block("heading", f"p{place}", span, ())
    found = tuple(Sentence(f"s{next(numbers)}", part) for part in _sentence_spans(text, span))
    return Block("paragraph", f"p{place}", span, found)


def _sentence_spans(text: str, block: Span) -> Iterator[Span]:
    start = block.start
    for match in _SENTENCE_END.finditer(text, block.start, block.end):
        if _is_end(text, match, Span(start, block.end)):
            yield Span(start, match.end())
            start = _after_spaces(text, match.end(), block.end)
    if start < block.end:
        yield Span(start, block.end)


def _after_spaces(text: str, position: int, end: int) -> int:
    while position < end and text[position].isspace():
        position += 1
    return position


def _is_end(text: str, match: re.Match[str], rest: Span) -> bool:
    """Return whether a stop ends the sentence that begins with the rest of its block."""
    stop = match["stop"]
    if stop is None:
        return True
    following = _NEXT_WORD.match(text, match.end(), rest.end)
    next_character = following[1] if following else ""
    if next_character.islower():
        return False
    return stop != "." or not _is_abbreviated(text, Span(rest.start, match.start()), next_character)


def _is_abbreviated(text: str, before: Span, next_character: str) -> bool:
    """Return whether a point belongs to the word before it, or stands alone as in ". . ."."""
    last = text[max(before.start, before.end - _LONGEST_ABBREVIATION) : before.end]
    if not last[-1:].strip():
        return True
    word = _BETWEEN_WORDS.split(last)[-1].lower()
    if word in _BEFORE_NUMBERS:
        return next_character.isdigit()
    is_list_number = word.isdigit() and word == before.of(text)
    return word in _ABBREVIATIONS or bool(_INITIALS.fullmatch(word)) or is_list_number


def _occurrences(text: str, quote: str) -> Iterator[int]:
    start = text.find(quote)
    while start >= 0:
        yield start
        start = text.find(quote, start + 1)


def _folded_occurrences(text: str, quote: str) -> Iterator[Span]:
    folded, offsets = _folded(text)
    sought = _folded(quote)[0].strip()
    for start in _occurrences(folded, sought):
        yield Span(offsets[start], offsets[start + len(sought) - 1] + 1)


def _folded(text: str) -> tuple[str, list[int]]:
    """Return the text with spaces, quotes and dashes folded, and each character's old offset."""
    characters: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text.translate(QUOTE_MARKS).translate(DASHES)):
        folded = " " if character.isspace() else character
        if folded == " " and characters[-1:] == [" "]:
            continue
        characters.append(folded)
        offsets.append(offset)
    return "".join(characters), offsets
