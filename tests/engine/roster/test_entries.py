"""The rows of a class list as people."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.engine.roster.columns import Column
from quizzes.engine.roster.entries import cleaned, entries_of

NAME, FIRST, LAST, EMAIL, NUMBER, USERNAME = list(Column)[1:]
ALL = [NAME, EMAIL, NUMBER]


def read(*rows, columns=ALL):
    return entries_of(rows, columns, is_headed=False)


def problems(*rows, columns=ALL):
    """Return row, column and the beginning of what is said."""
    return [
        (each.row, problem.column, str(problem.message).split(".", maxsplit=1)[0])
        for each in read(*rows, columns=columns)
        for problem in each.problems
    ]


class TestEntries:
    @pytest.mark.parametrize(
        ("row", "columns", "name", "sort_name"),
        [
            (["Ida Bauer"], [NAME], "Ida Bauer", ""),
            (["Bauer, Ida"], [NAME], "Ida Bauer", "Bauer, Ida"),
            (["Ida", "Bauer"], [FIRST, LAST], "Ida Bauer", "Bauer, Ida"),
            (["Bauer", "Ida"], [LAST, FIRST], "Ida Bauer", "Bauer, Ida"),
            (["", "Ida"], [LAST, FIRST], "Ida", ""),
            (["I\u200bda\u202e  Bauer"], [NAME], "Ida Bauer", ""),
            (["Bauer, Ida, jr."], [NAME], "Bauer, Ida, jr.", ""),
        ],
    )
    def test_puts_names_together(self, row, columns, name, sort_name):
        (entry,) = read(row, columns=columns)
        assert (entry.name, entry.sort_name, entry.problems) == (name, sort_name, ())

    def test_leaves_out_the_head_and_rows_that_tell_nothing(self):
        cells = [["Name", "Class"], ["Ida", "7"], ["", "7"]]
        entries = entries_of(cells, [NAME, Column.IGNORED], is_headed=True)
        assert [(each.row, each.name) for each in entries] == [(1, "Ida")]

    @pytest.mark.parametrize(
        ("row", "column", "says"),
        [
            (["", "ida@example.org", ""], 0, "There is no name"),
            (["...", "", "1"], 0, "There is no name"),
            (["x" * 151, "", ""], 0, "This is too long: 150 characters are the most"),
            (["ida@example.org", "", ""], 0, "This is an e-mail address, no name"),
            (["Ida", "ida@", ""], 1, "This is no e-mail address"),
            (["Ida", "ida@example.org, x@example.org", ""], 1, "This is no e-mail address"),
            (["Ida", "", "9" * 41], 2, "This is too long: 40 characters are the most"),
        ],
    )
    def test_names_a_bad_cell(self, row, column, says):
        assert problems(row) == [(0, column, says)]

    def test_names_what_stands_twice(self):
        rows = [["Ida", "a@example.org", "1"], ["Ada", "A@example.org", ""], ["Udo", "", "1"]]
        assert problems(*rows) == [
            (1, 1, "The same stands in row 1"),
            (2, 2, "The same stands in row 1"),
        ]

    @settings(max_examples=25)
    @given(st.lists(st.lists(st.text(max_size=12), min_size=3, max_size=3), max_size=5))
    def test_stands_anything(self, rows):
        for entry in read(*rows):
            assert entry.problems or any(map(str.isalnum, entry.name))
            assert entry.name == cleaned(entry.name)
