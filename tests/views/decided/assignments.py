"""What the routes about giving quizzes to classes answer each role."""

from quizzes.services import notices
from tests.factories import NOW, grant
from tests.views.decided.answers import FOR_ANYBODY_SIGNED_IN, LOGIN, OPEN_TO_ALL, Answers

DECISIONS: dict[str, Answers] = {
    # A quiz of Alice's own; whoever may see it may give it to a class of theirs.
    "quiz-give": Answers(LOGIN, 404, 404, 200, 404, other_method=200, erin=200),
    "class-assignments": Answers(LOGIN, 404, 404, 200, 404),
    "class-give": Answers(LOGIN, 404, 404, 200, 404, fay=404),
    "assignment-settings": Answers(LOGIN, 404, 404, 200, 404, other_method=200, fay=404),
    "assignment-delete": Answers(LOGIN, 404, 404, 200, 404, other_method=302, fay=404),
    "class-accommodations": Answers(LOGIN, 404, 404, 200, 404),
    "class-student-accommodation": Answers(LOGIN, 404, 404, 200, 404, other_method=422, fay=404),
    "assignment-accommodate": Answers(LOGIN, 404, 404, 200, 404, other_method=422, fay=404),
    "class-accommodation-remove": Answers(LOGIN, 404, 404, 302, 404, "post", fay=404),
    "class-accommodation-restore": Answers(LOGIN, 404, 404, 302, 404, "post", fay=404),
    "calendar": FOR_ANYBODY_SIGNED_IN,
    "calendar-feed-make": Answers(LOGIN, 302, 302, 302, 302, "post"),
    "calendar-feed-remove": Answers(LOGIN, 302, 302, 302, 302, "post"),
    # Whoever has the secret address of Bob's.
    "calendar-feed": OPEN_TO_ALL,
}
# What a POST sends, and what an address asks beside its path, by route.
BODIES: dict[str, dict[str, str]] = {}
ASKED: dict[str, str] = {}


def arguments(world) -> dict[str, list]:
    """Return the arguments of the routes that are not about Bob's assignment, attempt or class."""
    given = grant(world, extra_attempts=1)
    of_class = world.classroom.public_id
    return {
        "class-student-accommodation": [of_class, world.bob.public_id],
        "assignment-accommodate": [world.assignment.public_id, world.bob.public_id],
        "class-accommodation-remove": [of_class, given.pk],
        "class-accommodation-restore": [of_class, 1],
        "calendar-feed": [notices.make_feed(user=world.bob, now=NOW).token],
    }
