"""What the routes of class lists, slips and passwords answer each role."""

from quizzes.services import classrooms
from tests.factories import NOW
from tests.views.decided.answers import LOGIN, Answers

DECISIONS: dict[str, Answers] = {
    # Nobody here came in by a slip.
    "password-choose": Answers(LOGIN, 302, 302, 302, 302, other_method=302),
    "class-roster": Answers(LOGIN, 404, 404, 200, 404, other_method=422),
    "class-roster-preview": Answers(LOGIN, 404, 404, 200, 404, other_method=302, fay=404),
    "class-roster-file": Answers(LOGIN, 404, 404, 200, 404),
    "class-slips": Answers(LOGIN, 404, 404, 200, 404, fay=404),
    # Nobody is ticked, which leads back to the list.
    "class-passwords": Answers(LOGIN, 404, 404, 302, 404, other_method=302, fay=404),
    "class-move": Answers(LOGIN, 404, 404, 302, 404, other_method=302, fay=404),
}
# What a POST sends, and what an address asks beside its path, by route.
BODIES: dict[str, dict[str, str]] = {}
ASKED: dict[str, str] = {}


def arguments(world) -> dict[str, list]:
    """Return the arguments of the routes that are not about Bob's assignment, attempt or class."""
    upload = classrooms.keep_roster(
        classroom=world.classroom, rows=[["Ida"]], file_name="", actor=world.alice, now=NOW
    )
    return {
        "class-roster-preview": [world.classroom.public_id, upload.public_id],
        "class-roster-file": [world.classroom.public_id, "csv"],
    }
