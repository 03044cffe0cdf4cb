"""Tables written for other programs: harmless, with real numbers and dates."""

import csv
import io
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from quizzes.engine.sheets import Sheet, csv_bytes, neutralized, restored, xlsx_bytes

MOMENT = datetime(2026, 3, 2, 18, 30, tzinfo=UTC)


class TestNeutralized:
    @pytest.mark.parametrize(
        "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "'=1", "＝1", "\n", "\0=1"]
    )
    def test_puts_an_apostrophe_before_a_formula(self, text):
        assert neutralized(text) == "'" + text

    @pytest.mark.parametrize("text", ["", "Ann", "O'Neil", "'s Gravenhage", "a=b", "3-4"])
    def test_leaves_other_text_alone(self, text):
        assert neutralized(text) == text

    @settings(max_examples=25)
    @given(st.text(alphabet="'=+-@ \ta"))
    def test_can_be_undone(self, text):
        assert restored(neutralized(text)) == text


class TestCsv:
    def test_is_utf_8_with_its_mark_and_quotes_every_text(self):
        written = csv_bytes([["Name", "Points"], ["Zoë; =1", 2], ["=2", None]])
        assert written.decode("utf-8-sig") == '"Name","Points"\r\n"Zoë; =1",2\r\n"\'=2",""\r\n'

    def test_writes_numbers_and_moments(self):
        written = csv_bytes([[Fraction(1, 2), MOMENT, date(2026, 3, 2), -1]])
        row = next(csv.reader(io.StringIO(written.decode("utf-8-sig"))))
        assert row == ["0.5", "2026-03-02 18:30", "2026-03-02", "-1"]


class TestXlsx:
    def test_has_real_numbers_and_dates(self):
        rows = [["Points", "At", "On"], [Fraction(1, 2), MOMENT, date(2026, 3, 2)], [-3, None, ""]]
        page = read([Sheet("Scores: A/B", rows, 1)]).active
        assert page.title == "Scores  A B"
        assert page.freeze_panes == "B2"
        half, at, on = page[2]
        assert (half.value, half.data_type) == (0.5, "n")
        assert at.value == MOMENT.replace(tzinfo=None)
        assert at.is_date
        assert on.value == datetime(2026, 3, 2)  # noqa: DTZ001 - a sheet knows no zones
        assert page["A3"].value == -3

    @pytest.mark.parametrize("text", ["=1+1", "@x", "#N/A", "=cmd|' /C calc'!A0", "a\x00\x0bb"])
    def test_writes_text_as_text(self, text):
        cell = read([Sheet("x", [[text]])]).active["A1"]
        assert cell.data_type == "s"
        assert not cell.value.startswith(("=", "@"))


def read(sheets):
    return load_workbook(io.BytesIO(xlsx_bytes(sheets)))
