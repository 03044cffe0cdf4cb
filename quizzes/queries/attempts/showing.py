"""What a question shows while it is answered: options, parts, gaps; nothing of the key."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from django.utils.safestring import SafeString, mark_safe

from quizzes.engine.kinds.base import Shape
from quizzes.models.bank import QuestionVersion

# The place of a gap in the HTML of a text (see Kind.texts).
GAP = re.compile(r"\[\[([A-Za-z0-9_-]{1,40})\]\]")
TEXT = "block:text"


class InPassage(Protocol):
    """Something that may be the first of a paragraph."""

    @property
    def begins(self) -> bool:
        """Whether it is."""


Sentence = TypeVar("Sentence", bound=InPassage)


@dataclass(frozen=True, slots=True)
class OptionShown:
    """What can be chosen. `begins`: it is the first of a paragraph, in a passage.

    `is_struck`: whether the student has struck it out; None where that cannot be done.
    """

    id: str
    html: SafeString
    is_chosen: bool
    begins: bool = False
    is_struck: bool | None = None


@dataclass(frozen=True, slots=True)
class PartShown:
    """A gap, or a thing to match: a pick of `options`, or typed where it has none.

    `html` is what stands before it, empty for a gap; `number` counts the parts from 1.
    """

    id: str
    number: int
    html: SafeString
    options: tuple[OptionShown, ...]
    typed: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text with gaps, and the gap that comes after it; None at the end."""

    html: SafeString
    part: PartShown | None


def can_strike(version: QuestionVersion, order: Sequence[str]) -> bool:
    """Return whether options can be struck out: of a list of three or more, one by one.

    Of two, striking one out is choosing the other; a passage is for reading.
    """
    kind = version.kind_module
    is_list = kind.shape in (Shape.ONE, Shape.MANY) and not hasattr(kind, "paragraph_starts")
    return is_list and len(order) > 2


def options_shown(
    version: QuestionVersion,
    order: Sequence[str],
    response: Any | None,
    struck: frozenset[str] | None = None,
) -> tuple[OptionShown, ...]:
    """Return what can be chosen or ordered, in the order of this attempt and then the student's.

    `struck` are the ids of those struck out; None where that cannot be done.
    """
    kind = version.kind_module
    if kind.shape is Shape.PARTS:
        return ()
    if kind.shape is Shape.ORDER and response is not None:
        order = response
    chosen = frozenset() if response is None else kind.chosen(response)
    begins = paragraph_starts(version)
    return tuple(
        OptionShown(
            option,
            safe(version, option),
            option in chosen,
            option in begins,
            None if struck is None else option in struck,
        )
        for option in order
    )


def by_paragraph(options: Iterable[Sentence]) -> tuple[tuple[Sentence, ...], ...]:
    """Return the options of a passage by paragraph; one, where it is no passage."""
    found: list[list[Sentence]] = []
    for option in options:
        if option.begins or not found:
            found.append([])
        found[-1].append(option)
    return tuple(map(tuple, found))


def paragraph_starts(version: QuestionVersion) -> frozenset[str]:
    """Return the ids of a passage that begin a paragraph; empty for all that is no passage."""
    starts = getattr(version.kind_module, "paragraph_starts", None)
    return starts(version.loaded_spec) if starts else frozenset()


def parts_shown(version: QuestionVersion, order: Sequence[str], raw: Any) -> tuple[PartShown, ...]:
    """Return the parts that are answered one by one, with what was given; () if there are none."""
    kind, spec = version.kind_module, version.loaded_spec
    given: Mapping[str, Any] = raw if isinstance(raw, dict) else {}
    return tuple(
        _part(version, number, part, order, given.get(part))
        for number, part in enumerate(kind.part_ids(spec), start=1)
    )


def _part(
    version: QuestionVersion, number: int, part: str, order: Sequence[str], given: Any
) -> PartShown:
    choices = frozenset(version.kind_module.choices(version.loaded_spec, part))
    options = tuple(
        OptionShown(option, safe(version, option), option == given)
        for option in order
        if option in choices
    )
    typed = given if isinstance(given, str) and not options else ""
    return PartShown(part, number, safe(version, part), options, typed)


def pieces_of(version: QuestionVersion) -> Iterator[tuple[SafeString, str]]:
    """Yield the pieces of a text with gaps, each with the id of the gap after it, "" at the end."""
    text = version.rendered.get(TEXT, "")
    end = 0
    for gap in GAP.finditer(text):
        yield mark_safe(text[end : gap.start()]), gap[1]  # noqa: S308 - sanitized when published
        end = gap.end()
    if text:
        yield mark_safe(text[end:]), ""  # noqa: S308 - the same


def pieces_shown(version: QuestionVersion, parts: Sequence[PartShown]) -> tuple[Piece, ...]:
    """Return a text with its gaps; () where there is no such text."""
    by_id = {part.id: part for part in parts}
    return tuple(Piece(html, by_id.get(gap)) for html, gap in pieces_of(version))


def safe(version: QuestionVersion, key: str) -> SafeString:
    """Return a text of a version as HTML, empty where there is none."""
    # Sanitized by engine.markup when it was published, and sealed since.
    return mark_safe(str(version.rendered.get(key, "")))  # noqa: S308
