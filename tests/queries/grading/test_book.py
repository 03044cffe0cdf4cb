"""The class book, against another way to compute it, and what it costs."""

import csv
import io

import openpyxl
import pytest

from quizzes.queries.grading.scores.book import book_of
from quizzes.queries.grading.scores.files import Wish, made
from quizzes.queries.grading.scores.tables import percent_of, state_word
from tests.queries.grading.classbook import expected, make_book

pytestmark = pytest.mark.django_db

NOT_COUNTED = ("excused",)


@pytest.mark.parametrize("seed", range(3))
def test_page_csv_and_workbook_show_what_steps_and_marks_come_to(seed):
    world = make_book(seed)
    book = book_of(world.classroom, world.now)
    wanted = expected(world)
    assert len(book.rows) == len(wanted)
    for row in book.rows:
        want = wanted[row.key]
        for column in book.columns:
            cell = row.cells[column.key].cell
            state, percent, late = want.cells[column.key]
            assert (cell.state, percent_of(cell.share)) == (state, percent)
            assert cell.days_late == late
        assert percent_of(row.total.so_far) == want.so_far
        assert percent_of(row.total.if_missing_zero) == want.as_zero
    check_csv(world, book, wanted)
    check_workbook(world, book, wanted)


def check_csv(world, book, wanted):
    file = made(Wish.BOOK_CSV, world.classroom, None, world.now)
    lines = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert file.name.endswith(".csv")
    for row, line in zip(book.rows, lines, strict=True):
        want = wanted[row.key]
        assert line["User name"] == row.username
        assert as_number(line["Total so far, percent"]) == as_float(want.so_far)
        assert as_number(line["As if missing were zero, percent"]) == as_float(want.as_zero)
        for column in book.columns:
            state, percent, _late = want.cells[column.key]
            shown = None if state in NOT_COUNTED else as_float(percent)
            assert as_number(line[f"{column.title}, percent"]) == shown
            assert line[f"{column.title}, state"] == state_word(row.cells[column.key].cell)


def check_workbook(world, book, wanted):
    file = made(Wish.BOOK_XLSX, world.classroom, None, world.now)
    pages = openpyxl.load_workbook(io.BytesIO(file.content)).worksheets
    _head, *lines = pages[1].iter_rows(values_only=True)
    pairs = [(row, column) for row in book.rows for column in book.columns]
    for (row, column), line in zip(pairs, lines, strict=True):
        state, percent, _late = wanted[row.key].cells[column.key]
        assert line[1] == row.username
        # A real number, or nothing: never text.
        assert line[5] == (None if state in NOT_COUNTED else as_float(percent))
        assert line[6] == state_word(row.cells[column.key].cell)
        handed_in = [t.submitted_at for t in row.cells[column.key].tries if t.submitted_at]
        assert (line[11] is None) == (not handed_in)


def as_number(text):
    return float(text) if text else None


def as_float(number):
    return None if number is None else float(number)
