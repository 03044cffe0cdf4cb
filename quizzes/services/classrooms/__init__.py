"""Classes: making one, and who comes in."""

from quizzes.services.classrooms.changing import (
    CannotChange,
    change_settings,
    locked,
    refuse_archived,
    renew_code,
    unarchive,
)
from quizzes.services.classrooms.codes import (
    unused_code,
)
from quizzes.services.classrooms.joining import (
    CannotJoin,
    accept,
    answer_request,
    decline,
    join,
)
from quizzes.services.classrooms.making import (
    create,
    enroll,
)
from quizzes.services.classrooms.members import (
    change_role,
    invite_colleague,
    remove_member,
    restore_member,
)
from quizzes.services.classrooms.rosters import (
    correct_roster,
    discard_roster,
    keep_roster,
    remove_old_rosters,
    request_roster,
)
from quizzes.services.classrooms.slips import (
    renew_passwords,
)
from quizzes.services.classrooms.taking_in import (
    take_in_roster,
)

__all__ = [
    "CannotChange",
    "CannotJoin",
    "accept",
    "answer_request",
    "change_role",
    "change_settings",
    "correct_roster",
    "create",
    "decline",
    "discard_roster",
    "enroll",
    "invite_colleague",
    "join",
    "keep_roster",
    "locked",
    "refuse_archived",
    "remove_member",
    "remove_old_rosters",
    "renew_code",
    "renew_passwords",
    "request_roster",
    "restore_member",
    "take_in_roster",
    "unarchive",
    "unused_code",
]
