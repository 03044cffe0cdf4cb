"""Writing tables: CSV that Excel opens by a double click, XLSX with real numbers and dates."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from quizzes.engine.sheets.neutral import neutralized

# Moments are written as on their own clock: a sheet knows no time zones.
Cell = str | int | float | bool | Fraction | Decimal | date | datetime | None

_DAY, _MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
_NARROWEST, _WIDEST = 8, 50
# What Excel allows.
_LONGEST_TEXT, _LONGEST_TITLE = 32_767, 31
_NOT_IN_TITLES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a workbook; its first row is the head, which stays in sight.

    So do the first `kept_columns` columns.
    """

    title: str
    rows: Sequence[Sequence[Cell]]
    kept_columns: int = 0


def csv_bytes(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return rows as CSV: commas, UTF-8 with its mark, every text in quotes, harmless.

    In quotes also where there is no need: where a semicolon parts the cells, half a text would be
    a cell of its own.
    """
    written = io.StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerows([_as_text(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8-sig", errors="replace")


def xlsx_bytes(sheets: Iterable[Sheet]) -> bytes:
    """Return a workbook: numbers and dates as such, every text as text and harmless."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        title = sheet.title.translate(_NOT_IN_TITLES).strip()[:_LONGEST_TITLE]
        _fill(book.create_sheet(title or "Sheet"), sheet)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _as_text(cell: Cell) -> str | int | float:
    if isinstance(cell, str):
        return neutralized(cell)
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M")
    if isinstance(cell, date):
        return cell.isoformat()
    if cell is None:
        return ""
    return float(cell) if isinstance(cell, Fraction | Decimal) else cell


def _fill(page: Any, sheet: Sheet) -> None:
    page.freeze_panes = f"{get_column_letter(sheet.kept_columns + 1)}2"
    for number, column in enumerate(zip(*sheet.rows, strict=False), start=1):
        longest = max(len(str(_as_text(cell))) for cell in column)
        width = min(max(longest + 2, _NARROWEST), _WIDEST)
        page.column_dimensions[get_column_letter(number)].width = width
    for place, row in enumerate(sheet.rows):
        page.append([_written(page, cell, is_head=not place) for cell in row])


def _written(page: Any, cell: Cell, *, is_head: bool) -> Any:
    if isinstance(cell, str):
        text = ILLEGAL_CHARACTERS_RE.sub(" ", neutralized(cell))[:_LONGEST_TEXT]
        made = _cell(page, text)
        # By itself openpyxl makes formulas and errors of texts that look like these.
        made.data_type = "s"
    elif isinstance(cell, datetime):
        made = _cell(page, cell.replace(tzinfo=None))
        made.number_format = _MOMENT
    elif isinstance(cell, date):
        made = _cell(page, cell)
        made.number_format = _DAY
    else:
        made = _cell(page, float(cell) if isinstance(cell, Fraction | Decimal) else cell)
    if is_head:
        made.font = Font(bold=True)
    return made


def _cell(page: Any, value: object) -> Any:
    # A function that poses as a class: no type for a type checker.
    make: Any = WriteOnlyCell
    return make(page, value)
