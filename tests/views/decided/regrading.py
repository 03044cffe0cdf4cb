"""What the routes of changing marks afterwards, second looks, reports answer each role."""

from datetime import timedelta

from django.utils import timezone

from quizzes.services import grading, review
from tests import factories
from tests.factories import NOW
from tests.services.grading.acts import act, planned
from tests.views.decided.answers import FOR_ANYBODY_SIGNED_IN, LOGIN, Answers

DECISIONS: dict[str, Answers] = {
    "assignment-questions": Answers(LOGIN, 404, 404, 200, 404),
    "assignment-use-version": Answers(LOGIN, 404, 404, 302, 404, "post", fay=404),
    # About a question of Alice's own, that no class was asked; with a class: tests of its own.
    "question-regrade": Answers(LOGIN, 403, 403, 200, 404, other_method=422),
    "act-undo": Answers(LOGIN, 404, 404, 302, 404, "post"),
    "attempt-override": Answers(LOGIN, 404, 404, 200, 404, other_method=200, fay=404),
    "attempt-look": Answers(LOGIN, 200, 404, 404, 404, other_method=200),
    # An assistant need not be a teacher of the site.
    "looks": FOR_ANYBODY_SIGNED_IN,
    "look-answer": Answers(LOGIN, 404, 404, 200, 404, other_method=200, fay=200),
    "reports": FOR_ANYBODY_SIGNED_IN,
    "report-answer": Answers(LOGIN, 404, 404, 200, 404, other_method=200, fay=200),
}
# What a POST sends, and what an address asks beside its path, by route.
BODIES: dict[str, dict[str, str]] = {}
ASKED: dict[str, str] = {}


def arguments(world) -> dict[str, list]:
    """Return the arguments of the routes that are not about Bob's assignment, attempt or class."""
    version = factories.make_version()
    given = factories.make_assignment(
        factories.make_quiz([version]), world.classroom, world.alice, review_preset="homework"
    )
    given.second_look_until = timezone.now() + timedelta(days=1)
    given.save()
    attempt = factories.take(given, world.bob, {1: "a"})
    item = attempt.items.select_related("attempt__assignment").get()
    look = grading.ask_for_look(item=item, student=world.bob, text="Why?", now=NOW)
    reported = review.report(item=item, reporter=world.bob, reason="key", text="?", now=NOW)
    done = act(planned("everyone", version, given), world.alice)
    return {
        "assignment-use-version": [given.public_id, version.question.public_id],
        "act-undo": [done.public_id],
        "attempt-override": [attempt.public_id, 1],
        "attempt-look": [attempt.public_id, 1],
        "look-answer": [look.public_id],
        "report-answer": [reported.public_id],
    }
