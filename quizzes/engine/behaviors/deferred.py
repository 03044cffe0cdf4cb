"""Deferred: answers can be changed until the end; everything is scored after submit."""

from collections.abc import Sequence

from quizzes.engine.behaviors.base import (
    Action,
    Outcome,
    Scorer,
    TakenStep,
    last_counted,
    outcome_of,
)
from quizzes.engine.words import Message
from quizzes.engine.words import mark as _

name = "deferred"
label = Message(_("All at the end"))
description = Message(_("You can change your answers until you hand in. They are scored then."))
ACTIONS = frozenset({Action.SAVE})
needs_history = False


def unwrapped(raw: object) -> tuple[object, int]:
    """Return the raw input as it is: nobody says here how sure they are."""
    return raw, 1


def is_finished(steps: Sequence[TakenStep], score: Scorer) -> bool:
    """Return False: only submitting ends a question."""
    return False


def refusal(steps: Sequence[TakenStep], action: Action, score: Scorer) -> Message | None:
    """Return why the action cannot be taken: this behavior knows only saving."""
    if action not in ACTIONS:
        return Message(_("In this quiz, answers are checked after you hand in."))
    return None


def outcome(steps: Sequence[TakenStep], score: Scorer) -> Outcome:
    """Return what the last counted step came to."""
    return outcome_of(last_counted(steps), score)
