"""What the routes of practising answer each role."""

from tests.views.decided.answers import Answers

DECISIONS: dict[str, Answers] = {}
# What a POST sends, and what an address asks beside its path, by route.
BODIES: dict[str, dict[str, str]] = {}
ASKED: dict[str, str] = {}


def arguments(world) -> dict[str, list]:
    """Return the arguments of the routes that are not about Bob's assignment, attempt or class."""
    return {}
