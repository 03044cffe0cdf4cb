"""What the routes of classes: making, joining, members answer each role."""

from tests.views.decided.answers import FOR_ANYBODY_SIGNED_IN, LOGIN, Answers

DECISIONS: dict[str, Answers] = {
    # Anybody's, who may teach or assist somewhere; the class is Alice's.
    "classes": FOR_ANYBODY_SIGNED_IN,
    "class-detail": Answers(LOGIN, 404, 404, 200, 404),
}
# What a POST sends, and what an address asks beside its path, by route.
BODIES: dict[str, dict[str, str]] = {}
ASKED: dict[str, str] = {}


def arguments(world) -> dict[str, list]:
    """Return the arguments of the routes that are not about Bob's assignment, attempt or class."""
    return {}
