"""The site: what its administrator decides, whom it lets in, and who teaches."""

from quizzes.services.site.asking import (
    AlreadyDecided,
    CannotAsk,
    ask_to_teach,
    decide_request,
    make_teacher,
    withdraw_request,
)
from quizzes.services.site.configuring import COLUMNS, configure
from quizzes.services.site.inviting import (
    InvitationUsed,
    invite,
    revoke_invitation,
    use_invitation,
)
from quizzes.services.site.wording import reset_mail, word_mail

__all__ = [
    "COLUMNS",
    "AlreadyDecided",
    "CannotAsk",
    "InvitationUsed",
    "ask_to_teach",
    "configure",
    "decide_request",
    "invite",
    "make_teacher",
    "reset_mail",
    "revoke_invitation",
    "use_invitation",
    "withdraw_request",
    "word_mail",
]
