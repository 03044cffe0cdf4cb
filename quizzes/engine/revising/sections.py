"""Sections of a text by buttons: a paragraph becomes a heading and back, blocks part and join.

Which block is a heading the text itself says (`engine/text.py`), and nothing beside it, so that
what is pasted, exported or read elsewhere is the same. These acts change the few characters that
say it.
"""

from dataclasses import dataclass

from quizzes.engine.text import Block, blocks, ends_as_sentence, is_heading
from quizzes.engine.words import Message, Refused
from quizzes.engine.words import mark as _

HEADING, PARAGRAPH, JOIN, SPLIT, LINES = "heading", "paragraph", "join", "split", "lines"
# Between blocks.
_APART = "\n\n"
_STOPS = ".。।۔።"
_WIDE_FROM, _WIDE_TO = "\u3040", "\u9fff"


class CannotChange(Refused):
    """The text cannot be changed in that way; the message says why."""


@dataclass(frozen=True, slots=True)
class Changed:
    """The text after an act; `at`: the block to go on at; what was done, in words."""

    text: str
    at: str
    words: Message


def changed(text: str, act: str) -> Changed:
    """Return the text after an act: "heading:p3", "split:s12", "lines"; raise CannotChange."""
    verb, _colon, place = act.partition(":")
    parts = blocks(text)
    if verb == LINES:
        return _of_lines(text)
    if verb == SPLIT:
        return _split(text, parts, place)
    at = next((number for number, block in enumerate(parts) if block.id == place), None)
    doing = {HEADING: _heading, PARAGRAPH: _paragraph, JOIN: _joined}.get(verb)
    if at is None or doing is None:
        raise CannotChange(Message(_("The text has changed since. Look at it, and try again.")))
    return doing(text, parts, at)


def has_run_together(text: str) -> bool:
    """Return whether the text looks as if its paragraphs had lost the empty lines between them."""
    lines = [line for line in text.split("\n") if line.strip()]
    return len(lines) > 2 and _APART not in text.strip() and "\n \n" not in text


def _heading(text: str, parts: tuple[Block, ...], at: int) -> Changed:
    if at == 0:
        raise CannotChange(
            Message(_("The first block cannot be a heading: the article's title stands above it."))
        )
    block = parts[at]
    words = " ".join(block.span.of(text).split()).rstrip(_STOPS).rstrip()
    if not words or not is_heading(words):
        raise CannotChange(
            Message(
                _(
                    "This is too long for a heading, or ends as a question does. A heading is one"
                    " line of at most 120 characters without a stop at its end."
                )
            )
        )
    done = Message(_("It is a heading now; the stop at its end is gone."))
    return Changed(_replaced(text, block, words), block.id, done)


def _paragraph(text: str, parts: tuple[Block, ...], at: int) -> Changed:
    block = parts[at]
    words = block.span.of(text)
    if not ends_as_sentence(words):
        words += "。" if _WIDE_FROM <= words[-1] <= _WIDE_TO else "."
    done = Message(_("It is a paragraph now; it has a stop at its end."))
    return Changed(_replaced(text, block, words), block.id, done)


def _joined(text: str, parts: tuple[Block, ...], at: int) -> Changed:
    if at == 0:
        raise CannotChange(Message(_("There is nothing before the first block.")))
    first, second = parts[at - 1], parts[at]
    whole = f"{text[: first.span.end]} {text[second.span.start :]}"
    return Changed(whole, first.id, Message(_("The two are one paragraph now.")))


def _split(text: str, parts: tuple[Block, ...], place: str) -> Changed:
    for number, block in enumerate(parts, start=1):
        for sentence in block.sentences[1:]:
            if sentence.id == place:
                whole = text[: sentence.span.start].rstrip() + _APART + text[sentence.span.start :]
                done = Message(_("A new paragraph begins there now."))
                return Changed(whole, f"p{number + 1}", done)
    raise CannotChange(Message(_("The text has changed since. Look at it, and try again.")))


def _of_lines(text: str) -> Changed:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    done = Message(_("Each line is a paragraph of its own now."))
    return Changed(_APART.join(lines), "p1", done)


def _replaced(text: str, block: Block, words: str) -> str:
    return text[: block.span.start] + words + text[block.span.end :]
