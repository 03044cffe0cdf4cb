"""What the routes of classes: making, joining, members answer each role."""

from quizzes.models.classrooms import Membership
from quizzes.services import classrooms
from tests.factories import NOW, make_classroom
from tests.views.decided.answers import FOR_ANYBODY_SIGNED_IN, LOGIN, Answers

CODE = "7KQM4HTX"
TEACHERS_ONLY = Answers(LOGIN, 403, 403, 200, 200)
DECISIONS: dict[str, Answers] = {
    # Anybody's, who may teach or assist somewhere; the class is Alice's.
    "classes": FOR_ANYBODY_SIGNED_IN,
    "class-new": Answers(LOGIN, 403, 403, 200, 200, other_method=422, fay=200),
    "class-detail": Answers(LOGIN, 404, 404, 200, 404),
    "class-members": Answers(LOGIN, 404, 404, 302, 404, "post", fay=404),
    "class-student": Answers(LOGIN, 404, 404, 200, 404),
    "class-joining": Answers(LOGIN, 404, 404, 200, 404, other_method=302),
    "class-poster": Answers(LOGIN, 404, 404, 200, 404),
    "class-staff": Answers(LOGIN, 404, 404, 200, 404, other_method=422),
    "class-staff-change": Answers(LOGIN, 404, 404, 302, 404, "post", fay=404),
    "class-settings": Answers(LOGIN, 404, 404, 200, 404, other_method=422),
    "class-archive": Answers(LOGIN, 404, 404, 200, 404, other_method=302, fay=404),
    "class-unarchive": Answers(LOGIN, 404, 404, 302, 404, "post", fay=404),
    "class-copy": Answers(LOGIN, 404, 404, 200, 404, other_method=422, fay=404),
    # A class of Dan's, whose code everybody has been told, and which has asked for Bob.
    "join": FOR_ANYBODY_SIGNED_IN._replace(other_method=422),
    "join-class": Answers(200, 200, 200, 200, 200, other_method=302),
    "join-answer": Answers(LOGIN, 302, 404, 404, 404, "post"),
    # A quiz of the library, for a class that is yet to be made.
    "teach-first": TEACHERS_ONLY,
    "teach-first-class": TEACHERS_ONLY._replace(other_method=422),
    "teach-first-dates": TEACHERS_ONLY._replace(other_method=422),
}
# What a POST sends, and what an address asks beside its path, by route.
BODIES: dict[str, dict[str, str]] = {}
ASKED: dict[str, str] = {"teach-first-dates": "?name=7b&time_zone=UTC&joining=open"}


def arguments(world) -> dict[str, list]:
    """Return the arguments of the routes that are not about Bob's assignment, attempt or class."""
    classrooms.change_settings(
        classroom=world.classroom, values={"joining": "open"}, actor=world.alice, now=NOW
    )
    dans = make_classroom(world.dan, name="Drawing", joining="open")
    dans.join_code = CODE
    dans.save(update_fields=["join_code"])
    Membership.objects.create(
        classroom=dans,
        user=world.bob,
        role="student",
        is_active=False,
        waits_for="consent",
        joined_at=NOW,
    )
    return {
        "class-student": [world.classroom.public_id, world.bob.public_id],
        "join-class": [CODE],
        "join-answer": [dans.public_id],
        "teach-first-class": [world.quiz.public_id],
        "teach-first-dates": [world.quiz.public_id],
    }
