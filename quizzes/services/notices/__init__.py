"""Notices: telling people once each, as they want to hear of it, in the app and by mail."""

from quizzes.services.notices.choosing import (
    DAILY,
    NoSuchLink,
    Wanted,
    choose,
    meant_by,
    stop_mail,
    token_for,
)
from quizzes.services.notices.keeping import forget_name, read, read_all, remove_old
from quizzes.services.notices.mailing import hand_over
from quizzes.services.notices.telling import Telling, tell, tell_each

__all__ = [
    "DAILY",
    "NoSuchLink",
    "Telling",
    "Wanted",
    "choose",
    "forget_name",
    "hand_over",
    "meant_by",
    "read",
    "read_all",
    "remove_old",
    "stop_mail",
    "tell",
    "tell_each",
    "token_for",
]
