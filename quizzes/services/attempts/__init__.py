"""Attempts: starting, saving answers, handing in, and closing what the clock has ended."""

from quizzes.services.attempts.answering import (
    ALREADY_HANDED_IN,
    AttemptClosed,
    AttemptNotFound,
    Saved,
    flag,
    remember_place,
    save,
    strike,
    toggle_flag,
    toggle_strike,
)
from quizzes.services.attempts.extending import (
    CannotTakeBack,
    Extended,
    add_minutes,
    take_back_minutes,
)
from quizzes.services.attempts.granting import Grant, accommodate
from quizzes.services.attempts.handing_in import (
    close,
    close_if_over,
    close_overdue,
    held_attempt,
    record_marks,
    submit,
    submit_for,
    update_totals,
)
from quizzes.services.attempts.late import count_late, late_steps
from quizzes.services.attempts.previewing import delete_quiz, discard_previews
from quizzes.services.attempts.reopening import CannotReopen, reopen, undo_reopening
from quizzes.services.attempts.starting import (
    CannotStart,
    start_assignment,
    start_preview,
    start_self_study,
)

__all__ = [
    "ALREADY_HANDED_IN",
    "AttemptClosed",
    "AttemptNotFound",
    "CannotReopen",
    "CannotStart",
    "CannotTakeBack",
    "Extended",
    "Grant",
    "Saved",
    "accommodate",
    "add_minutes",
    "close",
    "close_if_over",
    "close_overdue",
    "count_late",
    "delete_quiz",
    "discard_previews",
    "flag",
    "held_attempt",
    "late_steps",
    "record_marks",
    "remember_place",
    "reopen",
    "save",
    "start_assignment",
    "start_preview",
    "start_self_study",
    "strike",
    "submit",
    "submit_for",
    "take_back_minutes",
    "toggle_flag",
    "toggle_strike",
    "undo_reopening",
    "update_totals",
]
