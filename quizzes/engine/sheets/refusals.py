"""Why no table was taken out of a file, and what to do about it."""

from typing import ClassVar

from quizzes.engine.words import Message, Refused
from quizzes.engine.words import mark as _

MOST_BYTES = 5_000_000
MOST_ROWS = 5_000
MOST_COLUMNS = 60


class CannotRead(Refused):
    """No table was taken out of a file; `says` is why, for the person who has sent it."""

    says: ClassVar[Message] = Message(
        _(
            "This file is broken, or something in it cannot be read. Open it, copy the rows, and"
            " paste them into the field below."
        )
    )

    def __init__(self) -> None:
        super().__init__(self.says)


class NoRows(CannotRead):
    """There is nothing in it."""

    says = Message(_("There are no rows in this list. Was it saved before you sent it?"))


class TooMuch(CannotRead):
    """More bytes, rows or columns than a class list has."""

    says = Message(
        _(
            "This is more than a class list: %(rows)s rows, %(columns)s columns and %(most)s MB"
            " are the most. Save the rows that you need as a file of their own."
        ),
        {"rows": MOST_ROWS, "columns": MOST_COLUMNS, "most": MOST_BYTES // 1_000_000},
    )


class OldExcel(CannotRead):
    """An Excel sheet of the years before 2007, or one behind a password."""

    says = Message(
        _(
            "This is an old Excel file (.xls), or one with a password. Open it, and save it as an"
            " Excel workbook (.xlsx) without a password."
        )
    )


class NoTable(CannotRead):
    """Neither XLSX nor text."""

    says = Message(
        _(
            "This sort of file cannot be read. Save the list as .xlsx or .csv, or copy its rows and"
            " paste them into the field below."
        )
    )


class Unreadable(CannotRead):
    """Bytes that make no text in any character set that is likely."""

    says = Message(
        _(
            "The letters of this file cannot be told. Save it as .xlsx, or as CSV with the encoding"
            " UTF-8, and send it again."
        )
    )


class TookTooLong(CannotRead):
    """It needed more seconds or memory than a class list does."""

    says = Message(
        _(
            "Reading this file took too long, and was given up. Copy the rows that you need, and"
            " paste them into the field below."
        )
    )


REFUSALS = {
    each.__name__: each
    for each in (
        CannotRead,
        NoRows,
        TooMuch,
        OldExcel,
        NoTable,
        Unreadable,
        TookTooLong,
    )
}
