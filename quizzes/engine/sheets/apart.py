"""Runs the reading of a table in a process of its own, with limits: the door for files."""

from quizzes.engine.extracting import apart
from quizzes.engine.extracting.refusals import CannotExtract
from quizzes.engine.extracting.refusals import TookTooLong as NotInTime
from quizzes.engine.sheets.reading import Rows
from quizzes.engine.sheets.refusals import MOST_BYTES, REFUSALS, CannotRead, TookTooLong, TooMuch


def rows_of(content: bytes) -> Rows:
    """Return the rows of a file. Raise a CannotRead, whose message says what to do."""
    if len(content) > MOST_BYTES:
        raise TooMuch
    try:
        said = apart.said_by(["quizzes.engine.sheets"], content)
    except NotInTime as error:
        raise TookTooLong from error
    except CannotExtract as error:
        raise CannotRead from error
    if "refused" in said:
        raise REFUSALS[said["refused"]]
    rows: Rows = said["rows"]
    return rows
