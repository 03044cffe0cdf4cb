"""Deferred: answers can be changed until the end; everything is scored after submit."""

from collections.abc import Callable, Sequence

from quizzes.engine.behaviors.base import Action, Outcome, TakenStep, last_counted, outcome_of
from quizzes.engine.scoring import Score
from quizzes.engine.words import Message
from quizzes.engine.words import mark as _

name = "deferred"
label = Message(_("All at the end"))
description = Message(_("You can change your answers until you hand in. They are scored then."))
ACTIONS = frozenset({Action.SAVE})


def is_finished(steps: Sequence[TakenStep]) -> bool:
    """Return False: only submitting ends a question."""
    return False


def refusal(steps: Sequence[TakenStep], action: Action) -> Message | None:
    """Return why the action cannot be taken: this behavior knows only saving."""
    if action not in ACTIONS:
        return Message(_("In this quiz, answers are checked after you hand in."))
    return None


def outcome(steps: Sequence[TakenStep], score: Callable[[object], Score]) -> Outcome:
    """Return what the last counted step came to."""
    return outcome_of(last_counted(steps), score)
