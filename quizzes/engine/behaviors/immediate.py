"""Immediate: each question has a Check, which scores the answer and locks it."""

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

name = "immediate"
label = Message(_("Check each question"))
description = Message(_("You check each question when you like. A checked answer is locked."))
ACTIONS = frozenset({Action.SAVE, Action.CHECK})
needs_history = False


def unwrapped(raw: object) -> tuple[object, int]:
    """Return the raw input as it is: nobody says here how sure they are."""
    return raw, 1


def _finishing_check(steps: Sequence[TakenStep]) -> TakenStep | None:
    checks = (step for step in steps if step.action is Action.CHECK)
    return next((step for step in checks if step.is_answer), None)


def is_finished(steps: Sequence[TakenStep], score: Scorer) -> bool:
    """Return whether a readable answer has been checked; a blank check locks nothing."""
    return _finishing_check(steps) is not None


def refusal(steps: Sequence[TakenStep], action: Action, score: Scorer) -> Message | None:
    """Return why the action cannot be taken: it is not offered, or the question is locked."""
    if action not in ACTIONS:
        return Message(_("In this quiz, a question can only be saved or checked."))
    if is_finished(steps, score):
        return Message(_("You have checked this question, so its answer is locked."))
    return None


def outcome(steps: Sequence[TakenStep], score: Scorer) -> Outcome:
    """Return what the first finishing check came to, else the last counted step."""
    return outcome_of(_finishing_check(steps) or last_counted(steps), score)
