"""What the columns of a class list are."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.engine.roster.columns import Column, guessed, problem_of

NAME, FIRST, LAST, EMAIL, NUMBER, USERNAME = list(Column)[1:]
NONE = Column.IGNORED


class TestGuessed:
    @pytest.mark.parametrize(
        ("head", "columns"),
        [
            (["Name", "E-mail", "Student number"], [NAME, EMAIL, NUMBER]),
            (["First name", "Surname", "ID number", "Email address"], [FIRST, LAST, NUMBER, EMAIL]),
            (["Nachname", "Vorname", "Klasse", "E-Mail-Adresse"], [LAST, FIRST, NONE, EMAIL]),
            (["Name", "Vorname", "Matrikel-Nr."], [LAST, FIRST, NUMBER]),
            (["Familienname", "Rufname", "Schülernummer"], [LAST, FIRST, NUMBER]),
            (["Student", "ID", "SIS Login ID", "Section"], [NAME, NUMBER, NONE, NONE]),
            (
                ["OrgDefinedId", "Username", "Last Name", "First Name", "Email"],
                [NUMBER, USERNAME, LAST, FIRST, EMAIL],
            ),
            (["NAME"], [NAME]),
        ],
    )
    def test_knows_heads(self, head, columns):
        assert guessed([head, ["x"] * len(head)]) == (columns, True)

    @pytest.mark.parametrize(
        ("rows", "columns"),
        [
            ([["Ida Bauer"], ["Yusuf Kaya"]], [NAME]),
            ([["Ida", "Bauer", "ida@example.org"]], [FIRST, LAST, EMAIL]),
            ([["4711", "Bauer, Ida"], ["4712", "Kaya, Yusuf"]], [NUMBER, NAME]),
            ([["1", "?"], ["2", "!"]], [NONE, NONE]),
            ([], []),
        ],
    )
    def test_looks_at_cells_where_there_is_no_head(self, rows, columns):
        assert guessed(rows) == (columns, False)

    def test_says_what_is_missing(self):
        assert problem_of([EMAIL]) == "no_name"
        assert problem_of([NAME, NONE, NONE]) == ""
        assert problem_of([FIRST, NUMBER, NUMBER]) == "twice"

    @settings(max_examples=25)
    @given(st.lists(st.lists(st.text(max_size=8), max_size=4), max_size=4))
    def test_stands_anything(self, rows):
        columns, _ = guessed(rows)
        told = [column for column in columns if column]
        assert len(told) == len(set(told))
