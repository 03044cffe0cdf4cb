"""What stands in a cell: five states and their kin, told apart."""

from fractions import Fraction

import pytest

from quizzes.engine.gradebook.cells import WORDS, Cell, Place, State, Try, cell_of
from quizzes.engine.scoring import GradingMethod

HALF = Try(1, Fraction(1, 2))
OPEN = Try(2, None, is_open=True)
UNMARKED = Try(1, None, is_provisional=True)
PARTLY = Try(1, Fraction(3, 4), is_provisional=True)
BLANK = Try(1, Fraction(0), is_empty=True)
NOTHING_LEFT = Try(1, None)
CLOSED, AHEAD = Place(is_closed=True), Place(is_ahead=True)
EXCUSED, OTHERS = Place(is_excused=True), Place(is_given=False)


@pytest.mark.parametrize(
    ("tries", "place", "state", "share"),
    [
        ([], Place(), State.NOT_BEGUN, None),
        ([], AHEAD, State.AHEAD, None),
        ([], CLOSED, State.MISSING, None),
        ([], EXCUSED, State.EXCUSED, None),
        ([], OTHERS, State.NOT_GIVEN, None),
        ([], Place(is_given=False, is_excused=True), State.EXCUSED, None),
        ([HALF], OTHERS, State.SCORED, Fraction(1, 2)),
        ([HALF], EXCUSED, State.EXCUSED, Fraction(1, 2)),
        ([HALF], CLOSED, State.SCORED, Fraction(1, 2)),
        ([Try(1, Fraction(0))], Place(), State.ZERO, Fraction(0)),
        ([BLANK], CLOSED, State.ZERO, Fraction(0)),
        ([OPEN], Place(), State.IN_PROGRESS, None),
        ([OPEN], CLOSED, State.IN_PROGRESS, None),
        ([HALF, OPEN], Place(), State.IN_PROGRESS, Fraction(1, 2)),
        ([UNMARKED], Place(), State.WAITING, None),
        ([PARTLY], Place(), State.WAITING, Fraction(3, 4)),
        ([NOTHING_LEFT], Place(), State.UNSCORED, None),
        ([NOTHING_LEFT, Try(2, Fraction(1))], Place(), State.SCORED, Fraction(1)),
    ],
)
def test_a_cell_has_its_state_and_share(tries, place, state, share):
    cell = cell_of(tries, GradingMethod.HIGHEST, place)
    assert (cell.state, cell.share) == (state, share)


@pytest.mark.parametrize(
    ("method", "share", "late", "counted"),
    [
        (GradingMethod.HIGHEST, Fraction(1), 0, (2,)),
        (GradingMethod.FIRST, Fraction(1, 2), 2, (1,)),
        (GradingMethod.LATEST, Fraction(3, 4), 1, (3,)),
        (GradingMethod.AVERAGE, Fraction(3, 4), 2, (1, 2, 3)),
    ],
)
def test_lateness_is_that_of_the_attempts_that_count(method, share, late, counted):
    tries = [
        Try(1, Fraction(1, 2), days_late=2),
        Try(2, Fraction(1)),
        Try(3, Fraction(3, 4), days_late=1),
    ]
    assert cell_of(tries, method, Place()) == Cell(
        State.SCORED, share, days_late=late, counted=counted
    )


def test_one_attempt_is_as_the_method_says_of_several():
    """The short way of one attempt comes to what `grade` says of it."""
    empty_first = [Try(1, Fraction(0), is_empty=True), Try(2, Fraction(1, 3))]
    assert cell_of(empty_first, GradingMethod.AVERAGE, Place()).share == Fraction(1, 3)
    for method in GradingMethod:
        assert cell_of([BLANK], method, Place()).is_without_answer


def test_every_state_has_words_of_its_own():
    assert len({message.text for message in WORDS.values()}) == len(State)
