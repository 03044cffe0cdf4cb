"""Grading: what a person decides about marks."""

from quizzes.services.grading.acting import NothingChanges, carry_out
from quizzes.services.grading.late import NotLate, accept_late_step
from quizzes.services.grading.looks import (
    AnsweredAlready,
    CannotAsk,
    answer_look,
    ask_for_look,
)
from quizzes.services.grading.overriding import CannotMark, override
from quizzes.services.grading.undoing import Undone, UndoneAlready, undo

__all__ = [
    "AnsweredAlready",
    "CannotAsk",
    "CannotMark",
    "NotLate",
    "NothingChanges",
    "Undone",
    "UndoneAlready",
    "accept_late_step",
    "answer_look",
    "ask_for_look",
    "carry_out",
    "override",
    "undo",
]
