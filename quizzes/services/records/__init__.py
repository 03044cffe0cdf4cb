"""Records: what becomes of an account when its person does not want it any more."""

from quizzes.services.records.aging import forget_old_addresses
from quizzes.services.records.leaving import (
    CannotLeave,
    erase_account,
    note_export,
    wish_to_leave,
    withdraw_wish,
)

__all__ = [
    "CannotLeave",
    "erase_account",
    "forget_old_addresses",
    "note_export",
    "wish_to_leave",
    "withdraw_wish",
]
