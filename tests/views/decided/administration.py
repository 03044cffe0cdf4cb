"""What the routes of what administrators do and look up answer each role."""

from tests.views.decided.answers import LOGIN, Answers

FOR_ADMINISTRATORS = Answers(LOGIN, 403, 403, 403, 403)
DECISIONS: dict[str, Answers] = {
    "audit-log": FOR_ADMINISTRATORS,
    "audit-log-file": FOR_ADMINISTRATORS,
    "person-list": FOR_ADMINISTRATORS,
    "person-detail": FOR_ADMINISTRATORS,
    "person-file": FOR_ADMINISTRATORS,
    "person-erase": FOR_ADMINISTRATORS._replace(other_method=403),
    "person-see-as": FOR_ADMINISTRATORS._replace(other_method=403),
    # Who sees the site as nobody else is led on.
    "person-see-as-stop": Answers(LOGIN, 302, 302, 302, 302, "post"),
    "class-log": Answers(LOGIN, 404, 404, 200, 404),
    "class-log-file": Answers(LOGIN, 404, 404, 200, 404),
}
# What a POST sends, and what an address asks beside its path, by route.
BODIES: dict[str, dict[str, str]] = {}
ASKED: dict[str, str] = {}


def arguments(world) -> dict[str, list]:
    """Return the arguments of the routes that are not about Bob's assignment, attempt or class."""
    persons = ("person-detail", "person-file", "person-erase", "person-see-as")
    return {name: [world.carol.public_id] for name in persons}
