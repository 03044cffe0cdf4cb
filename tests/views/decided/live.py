"""What the routes of watching an assignment, and what a teacher does meanwhile answer each role."""

from tests.views.decided.answers import LOGIN, Answers

DECISIONS: dict[str, Answers] = {
    "assignment-attempts": Answers(LOGIN, 404, 404, 200, 404),
    "assignment-attempts-now": Answers(LOGIN, 404, 404, 200, 404),
    # Nobody is ticked, and no reason is given.
    "assignment-minutes": Answers(LOGIN, 404, 404, 200, 404, other_method=422),
    "assignment-minutes-back": Answers(LOGIN, 404, 404, 302, 404, "post"),
    "assignment-late": Answers(LOGIN, 404, 404, 200, 404, other_method=422),
    "assignment-release": Answers(LOGIN, 404, 404, 302, 404, "post", fay=404),
    "attempt-acts": Answers(LOGIN, 404, 404, 200, 404, other_method=422),
    "attempt-accept-late": Answers(LOGIN, 404, 404, 302, 404, "post"),
}
# What a POST sends, and what an address asks beside its path, by route.
BODIES: dict[str, dict[str, str]] = {}
ASKED: dict[str, str] = {}


def arguments(world) -> dict[str, list]:
    """Return the arguments of the routes that are not about Bob's assignment, attempt or class."""
    return {}
