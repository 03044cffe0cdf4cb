"""What the routes of practising answer each role."""

from datetime import timedelta

from django.utils import timezone

from tests.services import practising
from tests.views.decided.answers import FOR_ANYBODY_SIGNED_IN, LOGIN, Answers

# Bob's own session: not even his teacher gets at it.
OWN = Answers(LOGIN, 302, 404, 404, 404, "post")

DECISIONS: dict[str, Answers] = {
    "practice": FOR_ANYBODY_SIGNED_IN,
    "practice-start": Answers(LOGIN, 302, 302, 302, 302, "post"),
    "practice-settings": Answers(LOGIN, 200, 200, 200, 200, other_method=422),
    "practice-save": Answers(401, 200, 404, 404, 404, "post"),
    "practice-judge": OWN,
    "practice-undo": OWN,
    "practice-skip": OWN,
    "practice-bury": OWN,
    "practice-end": OWN,
    "practice-missed": OWN,
}
# What a POST sends, and what an address asks beside its path, by route.
BODIES: dict[str, dict[str, str]] = {}
ASKED: dict[str, str] = {}


def arguments(world) -> dict[str, list]:
    """Return the arguments of the routes that are not about Bob's assignment, attempt or class."""
    now = timezone.now()
    practising.met(world.bob, ("single_choice",), at=now - timedelta(days=60))
    session = practising.session(world.bob, now=now)
    of_a_session = ("save", "judge", "undo", "skip", "bury", "end")
    own = {f"practice-{act}": [session.public_id] for act in of_a_session}
    return {**own, "practice-missed": [session.public_id]}
