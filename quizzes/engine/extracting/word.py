"""Word documents (.docx)."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.table import Table
from docx.text.paragraph import Paragraph

from quizzes.engine.extracting.refusals import MOST_CHARACTERS, CannotExtract, TooLong
from quizzes.engine.extracting.writing import Extracted, composed

# What a document unpacks to: its text is a small part, pictures do not get smaller.
MOST_UNPACKED = 60_000_000
MOST_PARTS = 2_000


def extract(content: bytes) -> Extracted:
    """Return the paragraphs, lists and tables; what is in boxes, notes and comments is not read."""
    _check(content)
    document: Any = docx.Document(io.BytesIO(content))
    said = document.core_properties
    blocks = [(kind, text) for kind, text in _blocks(document) if text.strip()]
    title = said.title or ""
    if blocks and blocks[0][0] in ("title", "heading"):
        title, blocks = blocks[0][1], blocks[1:]
    return composed(
        _grouped(blocks),
        title=title,
        author=said.author if said.author != "python-docx" else "",
        language=said.language or "",
    )


def _check(content: bytes) -> None:
    """Raise CannotExtract for a file that would unpack to more than a document does."""
    parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise CannotExtract


def _blocks(document: Any) -> Iterator[tuple[str, str]]:
    """Yield what each block is, and its words."""
    length = 0
    for block in document.iter_inner_content():
        kind, text = ("lines", _rows(block)) if isinstance(block, Table) else _paragraph(block)
        length += len(text)
        if length > MOST_CHARACTERS:
            raise TooLong
        yield kind, text


def _paragraph(paragraph: Paragraph) -> tuple[str, str]:
    style = (paragraph.style.name if paragraph.style else "") or ""
    if style.startswith(("Heading", "Subtitle")):
        return "heading", " ".join(paragraph.text.split())
    if style.startswith("List"):
        return "item", "• " + " ".join(paragraph.text.split())
    return ("title" if style == "Title" else "text"), paragraph.text


def _rows(table: Table) -> str:
    return "\n".join(" · ".join(cell.text.strip() for cell in row.cells) for row in table.rows)


def _grouped(blocks: list[tuple[str, str]]) -> Iterator[str]:
    """Yield the blocks; items that follow each other are one, a line each."""
    items: list[str] = []
    for kind, text in blocks:
        if kind == "item":
            items.append(text)
            continue
        yield "\n".join(items)
        items = []
        yield text
    yield "\n".join(items)
