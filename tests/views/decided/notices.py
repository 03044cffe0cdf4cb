"""What the routes of notices, choices, calendars answer each role."""

from uuid import uuid4

from quizzes.services import notices
from tests.views.decided.answers import FOR_ANYBODY_SIGNED_IN, LOGIN, OPEN_TO_ALL, Answers

DECISIONS: dict[str, Answers] = {
    "notices": FOR_ANYBODY_SIGNED_IN,
    "notices-read": Answers(LOGIN, 302, 302, 302, 302, "post"),
    "notice-choices": FOR_ANYBODY_SIGNED_IN._replace(other_method=422),
    # Whoever has the link of a mail; what is told leads its own reader alone.
    "notice-off": OPEN_TO_ALL._replace(other_method=200),
    "notice-follow": Answers(LOGIN, 302, 404, 404, 404),
    # An administrator's; tests/views/notices/test_mails.py has one.
    "mail-templates": Answers(LOGIN, 403, 403, 403, 403),
    "mail-template": Answers(LOGIN, 403, 403, 403, 403, other_method=403),
    "mail-template-reset": Answers(LOGIN, 403, 403, 403, 403, "post"),
}
# What a POST sends, and what an address asks beside its path, by route.
BODIES: dict[str, dict[str, str]] = {}
ASKED: dict[str, str] = {}


def arguments(world) -> dict[str, list]:
    """Return the arguments of the routes that are not about Bob's assignment, attempt or class."""
    notice = world.bob.notices.create(
        kind="assigned", key=f"assigned:{uuid4()}", path="/", created_at=world.classroom.created_at
    )
    return {
        "notice-off": [notices.token_for(world.bob, "assigned")],
        **dict.fromkeys(("mail-template", "mail-template-reset"), ("digest",)),
        "notice-follow": [notice.public_id],
    }
