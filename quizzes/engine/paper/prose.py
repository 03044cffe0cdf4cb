"""Markdown as paper shows it: paragraphs of words that are plain, bold or slanted; no HTML.

A formula cannot be drawn without a browser: its source stands in its place.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from markdown_it.token import Token

from quizzes.engine.markup import tokens

BULLET = "•"
BETWEEN_CELLS = "  |  "


@dataclass(frozen=True, slots=True)
class Run:
    """Words that look alike."""

    text: str
    is_bold: bool = False
    is_slanted: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, or one image: its address in `image`, what it shows in the runs.

    `marker` stands before it, of an item of a list, which is `depth` lists deep.
    """

    runs: tuple[Run, ...]
    marker: str = ""
    depth: int = 0
    image: str = ""

    @property
    def text(self) -> str:
        """Its words alone."""
        return "".join(run.text for run in self.runs)


@dataclass(slots=True)
class _List:
    number: int | None

    def marker(self) -> str:
        if self.number is None:
            return BULLET
        self.number += 1
        return f"{self.number - 1}."


@dataclass(slots=True)
class _Walk:
    lists: list[_List] = field(default_factory=list)
    marker: str = ""
    row: list[Run] | None = None


def plain(text: str, *, is_bold: bool = False) -> Paragraph:
    """Return words that are no Markdown as a paragraph."""
    return Paragraph((Run(text, is_bold=is_bold),))


def prose(markdown: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a text, each image as one of its own after its paragraph."""
    return tuple(_paragraphs(tokens(markdown)))


def _paragraphs(found: Iterable[Token]) -> Iterator[Paragraph]:
    walk = _Walk()
    for token in found:
        if token.type in _OPENS:
            walk.lists.append(_List(_first_number(token)))
        elif token.type in _CLOSES:
            walk.lists.pop()
        elif token.type == "list_item_open":
            walk.marker = walk.lists[-1].marker()
        elif token.type == "tr_open":
            walk.row = []
        elif token.type == "tr_close":
            yield Paragraph(tuple((walk.row or [])[:-1]))
            walk.row = None
        else:
            yield from _of_content(walk, token)


_OPENS = ("bullet_list_open", "ordered_list_open")
_CLOSES = ("bullet_list_close", "ordered_list_close")


def _first_number(token: Token) -> int | None:
    if token.type == "bullet_list_open":
        return None
    start = token.attrGet("start")
    return 1 if start is None else int(start)


def _of_content(walk: _Walk, token: Token) -> Iterator[Paragraph]:
    if token.type == "inline":
        runs = tuple(_runs(token.children or ()))
        if walk.row is not None:
            walk.row += [*runs, Run(BETWEEN_CELLS)]
            return
        if any(run.text.strip() for run in runs):
            yield _marked(walk, runs)
        yield from _images(token.children or ())
    elif token.type in ("fence", "code_block"):
        yield _marked(walk, (Run(token.content.rstrip()),))
    elif token.type.startswith("math_block"):
        yield _marked(walk, (Run(token.content.strip(), is_slanted=True),))


def _marked(walk: _Walk, runs: tuple[Run, ...]) -> Paragraph:
    marker, walk.marker = walk.marker, ""
    return Paragraph(runs, marker, len(walk.lists))


def _runs(children: Iterable[Token]) -> Iterator[Run]:
    bold = slanted = 0
    for child in children:
        if child.type in ("strong_open", "strong_close"):
            bold += child.nesting
        elif child.type in ("em_open", "em_close"):
            slanted += child.nesting
        elif child.type == "softbreak":
            yield Run(" ")
        elif child.type == "hardbreak":
            yield Run("\n")
        elif child.type.startswith("math_inline"):
            yield Run(child.content, is_slanted=True)
        elif child.type in ("text", "code_inline", "text_special"):
            yield Run(child.content, is_bold=bold > 0, is_slanted=slanted > 0)


def _images(children: Iterable[Token]) -> Iterator[Paragraph]:
    for child in children:
        if child.type == "image":
            source = str(child.attrGet("src") or "")
            yield Paragraph((Run(child.content, is_slanted=True),), image=source)
