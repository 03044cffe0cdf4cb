"""What the routes of a student's own progress answer each role."""

from quizzes.services import progress
from tests.factories import NOW
from tests.services.learning import entry, make_question, make_topic
from tests.views.decided.answers import FOR_ANYBODY_SIGNED_IN, LOGIN, Answers

# Bob's own topic and article; there is no page of anybody's progress but one's own.
BOBS = Answers(LOGIN, 200, 404, 404, 404)
DECISIONS: dict[str, Answers] = {
    "progress": FOR_ANYBODY_SIGNED_IN,
    "progress-answers": FOR_ANYBODY_SIGNED_IN,
    "progress-topic": BOBS,
    "progress-article": BOBS,
}
# What a POST sends, and what an address asks beside its path, by route.
BODIES: dict[str, dict[str, str]] = {}
ASKED: dict[str, str] = {"progress-answers": "?weeks=12"}


def arguments(world) -> dict[str, list]:
    """Return the arguments of the routes that are not about Bob's assignment, attempt or class."""
    topic, revision = make_topic(), world.quiz.article.revisions.get()
    question = make_question(topic, revision=revision)
    progress.take_in(student=world.bob, entries=[entry(question)], now=NOW)
    article = revision.article.public_id
    return {"progress-topic": [topic.slug], "progress-article": [article]}
