"""What the routes of what administrators do and look up answer each role."""

from tests.views.decided.answers import LOGIN, Answers

FOR_ADMINISTRATORS = Answers(LOGIN, 403, 403, 403, 403)
DECISIONS: dict[str, Answers] = {
    "audit-log": FOR_ADMINISTRATORS,
    "audit-log-file": FOR_ADMINISTRATORS,
    "class-log": Answers(LOGIN, 404, 404, 200, 404),
    "class-log-file": Answers(LOGIN, 404, 404, 200, 404),
}
# What a POST sends, and what an address asks beside its path, by route.
BODIES: dict[str, dict[str, str]] = {}
ASKED: dict[str, str] = {}


def arguments(world) -> dict[str, list]:
    """Return the arguments of the routes that are not about Bob's assignment, attempt or class."""
    return {}
