"""What the columns of a class list are: by their heads in English and German, else by the cells."""

import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum


class Column(StrEnum):
    """What a column holds."""

    IGNORED = ""
    NAME = "name"
    FIRST = "first"
    LAST = "last"
    EMAIL = "email"
    NUMBER = "number"
    USERNAME = "username"


# "No." is none of these: it may count the rows, and is another's in the next list.
# As schools, Moodle, Canvas, WebUntis and HISinOne head them, folded by `_folded`.
_HEADS: dict[Column, str] = {
    Column.NAME: (
        "name|full name|fullname|student|student name|students name|display name|pupil"
        "|pupil name|participant|voller name|vollstaendiger name|schueler|schuelerin"
        "|schuelername|teilnehmer|teilnehmerin|anzeigename|langname|name schueler"
    ),
    Column.FIRST: (
        "first|first name|firstname|given name|given names|given|givenname|forename|forenames"
        "|vorname|vornamen|rufname"
    ),
    Column.LAST: (
        "last|last name|lastname|surname|family name|familyname|family|nachname|familienname"
        "|zuname|sn"
    ),
    Column.EMAIL: (
        "email|e mail|mail|email address|e mail address|mail address|student email"
        "|school email|e mail adresse|email adresse|mailadresse|emailadresse|mail adresse"
    ),
    Column.NUMBER: (
        "id|student number|student no|student id|studentid|pupil id|id number"
        "|idnumber|sis user id|sis id|sis login id|matriculation number|matriculation no"
        "|matriculation|matric no|matrikelnummer|matrikel nr|matrikelnr|matrikel"
        "|schuelernummer|schueler nr|schueler id|kennung|personal number|orgdefinedid"
    ),
    Column.USERNAME: (
        "username|user name|login|login name|benutzername|anmeldename|benutzer|user|login id"
    ),
}
_HEAD_OF = {head: column for column, heads in _HEADS.items() for head in heads.split("|")}
_SPELLED = str.maketrans(dict(zip("äöü", ("ae", "oe", "ue"), strict=True)))
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_NUMBER = re.compile(r"(?=.*\d)[\w./-]{2,40}")
# Of the cells of a column that are filled, so many look alike.
_MOST = 0.8


def guessed(rows: Sequence[Sequence[str]]) -> tuple[list[Column], bool]:
    """Return what each column is, and whether the first row is a head.

    A head is a row of which at least one cell, and every second that is filled, is a known one.
    """
    first = rows[0] if rows else []
    heads = [_HEAD_OF.get(_folded(cell), Column.IGNORED) for cell in first]
    known, filled = sum(map(bool, heads)), sum(map(bool, first))
    # "Name" alone may head a list of names; an address never stands in a head.
    is_headed = bool(known) and 2 * known >= filled and not any(map(_EMAIL.fullmatch, first))
    if is_headed or (known and not any(map(_EMAIL.fullmatch, first))):
        return _once(heads), True
    return _by_cells(rows), False


def problem_of(columns: Sequence[Column]) -> str:
    """Return "no_name" where no column tells a name, "twice" where two are the same, else ""."""
    named = {Column.NAME, Column.LAST, Column.FIRST} & set(columns)
    if not named:
        return "no_name"
    told = [column for column in columns if column]
    return "twice" if len(told) != len(set(told)) else ""


def _once(columns: Sequence[Column]) -> list[Column]:
    """Leave each sort of column to the first that is one; "Name" beside "First name" is the last.

    So German lists are headed: Name, Vorname.
    """
    kept: list[Column] = []
    for column in columns:
        kept.append(Column.IGNORED if column in kept else column)
    if Column.FIRST in kept and Column.NAME in kept and Column.LAST not in kept:
        kept[kept.index(Column.NAME)] = Column.LAST
    elif Column.NAME in kept and Column.FIRST in kept and Column.LAST in kept:
        kept[kept.index(Column.NAME)] = Column.IGNORED
    return kept


def _by_cells(rows: Sequence[Sequence[str]]) -> list[Column]:
    width = max(map(len, rows), default=0)
    filled = [
        [row[place] for row in rows if place < len(row) and row[place]] for place in range(width)
    ]
    found = [_by_look(cells) for cells in filled]
    names = [place for place, column in enumerate(found) if column == Column.NAME]
    if len(names) == 2 and not any("," in cell for cell in filled[names[0]]):
        # Which of two is the family's nobody can tell: shown to be chosen, first name first.
        found[names[0]], found[names[1]] = Column.FIRST, Column.LAST
    return _once(found)


def _by_look(cells: Sequence[str]) -> Column:
    for column, look in ((Column.EMAIL, _EMAIL), (Column.NUMBER, _NUMBER)):
        if cells and sum(bool(look.fullmatch(cell)) for cell in cells) >= _MOST * len(cells):
            return column
    letters = sum(any(map(str.isalpha, cell)) and "@" not in cell for cell in cells)
    return Column.NAME if cells and letters >= _MOST * len(cells) else Column.IGNORED


def _folded(head: str) -> str:
    """Return a head without case, signs and accents: "E-Mail-Adresse*" is "e mail adresse"."""
    text = head.casefold().translate(_SPELLED)
    plain = unicodedata.normalize("NFKD", text.replace("'", "").replace("’", ""))
    return " ".join(
        re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))
    )
