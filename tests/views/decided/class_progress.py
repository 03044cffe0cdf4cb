"""What the routes of the progress of a class answer each role."""

from quizzes.models.bank import Topic
from tests.views.decided.answers import LOGIN, Answers

# The teacher's, and the assistant's.
OF_THE_CLASS = Answers(LOGIN, 404, 404, 200, 404)

DECISIONS: dict[str, Answers] = {
    "class-progress": OF_THE_CLASS,
    "class-progress-file": OF_THE_CLASS,
    "class-progress-topic": OF_THE_CLASS,
    "class-progress-article": OF_THE_CLASS,
}
# What a POST sends, and what an address asks beside its path, by route.
BODIES: dict[str, dict[str, str]] = {}
ASKED: dict[str, str] = {}


def arguments(world) -> dict[str, list]:
    """Return the arguments of the routes that are not about Bob's assignment, attempt or class."""
    topic, _ = Topic.objects.get_or_create(slug="spirits", name="Spirits")
    return {
        "class-progress-topic": [world.classroom.public_id, topic.slug],
        "class-progress-article": [world.classroom.public_id, world.quiz.article.public_id],
    }
