"""Classes: making one, changing it, and who comes in."""

from quizzes.services.classrooms.changing import (
    CannotChange,
    change_settings,
    locked,
    refuse_archived,
    renew_code,
    unarchive,
)
from quizzes.services.classrooms.codes import unused_code
from quizzes.services.classrooms.joining import CannotJoin, accept, answer_request, decline, join
from quizzes.services.classrooms.making import create, enroll
from quizzes.services.classrooms.members import (
    change_role,
    invite_colleague,
    remove_member,
    restore_member,
)

__all__ = [
    "CannotChange",
    "CannotJoin",
    "accept",
    "answer_request",
    "change_role",
    "change_settings",
    "create",
    "decline",
    "enroll",
    "invite_colleague",
    "join",
    "locked",
    "refuse_archived",
    "remove_member",
    "renew_code",
    "restore_member",
    "unarchive",
    "unused_code",
]
