"""Whom the rows of a class list are about: by number, else e-mail address, else user name or name.

Uploaded again a list never doubles anybody: a number or an address is one person's, and where only
the name speaks, it has to be the only one of its kind; else somebody chooses.
"""

import hashlib
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from quizzes.engine.roster.columns import Column
from quizzes.engine.roster.entries import Entry, Problem
from quizzes.engine.words import Message
from quizzes.engine.words import mark as _


class Outcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    AMBIGUOUS = "ambiguous"
    BAD = "bad"
    LEFT_OUT = "out"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom a row may be about. `key` is the membership, or the account where elsewhere.

    `is_ours`: the class's roster has made the account, so it may change name and address.
    """

    key: int
    name: str
    sort_name: str = ""
    email: str = ""
    number: str = ""
    username: str = ""
    is_active: bool = True
    is_staff: bool = False
    waits_for: str = ""
    is_ours: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What a row changes about somebody: `what` is a column, "back" or "in"."""

    what: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A row and what becomes of it: `member` of the class, or `known` from elsewhere, or new."""

    entry: Entry
    outcome: Outcome
    member: Person | None = None
    known: Person | None = None
    changes: tuple[Change, ...] = ()
    candidates: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What taking a list in would do. `gone` are in the class and not in the list."""

    matches: tuple[Match, ...]
    gone: tuple[Person, ...]

    def of(self, outcome: Outcome) -> tuple[Match, ...]:
        """Return the rows of one outcome."""
        return tuple(match for match in self.matches if match.outcome == outcome)

    @property
    def is_ready(self) -> bool:
        """Whether nothing is left to be corrected or chosen."""
        return not self.of(Outcome.BAD) and not self.of(Outcome.AMBIGUOUS)

    @property
    def fingerprint(self) -> str:
        """A short text that differs where another thing would be done (SHA-256, 64 bits)."""
        told = [
            [
                [
                    match.entry.row,
                    match.entry.name,
                    match.outcome,
                    match.member.key if match.member else 0,
                    match.known.key if match.known else 0,
                    [[change.what, change.before, change.after] for change in match.changes],
                ]
                for match in self.matches
            ],
            [person.key for person in self.gone],
        ]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


def matched(
    entries: Sequence[Entry],
    members: Sequence[Person],
    elsewhere: Sequence[Person],
    columns: Sequence[Column],
    choices: Mapping[int, str],
) -> Plan:
    """Return what becomes of each row.

    `elsewhere` are people in other classes of the teacher's; `choices` says for a row's place
    "new", "out", or the key of the member that was chosen.
    """
    here, there = _Index(members), _Index(elsewhere)
    found = [_found(entry, here, columns) for entry in entries]
    found = _each_once(found, columns)
    found = _by_name(found, here, choices)
    found = [_known(match, there) for match in found]
    seen = {match.member.key for match in found if match.member}
    # Who is in question is not gone.
    seen |= {person.key for match in found for person in match.candidates}
    gone = [each for each in members if each.is_active and not each.is_staff]
    return Plan(
        tuple(_chosen_out(match, choices) for match in found),
        tuple(each for each in gone if each.key not in seen),
    )


class _Index:
    """People by what a row may tell of them."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.by_key: dict[str, Person] = {}
        self.by: dict[str, dict[str, Person]] = {"number": {}, "email": {}, "username": {}}
        self.by_name: dict[tuple[str, ...], list[Person]] = defaultdict(list)
        for person in people:
            self.by_key[str(person.key)] = person
            for what, people_by in self.by.items():
                if value := getattr(person, what).casefold():
                    people_by.setdefault(value, person)
            for name in {name_key(person.name), name_key(person.sort_name)} - {()}:
                self.by_name[name].append(person)

    def of(self, what: str, value: str) -> Person | None:
        """Return who has a number, an address or a user name."""
        return self.by[what].get(value.casefold()) if value else None


def name_key(name: str) -> tuple[str, ...]:
    """Return a name without case, accents' forms, commas and order: how two are compared."""
    return tuple(sorted(re.findall(r"[^\s,]+", unicodedata.normalize("NFKC", name).casefold())))


def _found(entry: Entry, here: _Index, columns: Sequence[Column]) -> Match:
    if entry.problems:
        return Match(entry, Outcome.BAD)
    by_number, by_email = here.of("number", entry.number), here.of("email", entry.email)
    if by_number and by_email and by_number != by_email:
        said = Message(
            _(
                "The number is that of %(number)s, the e-mail address that of %(email)s. Correct"
                " one of them, or leave this row out."
            ),
            {"number": by_number.name, "email": by_email.name},
        )
        return _bad(entry, columns.index(Column.EMAIL), said)
    member = by_number or by_email
    if member is None and not entry.number and not entry.email:
        member = here.of("username", entry.username)
    if member is None:
        return Match(entry, Outcome.NEW)
    if member.is_staff:
        said = Message(_("This person teaches the class. Leave this row out."))
        return _bad(entry, _named(columns), said)
    return _about(entry, member)


def _each_once(found: Sequence[Match], columns: Sequence[Column]) -> list[Match]:
    """Return the rows, where a second one about the same member is a bad one."""
    rows: dict[int, int] = {}
    result = []
    for each in found:
        match = each
        if each.member and each.member.key in rows:
            said = Message(
                _("This is the same person as in row %(row)s. Leave one of the two out."),
                {"row": rows[each.member.key] + 1},
            )
            match = _bad(each.entry, _named(columns), said)
        elif each.member:
            rows[each.member.key] = each.entry.row
        result.append(match)
    return result


def _by_name(found: Sequence[Match], here: _Index, choices: Mapping[int, str]) -> list[Match]:
    """Return the rows, where those told by name only have found theirs, or ask which."""
    taken = {match.member.key for match in found if match.member}
    waiting: dict[tuple[str, ...], int] = defaultdict(int)
    for match in found:
        waiting[name_key(match.entry.name)] += match.outcome == Outcome.NEW
    result = []
    for each in found:
        match = each
        if each.outcome == Outcome.NEW:
            match = _named_alike(each.entry, here, taken, waiting, choices)
            taken |= {match.member.key} if match.member else set()
        result.append(match)
    return result


def _named_alike(
    entry: Entry,
    here: _Index,
    taken: set[int],
    waiting: Mapping[tuple[str, ...], int],
    choices: Mapping[int, str],
) -> Match:
    name = name_key(entry.name)
    alike = [
        person
        for person in here.by_name.get(name, ())
        if person.key not in taken
        and not person.is_staff
        # Two numbers are two people, however they are called.
        and not (entry.number and person.number)
    ]
    choice = choices.get(entry.row, "")
    chosen = here.by_key.get(choice)
    if chosen in alike:
        return _about(entry, chosen)
    if not alike or choice == "new":
        return Match(entry, Outcome.NEW)
    is_sure = len(alike) == waiting[name] == 1
    if is_sure and not (entry.email and alike[0].email):
        return _about(entry, alike[0])
    return Match(entry, Outcome.AMBIGUOUS, candidates=tuple(alike))


def _about(entry: Entry, member: Person) -> Match:
    changes = tuple(_changes(entry, member))
    return Match(entry, Outcome.CHANGED if changes else Outcome.SAME, member, changes=changes)


def _changes(entry: Entry, member: Person) -> Iterable[Change]:
    if member.waits_for == "approval":
        yield Change("in")
    elif not member.is_active and not member.waits_for:
        yield Change("back")
    if member.is_ours and entry.name != member.name:
        yield Change("name", member.name, entry.name)
    if entry.sort_name and entry.sort_name != member.sort_name and member.waits_for != "consent":
        yield Change("sort_name", member.sort_name, entry.sort_name)
    if entry.number and entry.number != member.number:
        yield Change("number", member.number, entry.number)
    is_other = entry.email.casefold() != member.email.casefold()
    if member.is_ours and entry.email and is_other:
        yield Change("email", member.email, entry.email)


def _known(match: Match, there: _Index) -> Match:
    """Return a new row with who it is, where that is somebody of another class of the teacher's."""
    if match.outcome != Outcome.NEW:
        return match
    entry = match.entry
    by_number = there.of("number", entry.number)
    # Two schools may count alike: the name has to be the same.
    is_theirs = by_number and name_key(by_number.name) == name_key(entry.name)
    known = there.of("email", entry.email) or (by_number if is_theirs else None)
    return replace(match, known=known) if known else match


def _chosen_out(match: Match, choices: Mapping[int, str]) -> Match:
    if choices.get(match.entry.row) != "out":
        return match
    return replace(match, outcome=Outcome.LEFT_OUT, changes=())


def _bad(entry: Entry, column: int, said: Message) -> Match:
    return Match(replace(entry, problems=(Problem(column, said),)), Outcome.BAD)


def _named(columns: Sequence[Column]) -> int:
    named = (Column.NAME, Column.LAST, Column.FIRST)
    return next(columns.index(each) for each in named if each in columns)
