"""Text files, in whatever character set they were saved."""

import codecs
import re

from charset_normalizer import from_bytes

from quizzes.engine.extracting.refusals import MOST_CHARACTERS, Garbled, TooLong
from quizzes.engine.extracting.writing import Extracted, composed, paragraphs, titled

# The longest first: the mark of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# So much of a text tells its character set.
_READ_FOR_CHARSET = 100_000
# Of a text that was read in the right one, hardly any letter is none.
_MOST_WRONG = 0.02
# Marks and menus are more than the text that they go with, but not by any number.
_MOST_MARKS = 10 * MOST_CHARACTERS
_WRONG = re.compile(r"[\ufffd\x00-\x08\x0e-\x1f\x7f-\x9f]")


def extract(content: bytes) -> Extracted:
    """Return the text; its first line is the title, where it can be one."""
    title, blocks = titled(paragraphs(decoded(content)))
    return composed(blocks, title=title)


def decoded(content: bytes, said: str = "") -> str:
    """Return the bytes as text, in the character set `said` if that is known.

    Raises Garbled, and TooLong before anything is read of far too much.
    """
    text = _as_marked(content) or _as_utf_8(content) or _as_said(content, said) or _guessed(content)
    if len(text) > _MOST_MARKS:
        raise TooLong
    wrong = len(_WRONG.findall(text))
    if wrong > _MOST_WRONG * len(text):
        raise Garbled
    return text


def _as_marked(content: bytes) -> str:
    for mark, charset in _MARKS:
        if content.startswith(mark):
            return content.decode(charset, errors="replace")
    return ""


def _as_utf_8(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        return ""


def _as_said(content: bytes, charset: str) -> str:
    try:
        return content.decode(charset, errors="replace") if charset else ""
    except (LookupError, ValueError):
        return ""


def _guessed(content: bytes) -> str:
    best = from_bytes(content[:_READ_FOR_CHARSET]).best()
    if best is None:
        raise Garbled
    return content.decode(best.encoding, errors="replace")
