"""Another answer to a question about which something was decided: by a reopening, or late."""

from datetime import timedelta

import pytest

from quizzes.models.attempts import Attempt
from quizzes.queries.records import differences
from quizzes.services import attempts
from tests import factories
from tests.factories import NOW, incoming, make_assignment, make_quiz, make_version, save, start
from tests.services.grading.acts import act, corrected, planned, regrade

pytestmark = [pytest.mark.django_db, pytest.mark.rows]


@pytest.fixture(scope="class")
def world(cast_of_the_class):
    return cast_of_the_class


def answered_anew(world, attempt, raw):
    """Open an attempt again, answer otherwise, hand in; return it as it is stored."""
    by = {"actor": world.alice, "reason": "ill", "now": NOW}
    attempts.reopen(attempt=attempt, left=timedelta(minutes=10), **by)
    save(attempt, incoming(1, raw, 1, "save"), now=NOW)
    attempts.submit(attempt=attempt, now=NOW)
    return Attempt.objects.get(pk=attempt.pk)


class TestAnotherAnswer:
    @pytest.mark.parametrize(
        ("kind", "choice", "first", "second", "earned"),
        [
            ("everyone", "", "b", "c", 1),
            ("regrade", "recompute", "b", "a", 0),
            ("regrade", "recompute", "a", "b", 1),
            ("regrade", "both", "b", "a", 1),
            ("regrade", "only_rise", "b", "a", 1),
        ],
    )
    def test_is_scored_as_was_decided(self, world, kind, choice, first, second, earned):
        question = make_version(spec=factories.single_choice("a"))
        assignment = make_assignment(make_quiz([question]), world.classroom, world.alice)
        attempt = start(assignment, world.bob, now=NOW)
        save(attempt, incoming(1, first, 0, "save"), now=NOW)
        attempts.submit(attempt=attempt, now=NOW)
        corrected(question, factories.single_choice("b"))
        if kind == "everyone":
            act(planned("everyone", question, assignment), world.alice)
        else:
            regrade(question, assignment, by=world.alice, choice=choice)
        assert answered_anew(world, attempt, second).earned == earned
        assert not list(differences())
