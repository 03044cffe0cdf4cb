"""What stands in the class book for one student and one assignment: a state, and a share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from quizzes.engine.scoring import AttemptResult, Grade, GradingMethod, grade
from quizzes.engine.words import Message
from quizzes.engine.words import mark as _


class State(StrEnum):
    """How things are with one student and one assignment.

    AHEAD, NOT_BEGUN and MISSING are the three times of what was not begun: before it opens, while
    it is open, after it closed. UNSCORED is handed in, with every question dropped.
    """

    SCORED = "scored"
    ZERO = "zero"
    WAITING = "waiting"
    IN_PROGRESS = "in_progress"
    NOT_BEGUN = "not_begun"
    MISSING = "missing"
    AHEAD = "ahead"
    EXCUSED = "excused"
    UNSCORED = "unscored"
    NOT_GIVEN = "not_given"


# The one table of what states are called: on the page, in reports and in every export.
WORDS: Mapping[State, Message] = {
    State.SCORED: Message(_("Scored")),
    State.ZERO: Message(_("Zero")),
    State.WAITING: Message(_("Waiting for a mark")),
    State.IN_PROGRESS: Message(_("In progress")),
    State.NOT_BEGUN: Message(_("Not begun")),
    State.MISSING: Message(_("Not begun, closed")),
    State.AHEAD: Message(_("Not open yet")),
    State.EXCUSED: Message(_("Excused")),
    State.UNSCORED: Message(_("Nothing to score")),
    State.NOT_GIVEN: Message(_("Not given")),
}


@dataclass(frozen=True, slots=True)
class Try:
    """One attempt: its share (0..1) of what is marked, None where nothing is or it is open."""

    number: int
    share: Fraction | None
    is_open: bool = False
    is_provisional: bool = False
    is_empty: bool = False
    days_late: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """What holds for a student of an assignment, whatever the student does."""

    is_given: bool = True
    is_ahead: bool = False
    is_closed: bool = False
    is_excused: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its state, and the share (0..1) that the submitted attempts come to by their method.

    The share stands beside WAITING (so far), IN_PROGRESS (of earlier tries) and EXCUSED, too. Days
    late are the most among the attempts that count; `counted` are their numbers.
    """

    state: State
    share: Fraction | None = None
    is_provisional: bool = False
    is_without_answer: bool = False
    days_late: int = 0
    counted: tuple[int, ...] = ()


def cell_of(tries: Sequence[Try], method: GradingMethod, place: Place) -> Cell:
    """Return what stands in a cell; `method` says which submitted attempts make the share."""
    done = [each for each in tries if not each.is_open]
    if not done:
        return Cell(_state_of_nothing(tries, place))
    made = _grade(method, done)
    counted = frozenset(made.counted)
    return Cell(
        state=_state(tries, made, place),
        share=made.share,
        is_provisional=made.is_provisional,
        is_without_answer=made.is_without_answer,
        days_late=max((each.days_late for each in done if each.number in counted), default=0),
        counted=made.counted,
    )


def _state_of_nothing(tries: Sequence[Try], place: Place) -> State:
    """Return the state where nothing was handed in."""
    if place.is_excused:
        return State.EXCUSED
    if tries:
        return State.IN_PROGRESS
    if not place.is_given:
        return State.NOT_GIVEN
    if place.is_closed:
        return State.MISSING
    return State.AHEAD if place.is_ahead else State.NOT_BEGUN


def _state(tries: Sequence[Try], made: Grade, place: Place) -> State:
    if place.is_excused:
        return State.EXCUSED
    if any(each.is_open for each in tries):
        return State.IN_PROGRESS
    if made.is_provisional:
        return State.WAITING
    if made.share is None:
        return State.UNSCORED
    return State.SCORED if made.share else State.ZERO


def _grade(method: GradingMethod, done: Sequence[Try]) -> Grade:
    if len(done) == 1 and done[0].share is not None:
        # As `grade` says of one, without its sorting: a class book has six thousand of these.
        only = done[0]
        return Grade(only.share, (only.number,), only.is_empty, only.is_provisional)
    results = [
        AttemptResult(each.number, each.share, each.is_empty, each.is_provisional) for each in done
    ]
    return grade(method, results)
