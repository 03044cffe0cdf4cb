"""What the routes of marking by hand answer each role."""

from tests import factories
from tests.factories import take
from tests.services.acts.marking import grouped, phrase
from tests.services.grading.marking import essays, only
from tests.views.decided.answers import FOR_ANYBODY_SIGNED_IN, LOGIN, Answers

# What an assistant marks as a teacher does.
STAFF = Answers(LOGIN, 404, 404, 200, 404, fay=200)
ACT = Answers(LOGIN, 404, 404, 302, 404, "post", fay=302)
OWN = Answers(LOGIN, 404, 404, 302, 404, "post")

DECISIONS: dict[str, Answers] = {
    # Anybody's, who may teach or assist somewhere; the answers are of Alice's class.
    "marking": FOR_ANYBODY_SIGNED_IN,
    "marking-names": Answers(LOGIN, 302, 302, 302, 302, "post"),
    "marking-next": ACT,
    "marking-marked": STAFF,
    # Nothing is chosen.
    "marking-answer": STAFF._replace(other_method=422),
    "marking-draft": Answers(LOGIN, 404, 404, 401, 404, "post", fay=401),
    "marking-groups": STAFF,
    "marking-group-mark": ACT,
    # Alice's own question; Fay may mark its answers, and not change it.
    "marking-accept": Answers(LOGIN, 404, 404, 302, 404, other_method=302),
    "marking-undo": ACT,
    "marking-phrase-forget": OWN,
}
# What a POST sends, and what an address asks beside its path, by route.
BODIES: dict[str, dict[str, str]] = {}
ASKED: dict[str, str] = {}


def arguments(world) -> dict[str, list]:
    """Return the arguments of the routes that are not about Bob's assignment, attempt or class."""
    written = only(essays(world))
    version = factories.make_version("short_answer")
    version.question.owner = world.alice
    version.question.save(update_fields=["owner"])
    quiz = factories.make_quiz([version])
    take(factories.make_assignment(quiz, world.classroom, world.alice), world.bob, {1: "Paris"})
    place = [written.attempt.public_id, written.position]
    typed = [version.question.public_id, version.number]
    return {
        "marking-next": [written.version.question.public_id],
        "marking-marked": [written.version.question.public_id],
        "marking-answer": place,
        "marking-draft": place,
        "marking-groups": typed,
        "marking-group-mark": typed,
        "marking-accept": typed,
        "marking-undo": [grouped(world, version).public_id],
        "marking-phrase-forget": [phrase(world).public_id],
    }
