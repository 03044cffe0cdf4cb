"""Pages that change marks: preview, the worker's part, undoing; second looks; reports."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.models.attempts import Attempt
from quizzes.models.grading import GradingAct, SecondLook
from quizzes.models.jobs import Job
from quizzes.models.review import QuestionReport
from quizzes.tasks import running
from quizzes.tasks.registry import KINDS
from tests import factories
from tests.conftest import logged_in
from tests.factories import NOW, make_assignment, make_quiz, make_version, take
from tests.services.grading.acts import corrected

pytestmark = pytest.mark.django_db


class Story:
    """A question with a wrong key, asked in Alice's class and in Dan's; what Bob answered."""

    def __init__(self, world):
        self.world = world
        self.version = make_version(spec=factories.single_choice("a"))
        self.assignment = make_assignment(
            make_quiz([self.version, make_version()]),
            world.classroom,
            world.alice,
            review_preset="homework",
        )
        self.assignment.second_look_until = timezone.now() + timedelta(days=1)
        self.assignment.save()
        self.attempt = take(self.assignment, world.bob, {1: "b", 2: "b"})
        ida = factories.make_user("ida", name="Ida")
        other = factories.make_classroom(world.dan, ida, name="Another class")
        self.of_dan = take(make_assignment(self.assignment.quiz, other, world.dan), ida, {1: "b"})
        corrected(self.version, factories.single_choice("b"))
        self.page = reverse("quizzes:question-regrade", args=[self.version.question.public_id])

    def share(self, attempt=None):
        return Attempt.objects.get(pk=(attempt or self.attempt).pk).total.share


@pytest.fixture(scope="class")
def story(cast_of_the_class):
    return Story(cast_of_the_class)


@pytest.fixture(scope="class")
def world(cast_of_the_class):
    return cast_of_the_class


@pytest.fixture
def as_ida(story):
    return logged_in(story.of_dan.student)


def work():
    while running.run_next(tuple(KINDS), lambda: False):
        pass


def url(name, *args):
    return reverse(f"quizzes:{name}", args=args)


class TestAnAct:
    def test_is_seen_before_it_is_done_and_reaches_ones_own_classes_alone(self, story, as_alice):
        page = as_alice.get(story.page, {"act": "recompute"}).content.decode()
        assert "<strong>1 try</strong>" in page
        assert "Ida" not in page
        assert "50%" in page
        assert "100%" in page
        at = [str(story.assignment.public_id)]
        sent = {"act": "recompute", "at": at, "reason": "The key said a."}
        assert as_alice.post(story.page, sent).status_code == 302
        assert story.share() < 1
        work()
        assert (story.share(), story.share(story.of_dan)) == (1, 0)
        act = GradingAct.objects.get()
        page = as_alice.get(story.page).content.decode()
        assert "The key said a." in page
        as_alice.post(url("act-undo", act.public_id))
        work()
        assert story.share() < 1

    def test_asks_for_a_reason_and_keeps_what_was_chosen(self, story, as_alice):
        at = [str(story.assignment.public_id)]
        response = as_alice.post(story.page, {"act": "drop", "at": at, "reason": ""})
        assert response.status_code == 422
        assert b'value="drop"' in response.content
        assert not Job.objects.exists()

    def test_called_off_changes_nothing(self, story, as_alice):
        at = [str(story.assignment.public_id)]
        as_alice.post(story.page, {"act": "everyone", "at": at, "reason": "Fair."})
        as_alice.post(url("job-cancel", Job.objects.get().public_id))
        work()
        assert not GradingAct.objects.exists()

    def test_is_not_for_whom_a_class_is_somebody_elses(self, story, as_carol, as_bob, as_dan):
        assert as_carol.get(story.page).status_code == 403
        assert as_bob.get(story.page).status_code == 403
        at = [str(story.assignment.public_id)]
        refused = as_dan.post(story.page, {"act": "everyone", "at": at, "reason": "?"})
        assert refused.status_code == 422
        assert not Job.objects.exists()

    @given(act=st.text(max_size=20), at=st.text(max_size=40), reason=st.text(max_size=600))
    @settings(
        max_examples=15,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    def test_stands_any_input(self, story, as_alice, act, at, reason):
        asked = {"act": act, "at": at, "reason": reason}
        assert as_alice.get(story.page, asked).status_code == 200
        assert as_alice.post(story.page, asked).status_code == 422


class TestQuestionsOfAnAssignment:
    def test_say_how_they_went_and_take_a_new_version(self, story, as_alice):
        page = url("assignment-questions", story.assignment.public_id)
        said = as_alice.get(page).content.decode()
        assert "Version 2 reaches nobody here yet" in said
        question = story.version.question
        use = url("assignment-use-version", story.assignment.public_id, question.public_id)
        assert as_alice.post(use).status_code == 302
        assert story.assignment.items.get(version__question=question).version.number == 2
        assert "reaches nobody" not in as_alice.get(page).content.decode()
        assert story.attempt.items.get(position=1).version.number == 1


class TestAMark:
    def test_is_changed_on_record_and_its_student_sees_why(self, story, as_alice, as_bob):
        page = url("attempt-override", story.attempt.public_id, 1)
        sent = {"points": "0.5", "reason": "Half of it is right.", "comment": "", "based_on": "1"}
        assert as_alice.post(page, {**sent, "points": "2"}).status_code == 422
        assert as_alice.post(page, {**sent, "based_on": "7"}).status_code == 422
        assert as_alice.post(page, sent).status_code == 302
        review = url("attempt-review", story.attempt.public_id)
        assert "Half of it is right." in as_bob.get(review).content.decode()
        assert "2 marks" in as_alice.get(review).content.decode()
        assert "2 marks" not in as_bob.get(review).content.decode()

    def test_says_nothing_while_scores_are_held(self, story, as_alice, as_bob):
        page = url("attempt-override", story.attempt.public_id, 1)
        sent = {"points": "0.5", "reason": "Half of it.", "comment": "", "based_on": "1"}
        as_alice.post(page, sent)
        type(story.assignment).objects.update(are_scores_held=True)
        review = url("attempt-review", story.attempt.public_id)
        assert "Half of it." not in as_bob.get(review).content.decode()

    @given(points=st.text(max_size=20), based_on=st.text(max_size=20), comment=st.text())
    @settings(
        max_examples=15,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    def test_stands_any_input(self, story, as_alice, points, based_on, comment):
        page = url("attempt-override", story.attempt.public_id, 1)
        sent = {"points": points, "based_on": based_on, "comment": comment, "reason": ""}
        assert as_alice.post(page, sent).status_code == 422


class TestASecondLook:
    def test_is_asked_for_and_answered_and_both_see_both(self, story, as_alice, as_bob, as_dan):
        ask = url("attempt-look", story.attempt.public_id, 1)
        assert as_bob.post(ask, {"text": ""}).status_code == 422
        assert as_bob.post(ask, {"text": "b is <b>right</b>."}).status_code == 302
        assert as_bob.post(ask, {"text": "Again."}).status_code == 422
        look = SecondLook.objects.get()
        assert "b is &lt;b&gt;right" in as_alice.get(url("looks")).content.decode()
        assert "right" not in as_dan.get(url("looks")).content.decode()
        answer = url("look-answer", look.public_id)
        assert as_alice.post(answer, {"answer": "", "points": ""}).status_code == 422
        sent = {"answer": "You are right.", "points": "1"}
        assert as_alice.post(answer, sent).status_code == 302
        assert as_alice.post(answer, sent).status_code == 422
        assert story.share() == 1
        for client in (as_alice, as_bob):
            review = client.get(url("attempt-review", story.attempt.public_id)).content.decode()
            assert "You are right." in review
            assert "&lt;b&gt;right" in review

    def test_an_assistant_answers_without_another_mark(self, story, world):
        fay = factories.make_user("fay", name="Fay", is_teacher=True)
        world.classroom.memberships.create(user=fay, role="assistant", joined_at=NOW)
        logged_in(world.bob).post(url("attempt-look", story.attempt.public_id, 1), {"text": "?"})
        answer = url("look-answer", SecondLook.objects.get().public_id)
        logged_in(fay).post(answer, {"answer": "It stays.", "points": "1"})
        look = SecondLook.objects.get()
        assert (look.answer, look.new_mark) == ("It stays.", None)


class TestAReport:
    def test_is_answered_in_one_place(self, story, as_alice, as_bob, as_dan):
        sent = {"reason": "key", "text": "b is right."}
        as_bob.post(url("attempt-report", story.attempt.public_id, 1), sent)
        page = as_alice.get(url("reports")).content.decode()
        assert "b is right." in page
        assert "Version 1 was shown." in page
        assert "Bob" in page
        assert "b is right." not in as_dan.get(url("reports")).content.decode()
        answer = url("report-answer", QuestionReport.objects.get().public_id)
        assert as_alice.post(answer, {"answer": ""}).status_code == 422
        assert as_alice.post(answer, {"answer": "Corrected."}).status_code == 302
        assert as_alice.post(answer, {"answer": "Twice."}).status_code == 422
        review = as_bob.get(url("attempt-review", story.attempt.public_id)).content.decode()
        assert "Corrected." in review
