"""PDF files that have text: paragraphs put together again of the lines of their pages."""

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from pypdf import PdfReader

from quizzes.engine.extracting.refusals import (
    MOST_CHARACTERS,
    MOST_PAGES,
    Locked,
    Scanned,
    TooLong,
    TooManyPages,
)
from quizzes.engine.extracting.writing import Extracted, broken, composed, tidied, titled

_PAGE_NUMBER = re.compile(r"\W*(?:\w{1,6}\s)?\d{1,4}(?:\s?(?:/|of)\s?\d{1,4})?\W*")
_LEAST_PAGES = 3


def extract(content: bytes) -> Extracted:
    """Return the text without page numbers and what is repeated at the edges of pages."""
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Locked
    if len(reader.pages) > MOST_PAGES:
        raise TooManyPages
    pages = [tidied(text).split("\n") for text in _texts(reader)]
    if not any(chain.from_iterable(pages)):
        raise Scanned
    repeated = _repeated(pages)
    title, blocks = titled(list(_paragraphs(pages, repeated)))
    said = reader.metadata
    return composed(
        blocks,
        title=title or str((said and said.title) or ""),
        author=str((said and said.author) or ""),
    )


def _texts(reader: PdfReader) -> Iterator[str]:
    length = 0
    for page in reader.pages:
        text = page.extract_text()
        length += len(text)
        if length > MOST_CHARACTERS:
            raise TooLong
        yield text


def _repeated(pages: Sequence[Sequence[str]]) -> set[str]:
    """Return the lines that stand at the edge of most pages: the journal's name, the title."""
    if len(pages) < _LEAST_PAGES:
        return set()
    edges = Counter(line for page in pages for line in {page[0], page[-1]} if line)
    return {line for line, count in edges.items() if 2 * count > len(pages)}


def _paragraphs(pages: Sequence[Sequence[str]], repeated: set[str]) -> Iterator[str]:
    """Yield the paragraphs, also those that go on overleaf."""
    lines: list[str] = []
    for page in pages:
        for place, line in enumerate(page):
            at_edge = place in (0, len(page) - 1)
            if at_edge and (line in repeated or _PAGE_NUMBER.fullmatch(line)):
                continue
            if line:
                lines.append(line)
            else:
                yield from broken(lines) if lines else ()
                lines = []
    yield from broken(lines) if lines else ()
