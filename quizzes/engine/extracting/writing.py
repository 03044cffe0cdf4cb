"""An article's text, put together of what a file has: blocks with an empty line between them."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from quizzes.engine.extracting.refusals import MOST_CHARACTERS, Empty, TooLong
from quizzes.engine.text import is_heading

# Of a word that the end of a line cuts.
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010]$")
_SENTENCE_END = re.compile(r"[.!?…؟۔।。！？:;»”\"')\]]\s*$")
_SPACES = re.compile(r"[^\S\n]+")
_EMPTY_LINES = re.compile(r"\n\s*\n")
_LONGEST_TITLE = 300
# A line that is so much shorter than the others ends its paragraph.
_SHORT = 0.8
_LEAST_LINES = 3


@dataclass(frozen=True, slots=True)
class Extracted:
    """What a file says of itself, and its text; what it does not say is empty.

    `published_on`: "2026-11-26"; `language`: a code as "en" or "pt-BR".
    """

    text: str
    title: str = ""
    author: str = ""
    source: str = ""
    published_on: str = ""
    language: str = ""


def tidied(text: str) -> str:
    """Return a text as it is kept: NFC, one sort of line end, no control characters, no edges.

    Spaces at the ends of lines go, and of several empty lines in a row one stays.
    """
    plain = unicodedata.normalize("NFC", "\n".join(text.replace("\x0c", "\n\n").splitlines()))
    kept = "".join(
        letter
        for letter in plain
        if letter in "\n\t" or unicodedata.category(letter) not in _BARRED
    )
    lines = "\n".join(line.strip() for line in kept.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


# Control characters, halves of pairs and what no character set has assigned to anybody.
_BARRED = {"Cc", "Cs", "Co", "Cn"}


def one_line(text: str) -> str:
    """Return a text on one line, short enough for a title; too long is none."""
    line = " ".join(tidied(text).split())
    return line if len(line) <= _LONGEST_TITLE else ""


def composed(blocks: Iterable[str], *, title: str = "", **said: str) -> Extracted:
    """Return the blocks as a text; without its first where that is the title again.

    Raises Empty and TooLong.
    """
    kept: list[str] = []
    for block in blocks:
        tidy = tidied(_SPACES.sub(" ", block))
        if tidy and not (not kept and _is_same(tidy, title)):
            kept.append(_EMPTY_LINES.sub("\n", tidy))
        if sum(map(len, kept[-1:])) > MOST_CHARACTERS:
            raise TooLong
    text = "\n\n".join(kept)
    if not any(letter.isalnum() for letter in text):
        raise Empty
    if len(text) > MOST_CHARACTERS:
        raise TooLong
    return Extracted(
        text, one_line(title), **{name: one_line(value) for name, value in said.items()}
    )


def paragraphs(text: str) -> list[str]:
    """Return the blocks of a text that may have its own idea of what a line is.

    Without any empty line, each line is a paragraph if lines are long or end as sentences do.
    Where nearly all lines are cut at one width they flow into each other.
    """
    tidy = tidied(text)
    blocks = _EMPTY_LINES.split(tidy)
    if len(blocks) > 1:
        return [flowed(block.split("\n")) for block in blocks]
    lines = [line for line in tidy.split("\n") if line]
    ending = sum(bool(_SENTENCE_END.search(line)) for line in lines)
    if len(lines) < _LEAST_LINES or 2 * ending > len(lines) or _typical(lines) > 120:
        return lines
    return broken(lines)


def broken(lines: Sequence[str]) -> list[str]:
    """Return the paragraphs of lines that are cut at one width: a short line ends its own."""
    width = _typical(lines)
    found: list[list[str]] = [[]]
    for line in lines:
        found[-1].append(line)
        if len(line) < _SHORT * width and (_SENTENCE_END.search(line) or len(found[-1]) == 1):
            found.append([])
    return [flowed(block) for block in found if block]


def flowed(lines: Sequence[str]) -> str:
    """Return lines as one, a word that was cut at a line's end as one word again."""
    text = ""
    for line in lines:
        if _HYPHEN.search(text) and line[:1].islower():
            text = text[:-1] + line
        else:
            text = f"{text} {line}" if text else line
    return text


def titled(blocks: Sequence[str]) -> tuple[str, Sequence[str]]:
    """Return the first block as a title, if it can be one, and the blocks after it."""
    if len(blocks) > 1 and is_heading(blocks[0]):
        return blocks[0], blocks[1:]
    return "", blocks


def _typical(lines: Sequence[str]) -> float:
    longest = sorted((len(line) for line in lines), reverse=True)
    return median(longest[: max(1, len(longest) // 2)])


def _is_same(block: str, title: str) -> bool:
    return bool(title) and " ".join(block.split()).casefold() == " ".join(title.split()).casefold()
