"""Changing marks as a job: all or nothing, again after a kill, called off."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quizzes.models.grading import GradingAct
from quizzes.models.jobs import Job
from quizzes.models.notices import Notice
from quizzes.queries.grading.regrading import planning
from quizzes.queries.grading.regrading.preview import preview_of
from quizzes.queries.grading.regrading.questions import questions_of_assignment
from quizzes.services import jobs
from quizzes.tasks import running
from tests import factories
from tests.factories import make_assignment, make_quiz, make_version, take
from tests.services.grading.acts import corrected, planned

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="class")
def world(cast_of_the_class):
    return cast_of_the_class


@pytest.fixture(scope="class")
def wrong(world):
    """Return a question with a corrected key, the assignment at which five answered it, and one."""
    version = make_version(spec=factories.single_choice("a"))
    students = [factories.make_user(f"s{number}", name=f"S {number}") for number in range(5)]
    classroom = factories.make_classroom(world.alice, *students, name="Five")
    given = make_assignment(make_quiz([version]), classroom, world.alice, review_preset="homework")
    for student in students:
        take(given, student, {1: "b"})
    one = make_assignment(given.quiz, world.classroom, world.alice)
    take(one, world.bob, {1: "b"})
    corrected(version, factories.single_choice("b"))
    return version, given, one


def asked(world, version, given) -> Job:
    arguments = {
        "kind": "regrade",
        "question": str(version.question.public_id),
        "assignments": [str(given.public_id)],
        "choice": "recompute",
        "keeps_percent": False,
        "told": {"reason": "The key."},
    }
    return jobs.enqueue(
        kind="regrade", arguments=arguments, owner=world.alice, now=datetime.now(UTC)
    )


def run(job: Job, is_to_stop=lambda: False) -> Job:
    running.run_next(("regrade",), is_to_stop)
    return Job.objects.get(pk=job.pk)


class TestTheJob:
    def test_writes_in_its_last_step_alone_and_begins_anew_after_a_stop(
        self, world, wrong, monkeypatch
    ):
        monkeypatch.setattr(planning, "CHUNK", 2)
        job = asked(world, *wrong[:2])
        looks = iter([False, False, True])
        stopped = run(job, lambda: next(looks))
        assert (stopped.state, stopped.done_count, stopped.total_count) == ("waiting", 4, 5)
        assert not GradingAct.objects.exists()
        done = run(job)
        act = GradingAct.objects.get()
        assert (done.state, done.result) == ("done", {"act": str(act.public_id)})
        assert act.summary == {"answers": 5, "changed": 5, "risen": 5, "fallen": 0}
        assert Notice.objects.filter(kind="mark_changed").count() == 5

    def test_does_nothing_for_whom_the_class_is_not_any_more(self, world, wrong):
        job = asked(world, *wrong[:2])
        wrong[1].classroom.memberships.filter(user=world.alice).update(role="assistant")
        assert run(job).result == {"act": ""}
        assert not GradingAct.objects.exists()


class TestQueries:
    def count(self, function, *arguments) -> int:
        with CaptureQueriesContext(connection) as queries:
            function(*arguments)
        return len(queries)

    def test_are_as_many_for_one_answer_as_for_five(self, world, wrong):
        version, given, one = wrong
        for function, arguments, most in (
            (preview_of, lambda each: planned("regrade", version, each, choice="both"), 10),
            (questions_of_assignment, lambda each: each, 10),
        ):
            counts = {self.count(function, arguments(each)) for each in (one, given)}
            assert len(counts) == 1
            assert max(counts) <= most
