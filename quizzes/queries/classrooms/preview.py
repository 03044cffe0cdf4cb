"""The page on which a class list is looked at before it is taken in."""

from collections.abc import Sequence
from dataclasses import dataclass

from quizzes.engine.roster.columns import Column
from quizzes.engine.roster.matching import Match, Outcome, Person, Plan
from quizzes.engine.words import Message
from quizzes.models.classrooms import RosterUpload
from quizzes.queries.classrooms.roster import Reading, plan_of, reading_of

# Of rows that need nothing so many are listed; of those to be corrected so many at a time.
MOST_LISTED, MOST_ASKED = 200, 50


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row that is to be corrected, with what is wrong."""

    place: int
    column: Column
    value: str
    problems: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the list: its number as people count, its cells where they can be corrected."""

    match: Match
    choice: str = ""
    cells: tuple[Cell, ...] = ()

    @property
    def number(self) -> int:
        """The row, counted from 1."""
        return self.match.entry.row + 1


@dataclass(frozen=True, slots=True)
class Preview:
    """What taking a list in would do; `plan` is None where the columns have to be told first.

    Lists are cut at MOST_LISTED and MOST_ASKED; `counts` are of all.
    """

    upload: RosterUpload
    reading: Reading
    plan: Plan | None
    heads: tuple[tuple[int, str, Column], ...]
    lines: dict[str, tuple[Line, ...]]
    counts: dict[str, int]
    removed: frozenset[int]

    @property
    def is_ready(self) -> bool:
        """Whether it can be taken in as it is."""
        return self.plan is not None and self.plan.is_ready

    @property
    def gone(self) -> Sequence[Person]:
        """Who is in the class and not in the list."""
        return self.plan.gone if self.plan else ()

    @property
    def has_effect(self) -> bool:
        """Whether anything would change, or could."""
        return bool(self.counts.get("new") or self.counts.get("changed") or self.gone)


def preview_of(upload: RosterUpload) -> Preview:
    """Return the page of an upload. Two queries."""
    reading = reading_of(upload)
    plan = None if reading.problem else plan_of(upload, reading)
    first = upload.cells[0]
    heads = [(place, first[place], column) for place, column in enumerate(reading.columns)]
    lines: dict[str, tuple[Line, ...]] = {}
    counts: dict[str, int] = {}
    for outcome in Outcome:
        matches = plan.of(outcome) if plan else ()
        asked = outcome in (Outcome.BAD, Outcome.AMBIGUOUS)
        counts[outcome.value] = len(matches)
        shown = matches[: MOST_ASKED if asked else MOST_LISTED]
        lines[outcome.value] = tuple(_line(match, upload, reading) for match in shown)
    return Preview(upload, reading, plan, tuple(heads), lines, counts, frozenset(reading.removed))


def _line(match: Match, upload: RosterUpload, reading: Reading) -> Line:
    choice = reading.choices.get(match.entry.row, "")
    if match.outcome != Outcome.BAD:
        return Line(match, choice)
    row = upload.cells[match.entry.row]
    cells = [
        Cell(
            place,
            column,
            row[place],
            tuple(each.message for each in match.entry.problems if each.column == place),
        )
        for place, column in enumerate(reading.columns)
        if column
    ]
    return Line(match, choice, tuple(cells))
