"""Tables read: what is understood, and what is refused."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from quizzes.engine.sheets import Sheet, apart, csv_bytes, xlsx_bytes
from quizzes.engine.sheets.reading import rows_in, rows_of
from quizzes.engine.sheets.refusals import (
    MOST_ROWS,
    CannotRead,
    NoRows,
    NoTable,
    OldExcel,
    TooMuch,
    Unreadable,
)

LIST = [["Name", "E-mail"], ["Zoë Groß", "zoe@x.org"], ["=Bo, Li", ""]]
TEXT = "Name;E-mail\r\nZoë Groß;zoe@x.org\r\n=Bo, Li;\r\n"


class TestRowsOf:
    @pytest.mark.parametrize(
        "content",
        [
            TEXT.encode(),
            TEXT.encode("utf-8-sig"),
            TEXT.encode("utf-16"),
            TEXT.encode("cp1252"),
            TEXT.replace(";", "\t").encode(),
            f"sep=;\n{TEXT}".encode(),
            b'Name,E-mail\n"Zo\xc3\xab Gro\xc3\x9f",zoe@x.org\n"=Bo, Li",\n',
            csv_bytes(LIST),
            xlsx_bytes([Sheet("x", LIST)]),
            TEXT.replace("\r\n", "\r\n;;;\r\n").encode(),
        ],
    )
    def test_reads_lists_as_programs_write_them(self, content):
        assert rows_of(content) == LIST

    def test_reads_numbers_and_one_column(self):
        book, written = Workbook(), io.BytesIO()
        book.active.append(["Ida", 4711, 4711.0, True])
        book.save(written)
        assert rows_of(written.getvalue()) == [["Ida", "4711", "4711", "True"]]
        assert rows_in("Bauer, Ida\nKaya, Yusuf") == [["Bauer", "Ida"], ["Kaya", "Yusuf"]]
        assert rows_in("Ida Bauer\n\n  Yusuf  Kaya ") == [["Ida Bauer"], ["Yusuf Kaya"]]

    @pytest.mark.parametrize(
        ("content", "refusal"),
        [
            (b"", NoRows),
            (b" ;;\n;", NoRows),
            (b"a\n" * (MOST_ROWS + 2), TooMuch),
            (b"a;" * 70, TooMuch),
            (b"x" * 5_000_001, TooMuch),
            (bytes.fromhex("d0cf11e0a1b11ae1"), OldExcel),
            (b"\x89PNG\x00\x00", NoTable),
            (b"PK\x03\x04 no zip", CannotRead),
            (b"\x01\x02\x03\x04\x05\x06", Unreadable),
        ],
    )
    def test_says_what_to_do_with_what_is_none(self, content, refusal):
        with pytest.raises(refusal):
            rows_of(content)

    @settings(max_examples=25)
    @given(st.binary(max_size=60), st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe", b"sep=;\n"]))
    def test_refuses_hostile_bytes_or_reads_them(self, content, start):
        try:
            rows = rows_of(start + content)
        except CannotRead:
            return
        assert any(any(row) for row in rows)


class TestApart:
    def test_reads_in_a_process_of_its_own(self):
        assert apart.rows_of(xlsx_bytes([Sheet("x", LIST)])) == LIST

    def test_refuses_a_book_that_is_a_bomb(self):
        with pytest.raises(CannotRead):
            apart.rows_of(bomb())


def bomb():
    """Return a workbook whose sheet says little and means a billion laughs."""
    laughs = "".join(f'<!ENTITY l{each} "{f"&l{each - 1};" * 10}">' for each in range(1, 10))
    sheet = (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]><worksheet xmlns='
        '"http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        '<c r="A1" t="inlineStr"><is><t>&l9;</t></is></c></row></sheetData></worksheet>'
    )
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx_bytes([Sheet("x", LIST)]))) as plain,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for name in plain.namelist():
            is_sheet = name == "xl/worksheets/sheet1.xml"
            packed.writestr(name, sheet if is_sheet else plain.read(name))
    return made.getvalue()
