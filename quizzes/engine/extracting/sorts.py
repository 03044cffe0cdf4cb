"""Which sort of file some bytes are: by what they are, and where that leaves a choice by name."""

import io
import re
import zipfile
from enum import StrEnum
from pathlib import PurePosixPath

from quizzes.engine.extracting.refusals import (
    MOST_BYTES,
    Empty,
    NotWhatItIsCalled,
    OldWord,
    TooLarge,
    UnknownSort,
)


class Sort(StrEnum):
    """A sort of file that is read; each is a module of this package."""

    PLAIN = "plain"
    MARKDOWN = "markdown"
    WEB_PAGE = "webpage"
    WORD = "word"
    PDF = "pdf"


SUFFIXES = {
    ".txt": Sort.PLAIN,
    ".text": Sort.PLAIN,
    ".md": Sort.MARKDOWN,
    ".markdown": Sort.MARKDOWN,
    ".html": Sort.WEB_PAGE,
    ".htm": Sort.WEB_PAGE,
    ".xhtml": Sort.WEB_PAGE,
    ".docx": Sort.WORD,
    ".pdf": Sort.PDF,
}
TEXTS = {Sort.PLAIN, Sort.MARKDOWN, Sort.WEB_PAGE}

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
# Where the header may stand: PDF 1.7, implementation note 13.
_PDF_WITHIN = 1024
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
# A comment ends at its first end, without a second look: else a page of comments is never done.
_WEB_PAGE = re.compile(
    rb"\s*+(?:<\?xml[^>]*+>\s*+)?(?:<!--(?>.*?-->)\s*+)*+<(?:!doctype\s+html|html)\b", re.I
)


def sort_of(content: bytes, name: str) -> Sort:
    """Return which sort of file this is; raise a CannotExtract for one that is not read."""
    if len(content) > MOST_BYTES:
        raise TooLarge
    if not content.strip():
        raise Empty
    named = SUFFIXES.get(PurePosixPath(name.lower()).suffix)
    found = _by_bytes(content)
    if found is None:
        return _text(content, named)
    return found


def _by_bytes(content: bytes) -> Sort | None:
    """Return what the bytes say by themselves; None for a text."""
    if b"%PDF-" in content[:_PDF_WITHIN]:
        return Sort.PDF
    if content.startswith(_OLE):
        raise OldWord
    if content.startswith(b"PK\x03\x04"):
        return _zipped(content)
    return None


def _zipped(content: bytes) -> Sort:
    try:
        names = set(zipfile.ZipFile(io.BytesIO(content)).namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise NotWhatItIsCalled from error
    if "word/document.xml" not in names:
        raise UnknownSort
    return Sort.WORD


def _text(content: bytes, named: Sort | None) -> Sort:
    is_wide = content.startswith(_WIDE_MARKS)
    if b"\x00" in content[:4096] and not is_wide:
        raise NotWhatItIsCalled if named else UnknownSort
    if named is None:
        raise UnknownSort
    if named not in TEXTS:
        raise NotWhatItIsCalled
    return Sort.WEB_PAGE if _WEB_PAGE.match(content[:4096]) else named
