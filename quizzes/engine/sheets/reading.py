"""Reading tables: rows of text out of XLSX, CSV and what was pasted."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from importlib import import_module

from quizzes.engine.extracting.plain import decoded
from quizzes.engine.extracting.refusals import CannotExtract
from quizzes.engine.sheets.neutral import restored
from quizzes.engine.sheets.refusals import (
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_ROWS,
    CannotRead,
    NoRows,
    NoTable,
    OldExcel,
    TooMuch,
    Unreadable,
)

Rows = list[list[str]]

# Of a cell as much is kept: enough to see what is wrong with it.
_LONGEST_CELL = 300
_DELIMITERS = "\t;,"
# So many lines tell what parts the cells.
_LINES_LOOKED_AT = 30
_ZIP, _OLE = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
# Unpacked; a class list of 5,000 rows has two.
_MOST_UNPACKED = 60_000_000


def rows_of(content: bytes) -> Rows:
    """Return the rows of a file, the first sheet's if it has several. Raise a CannotRead.

    For bytes from anywhere; `apart.rows_of` calls it where they can do no harm.
    """
    if len(content) > MOST_BYTES:
        raise TooMuch
    if content.startswith(_OLE):
        raise OldExcel
    if content.startswith(_ZIP):
        return _of_book(content)
    if b"\x00" in content[:4096] and not content.startswith(_WIDE_MARKS):
        raise NoTable
    try:
        return rows_in(decoded(content) if content.strip() else "")
    except CannotExtract as error:
        raise Unreadable from error


def rows_in(text: str) -> Rows:
    """Return the rows of a text whose cells a tab, a semicolon or a comma parts."""
    if len(text) > MOST_BYTES:
        raise TooMuch
    lines = text.removeprefix("\ufeff").replace("\0", " ")
    # What Excel puts before a list that is parted by something else.
    first, _, rest = lines.partition("\n")
    if first.strip().lower() in {f"sep={each}" for each in _DELIMITERS}:
        return _kept(_parted(rest, first.strip()[-1]))
    return _kept(_parted(lines, delimiter_of(lines)))


def delimiter_of(text: str) -> str:
    """Return what parts the cells: the sign of which most lines have equally many; a tab if none.

    Not a comma in "Bauer, Ida" where a semicolon stands in every line, too.
    """
    lines = [line for line in text.splitlines()[:_LINES_LOOKED_AT] if line.strip()]
    best, most = "\t", 0
    for sign in _DELIMITERS:
        widths = [len(row) for row in _parted("\n".join(lines), sign)]
        widest = max(widths, default=0)
        alike = widths.count(widest) if widest > 1 else 0
        if alike > most:
            best, most = sign, alike
    return best


def _parted(text: str, delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise CannotRead from error


def _of_book(content: bytes) -> Rows:
    try:
        packed = zipfile.ZipFile(io.BytesIO(content))
        names = set(packed.namelist())
        unpacked = sum(each.file_size for each in packed.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise CannotRead from error
    if "xl/workbook.xml" not in names:
        raise NoTable
    if unpacked > _MOST_UNPACKED:
        raise TooMuch
    try:
        return _kept(import_module("quizzes.engine.sheets.book").cells(content))
    except CannotRead:
        raise
    except Exception as error:
        raise CannotRead from error


def _kept(found: Iterable[Sequence[str]]) -> Rows:
    """Return the rows as they are kept: without empty ones, and columns empty throughout."""
    rows: Rows = []
    for row in found:
        cells = [restored(" ".join(cell[:_LONGEST_CELL].split())) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > MOST_COLUMNS or len(rows) > MOST_ROWS:
            raise TooMuch
        if any(cells):
            rows.append(cells)
    if not rows:
        raise NoRows
    width = max(map(len, rows))
    wide = [row + [""] * (width - len(row)) for row in rows]
    used = [place for place in range(width) if any(row[place] for row in wide)]
    return [[row[place] for place in used] for row in wide]
