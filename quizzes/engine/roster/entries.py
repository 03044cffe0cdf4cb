"""The rows of a class list as people: names put together, what is wrong named by its cell."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from quizzes.engine.roster.columns import Column
from quizzes.engine.words import Message
from quizzes.engine.words import mark as _

LONGEST_NAME, LONGEST_NUMBER, LONGEST_EMAIL = 150, 40, 254
# What mail servers take, and no more than Django's own rule lets through.
_EMAIL = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)
# Invisible, or turning the direction of what follows: "Ida" and "I\u200bda" look the same.
_UNWANTED = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffd]"
)
_SURROGATE = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a cell: `column` counts from 0; the message says what to do."""

    column: int
    message: Message


@dataclass(frozen=True, slots=True)
class Entry:
    """A person of a list. `row` is the place in the cells, from 0; what is empty was not told.

    `sort_name` is "Bauer, Ida", where the list told the two names apart.
    """

    row: int
    name: str
    sort_name: str = ""
    email: str = ""
    number: str = ""
    username: str = ""
    problems: tuple[Problem, ...] = field(default=())


def entries_of(
    cells: Sequence[Sequence[str]], columns: Sequence[Column], *, is_headed: bool
) -> list[Entry]:
    """Return the people of a list, in its order; a row without any told cell is left out."""
    rows = [(place, row) for place, row in enumerate(cells) if place or not is_headed]
    entries = [_entry(place, row, columns) for place, row in rows]
    told = [each for each in entries if each.name or each.email or each.number or each.problems]
    return _without_doubles(told, columns)


def cleaned(cell: str) -> str:
    """Return a cell's text in one form: composed letters, single spaces, nothing invisible."""
    text = _SURROGATE.sub("", _UNWANTED.sub("", cell))
    return " ".join(unicodedata.normalize("NFC", text).split())


def _entry(row: int, cells: Sequence[str], columns: Sequence[Column]) -> Entry:
    told = {
        column: (place, cleaned(cells[place]) if place < len(cells) else "")
        for place, column in enumerate(columns)
        if column
    }
    values = {column: value for column, (_place, value) in told.items()}
    name, sort_name = _names(values)
    entry = Entry(
        row,
        name,
        sort_name,
        values.get(Column.EMAIL, ""),
        values.get(Column.NUMBER, ""),
        values.get(Column.USERNAME, ""),
    )
    places = {column: place for column, (place, _value) in told.items()}
    if not any(values.values()):
        return entry
    return _with(entry, list(_problems(entry, places)))


def _names(values: Mapping[Column, str]) -> tuple[str, str]:
    """Return a name as it is said, and as it is sorted by: "Bauer, Ida" is told apart, too."""
    first, last = values.get(Column.FIRST, ""), values.get(Column.LAST, "")
    if not first and not last:
        whole = values.get(Column.NAME, "")
        if whole.count(",") != 1:
            return whole, ""
        last, first = (part.strip() for part in whole.split(","))
    if first and last:
        return f"{first} {last}", f"{last}, {first}"
    return first or last, ""


def _problems(entry: Entry, places: Mapping[Column, int]) -> Iterable[Problem]:
    named = next(
        places[each] for each in (Column.NAME, Column.LAST, Column.FIRST) if each in places
    )
    if not any(map(str.isalnum, entry.name)):
        yield Problem(named, Message(_("There is no name. Type one, or leave this row out.")))
    elif len(entry.name) > LONGEST_NAME or len(entry.sort_name) > LONGEST_NAME:
        yield Problem(named, _too_long(LONGEST_NAME))
    elif _EMAIL.fullmatch(entry.name):
        yield Problem(
            named, Message(_("This is an e-mail address, no name. Type the name of this person."))
        )
    if entry.email and (len(entry.email) > LONGEST_EMAIL or not _EMAIL.fullmatch(entry.email)):
        yield Problem(
            places[Column.EMAIL],
            Message(
                _(
                    "This is no e-mail address. Correct it (it looks like ida@example.org), or"
                    " empty the field."
                )
            ),
        )
    if len(entry.number) > LONGEST_NUMBER:
        yield Problem(places[Column.NUMBER], _too_long(LONGEST_NUMBER))


def _too_long(most: int) -> Message:
    return Message(
        _("This is too long: %(most)s characters are the most. Shorten it."), {"most": most}
    )


def _without_doubles(entries: Sequence[Entry], columns: Sequence[Column]) -> list[Entry]:
    """Return the entries with a problem where two rows tell one number, address or user name."""
    doubles: dict[int, list[Problem]] = defaultdict(list)
    for column, attribute in (
        (Column.NUMBER, "number"),
        (Column.EMAIL, "email"),
        (Column.USERNAME, "username"),
    ):
        seen: dict[str, int] = {}
        for entry in entries:
            value = str(getattr(entry, attribute)).casefold()
            if value and value in seen:
                doubles[entry.row].append(_double(columns.index(column), seen[value]))
            elif value:
                seen[value] = entry.row
    return [_with(each, doubles[each.row]) if each.row in doubles else each for each in entries]


def _double(column: int, row: int) -> Problem:
    message = Message(
        _("The same stands in row %(row)s. Correct one of them, or leave one row out."),
        {"row": row + 1},
    )
    return Problem(column, message)


def _with(entry: Entry, problems: Sequence[Problem]) -> Entry:
    return Entry(
        entry.row,
        entry.name,
        entry.sort_name,
        entry.email,
        entry.number,
        entry.username,
        (*entry.problems, *problems),
    )
