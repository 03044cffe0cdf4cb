"""The first checked answer to a question, and what it earns by itself."""

from fractions import Fraction as F  # noqa: N817 - tables of cases stay narrow

import pytest

from quizzes.engine.behaviors.base import Action, TakenStep
from quizzes.engine.behaviors.interactive import Interactive
from quizzes.engine.behaviors.registry import behavior_of
from quizzes.engine.progress.first import SaidMark, Worth, first_answer, worth
from quizzes.engine.scoring import Score

SAVE, CHECK = Action.SAVE, Action.CHECK


def score(response: object) -> Score:
    return Score(F(response == "right"), is_near_miss=response == "rihgt")


def steps(*taken: tuple[Action, object] | tuple[Action, object, str]) -> list[TakenStep]:
    """Steps with revisions 1, 2…; a third word says what is the matter with one."""
    return [
        TakenStep(
            revision,
            action,
            response,
            is_readable="unreadable" not in flaw,
            is_counted="late" not in flaw,
            compared=response,
        )
        for revision, (action, response, *flaw) in enumerate(taken, start=1)
    ]


class TestFirstAnswer:
    @pytest.mark.parametrize(
        ("name", "taken", "revision"),
        [
            # All at the end, with certainty as well: what counted at handing in.
            ("deferred", [], None),
            ("deferred", [(SAVE, "wrong"), (SAVE, "right")], 2),
            ("deferred", [(SAVE, "right"), (SAVE, None)], None),
            ("deferred", [(SAVE, "right"), (SAVE, None, "unreadable")], None),
            ("deferred", [(SAVE, "wrong"), (SAVE, "right", "late")], 1),
            ("certainty", [(SAVE, "wrong"), (SAVE, "right")], 2),
            # With a check: the one that was checked; a blank or unreadable check is none.
            ("immediate", [(SAVE, "a"), (CHECK, "wrong"), (SAVE, "right")], 2),
            ("immediate", [(CHECK, None), (CHECK, "word", "unreadable"), (CHECK, "right")], 3),
            ("immediate", [(SAVE, "wrong"), (SAVE, "right")], 2),
            ("immediate", [(CHECK, None)], None),
            # The first of several tries, not the best.
            ("interactive", [(CHECK, "wrong"), (CHECK, "right")], 1),
            ("interactive", [(SAVE, "a"), (CHECK, "wrong"), (SAVE, "right")], 2),
            ("interactive", [(CHECK, None), (CHECK, "w", "unreadable"), (CHECK, "wrong")], 3),
            # A near miss is no try: its student corrects the spelling, and that is the first one.
            ("interactive", [(CHECK, "rihgt"), (CHECK, "right")], 2),
            ("interactive", [(CHECK, "rihgt"), (CHECK, "wrong"), (CHECK, "right")], 2),
            ("interactive", [(CHECK, "rihgt"), (SAVE, "right")], 2),
            ("interactive", [(CHECK, "rihgt"), (SAVE, None)], 1),
            # Saved and never checked: a try at the end.
            ("interactive", [(SAVE, "wrong"), (SAVE, "right")], 2),
            ("interactive", [(CHECK, "right", "late"), (SAVE, "wrong")], 2),
            ("interactive", [(SAVE, None)], None),
        ],
    )
    def test_is_the_step_that_rules_say(self, name, taken, revision):
        behavior = Interactive(tries=3) if name == "interactive" else behavior_of(name)
        found = first_answer(behavior, steps(*taken), score)
        assert (found and found.revision) == revision


RULE_1, RULE_2 = SaidMark("rule", 1, 10, F(0)), SaidMark("rule", 2, 10, F(1))
REGRADE = SaidMark("regrade", 1, 11, F(1))
HALF = SaidMark("person", 1, 10, F(1, 2))
WAITS = SaidMark("rule", 1, 10, None)
GIVEN = SaidMark("given", 1, 10, F(1))
BY_SHOWN, BY_NEW = Worth(False, None, 10), Worth(False, None, 11)
BY_PERSON = Worth(True, F(1, 2), None)


class TestWorth:
    @pytest.mark.parametrize(
        ("marks", "decides"),
        [
            ([], Worth(False, None, None)),
            ([RULE_1], BY_SHOWN),
            ([RULE_1, REGRADE], BY_NEW),
            # A point for everybody says nothing of an answer, whatever it was before.
            ([RULE_1, GIVEN], BY_SHOWN),
            ([RULE_1, REGRADE, GIVEN], BY_NEW),
            ([WAITS, HALF], BY_PERSON),
            ([RULE_1, HALF, GIVEN], BY_PERSON),
            # Undone: a new mark says what the earlier one has said.
            ([RULE_1, HALF, RULE_1], BY_SHOWN),
            # Opened again and answered anew: the person's mark is of the first answer still.
            ([RULE_1, HALF, RULE_2], BY_PERSON),
        ],
    )
    def test_is_decided_by_what_is_said_of_that_answer(self, marks, decides):
        assert worth(marks, 1, is_interactive=False) == decides

    def test_is_not_a_persons_mark_where_tries_cost(self):
        assert worth([RULE_1, HALF], 1, is_interactive=True) == BY_SHOWN
