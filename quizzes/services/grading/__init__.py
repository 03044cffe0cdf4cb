"""Grading: what a person decides about marks."""

from quizzes.services.grading.acting import (
    NothingChanges,
    carry_out,
)
from quizzes.services.grading.claiming import (
    InOtherHands,
    claim,
    claim_next,
    keep_draft,
    put_down,
)
from quizzes.services.grading.essays import (
    MarkedMeanwhile,
    NotComplete,
    mark_essay,
)
from quizzes.services.grading.groups import (
    GroupMark,
    GroupMarkedMeanwhile,
    NothingToMark,
    mark_group,
)
from quizzes.services.grading.late import (
    NotLate,
    accept_late,
    accept_late_step,
)
from quizzes.services.grading.looks import (
    AnsweredAlready,
    CannotAsk,
    answer_look,
    ask_for_look,
)
from quizzes.services.grading.overriding import (
    CannotMark,
    override,
)
from quizzes.services.grading.phrases import (
    forget_phrase,
    keep_phrase,
)
from quizzes.services.grading.telling import (
    tell_of_mark,
    tell_what_waits,
)
from quizzes.services.grading.undoing import (
    Undone,
    UndoneAlready,
    undo,
)

__all__ = [
    "AnsweredAlready",
    "CannotAsk",
    "CannotMark",
    "GroupMark",
    "GroupMarkedMeanwhile",
    "InOtherHands",
    "MarkedMeanwhile",
    "NotComplete",
    "NotLate",
    "NothingChanges",
    "NothingToMark",
    "Undone",
    "UndoneAlready",
    "accept_late",
    "accept_late_step",
    "answer_look",
    "ask_for_look",
    "carry_out",
    "claim",
    "claim_next",
    "forget_phrase",
    "keep_draft",
    "keep_phrase",
    "mark_essay",
    "mark_group",
    "override",
    "put_down",
    "tell_of_mark",
    "tell_what_waits",
    "undo",
]
