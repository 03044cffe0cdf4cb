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
from quizzes.services.attempts.archiving import (
    archive_class,
)
from quizzes.services.attempts.changing import (
    CannotChange,
    Change,
    change_assignments,
)
from quizzes.services.attempts.deadlines import (
    Moved,
    bring_up_to_date,
    told,
)
from quizzes.services.attempts.extending import (
    CannotTakeBack,
    Extended,
    add_minutes,
    take_back_minutes,
)
from quizzes.services.attempts.firsts import (
    refresh_firsts,
)
from quizzes.services.attempts.granting import (
    Grant,
    accommodate,
    withdraw,
)
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
from quizzes.services.attempts.late import (
    count_late,
    late_steps,
)
from quizzes.services.attempts.learning import (
    learn_everything,
    learn_overdue,
    learn_what_is_shown,
    rebuild_progress,
)
from quizzes.services.attempts.moving import (
    CannotMove,
    move_student,
)
from quizzes.services.attempts.previewing import (
    delete_quiz,
    discard_previews,
)
from quizzes.services.attempts.reminding import (
    remind,
)
from quizzes.services.attempts.reopening import (
    CannotReopen,
    reopen,
    undo_reopening,
)
from quizzes.services.attempts.starting import (
    CannotStart,
    WrongCode,
    start_assignment,
    start_preview,
    start_self_study,
)

__all__ = [
    "ALREADY_HANDED_IN",
    "AttemptClosed",
    "AttemptNotFound",
    "CannotChange",
    "CannotMove",
    "CannotReopen",
    "CannotStart",
    "CannotTakeBack",
    "Change",
    "Extended",
    "Grant",
    "Moved",
    "Saved",
    "WrongCode",
    "accommodate",
    "add_minutes",
    "archive_class",
    "bring_up_to_date",
    "change_assignments",
    "close",
    "close_if_over",
    "close_overdue",
    "count_late",
    "delete_quiz",
    "discard_previews",
    "flag",
    "held_attempt",
    "late_steps",
    "learn_everything",
    "learn_overdue",
    "learn_what_is_shown",
    "move_student",
    "rebuild_progress",
    "record_marks",
    "refresh_firsts",
    "remember_place",
    "remind",
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
    "told",
    "undo_reopening",
    "update_totals",
    "withdraw",
]
