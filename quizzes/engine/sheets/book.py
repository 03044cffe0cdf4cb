"""XLSX: the door to openpyxl, which is loaded by the first book only (see `writing`)."""

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from quizzes.engine.sheets.neutral import neutralized
from quizzes.engine.sheets.refusals import MOST_COLUMNS

if TYPE_CHECKING:
    # At run time it is `writing` that loads this module.
    from quizzes.engine.sheets.writing import Cell, Sheet

_DAY, _MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
_NARROWEST, _WIDEST = 8, 50
# What Excel allows.
_LONGEST_TEXT, _LONGEST_TITLE = 32_767, 31
_NOT_IN_TITLES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def written(sheets: "Iterable[Sheet]") -> bytes:
    """Return a workbook of some sheets."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        title = sheet.title.translate(_NOT_IN_TITLES).strip()[:_LONGEST_TITLE]
        _fill(book.create_sheet(title or "Sheet"), sheet)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def cells(content: bytes) -> Iterable[Sequence[str]]:
    """Yield the rows of the first sheet as text. Hostile bytes raise anything."""
    # With defusedxml installed openpyxl reads by it, and lets no entity be expanded.
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    page = book.worksheets[0]
    # A sheet may claim a million columns; what is beyond the most is not even looked at.
    for row in page.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True):
        yield [_as_text(cell) for cell in row]


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return str(value)


def _fill(page: Any, sheet: "Sheet") -> None:
    page.freeze_panes = f"{get_column_letter(sheet.kept_columns + 1)}2"
    for number, column in enumerate(zip(*sheet.rows, strict=False), start=1):
        longest = max(len(str(cell)) for cell in column)
        width = min(max(longest + 2, _NARROWEST), _WIDEST)
        page.column_dimensions[get_column_letter(number)].width = width
    for place, row in enumerate(sheet.rows):
        page.append([_cell_of(page, cell, is_head=not place) for cell in row])


def _cell_of(page: Any, cell: "Cell", *, is_head: bool) -> Any:
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
