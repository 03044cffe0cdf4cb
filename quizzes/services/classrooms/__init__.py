"""Classes: making one, and who comes in."""

from quizzes.services.classrooms.making import create, enroll
from quizzes.services.classrooms.rosters import (
    correct_roster,
    discard_roster,
    keep_roster,
    remove_old_rosters,
    request_roster,
)
from quizzes.services.classrooms.slips import renew_passwords
from quizzes.services.classrooms.taking_in import take_in_roster

__all__ = [
    "correct_roster",
    "create",
    "discard_roster",
    "enroll",
    "keep_roster",
    "remove_old_rosters",
    "renew_passwords",
    "request_roster",
    "take_in_roster",
]
