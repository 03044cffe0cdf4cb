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
from quizzes.services.attempts.granting import (
    Grant,
    accommodate,
    withdraw,
)
from quizzes.services.attempts.handing_in import (
    close,
    close_if_over,
    close_overdue,
    record_marks,
    submit,
    update_totals,
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
    "CannotStart",
    "Change",
    "Grant",
    "Moved",
    "Saved",
    "WrongCode",
    "accommodate",
    "archive_class",
    "bring_up_to_date",
    "change_assignments",
    "close",
    "close_if_over",
    "close_overdue",
    "delete_quiz",
    "discard_previews",
    "flag",
    "move_student",
    "record_marks",
    "remember_place",
    "remind",
    "save",
    "start_assignment",
    "start_preview",
    "start_self_study",
    "strike",
    "submit",
    "toggle_flag",
    "toggle_strike",
    "told",
    "update_totals",
    "withdraw",
]
