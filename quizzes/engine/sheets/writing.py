"""Writing tables: CSV that Excel opens by a double click, XLSX with real numbers and dates."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from importlib import import_module

from quizzes.engine.sheets.neutral import neutralized

# Moments are written as on their own clock: a sheet knows no time zones.
Cell = str | int | float | bool | Fraction | Decimal | date | datetime | None


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
    # Only now: it takes half a second and 20 MB, which most web workers never need.
    made: bytes = import_module("quizzes.engine.sheets.book").written(sheets)
    return made


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
