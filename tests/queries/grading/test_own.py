"""A student's own scores: what disclosure allows, and a class of which nobody is told apart."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse

from quizzes.engine.gradebook.cells import State
from quizzes.models.assignments import Assignment
from quizzes.queries.grading.scores.comparing import spreads_beside
from quizzes.queries.grading.scores.own import own_scores_of
from quizzes.services import assignments
from tests import factories
from tests.conftest import logged_in
from tests.factories import NOW, RIGHT

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
LATER = NOW + 8 * DAY


@pytest.fixture(scope="class")
def ten(of_the_class):
    """Ten students who have taken a homework and an exam, whose scores wait for a release."""
    alice = factories.make_user("alice", is_teacher=True)
    people = [factories.make_user(f"s{n}") for n in range(10)]
    classroom = factories.make_classroom(alice, *people)
    classroom.is_comparison_shown = True
    classroom.save()
    quiz = factories.make_quiz(["single_choice"] * 2)
    given = {"review_preset": "homework", "late_percent": 10, "due_at": NOW + DAY}
    homework = factories.make_assignment(quiz, classroom, alice, **given)
    exam = factories.make_assignment(quiz, classroom, alice, review_preset="exam")
    for place, person in enumerate(people):
        right = dict.fromkeys(range(1, 1 + place % 3), RIGHT["single_choice"])
        factories.take(homework, person, right, now=NOW)
        factories.take(exam, person, now=NOW)
    return SimpleNamespace(
        alice=alice, people=people, classroom=classroom, homework=homework, exam=exam
    )


def own(ten, person=2, **asked):
    return own_scores_of(ten.classroom, ten.people[person], LATER, **asked)


def spreads(ten, person=2):
    return spreads_beside(own(ten, person), ten.people[person], LATER)


class TestOwnScores:
    def test_hide_what_is_not_released_and_count_what_is_shown(self, ten):
        scores = own(ten)
        shown = {line.column.key: (line.cell.share, line.is_hidden) for line in scores.lines}
        assert shown == {ten.homework.pk: (1, False), ten.exam.pk: (None, True)}
        assert (scores.total.so_far, scores.total.counted) == (1, {ten.homework.pk})
        assert scores.hidden_count == 1

    def test_do_not_tell_zero_or_waiting_while_hidden(self, ten):
        attempt = ten.exam.attempts.get(student=ten.people[2])
        type(attempt).objects.filter(pk=attempt.pk).update(earned="0", days_late=3)
        (cell,) = [line.cell for line in own(ten).lines if line.is_hidden]
        assert (cell.state, cell.share, cell.days_late) == (State.SCORED, None, 0)

    def test_show_a_teacher_everything(self, ten):
        assert own(ten, is_everything=True).hidden_count == 0

    def test_are_shown_once_released(self, ten):
        assignments.release(assignment=ten.exam, actor=ten.alice, now=LATER)
        assert own(ten).hidden_count == 0

    def test_are_nobodys_who_is_not_in_the_class(self, ten):
        assert own_scores_of(ten.classroom, ten.alice, LATER) is None

    def test_leave_out_what_was_given_to_others(self, ten):
        Assignment.objects.filter(pk=ten.exam.pk).update(is_for_chosen=True)
        ten.exam.attempts.update(assignment=ten.homework, number=9)
        assert [line.column.key for line in own(ten).lines] == [ten.homework.pk]

    def test_page_says_what_it_counts(self, ten):
        page = reverse("quizzes:class-own-scores", args=[ten.classroom.public_id])
        text = logged_in(ten.people[2]).get(page).content.decode()
        for said in ("1 score is not shown yet", "Not shown yet", "1 assignment"):
            assert said in text, said


class TestComparison:
    def test_is_of_what_is_shown_to_ten(self, ten):
        found = spreads(ten)
        assert found.keys() == {ten.homework.pk}
        spread = found[ten.homework.pk]
        assert (spread.count, spread.low, spread.middle, spread.high) == (10, 0, 50, 88)

    def test_is_drawn_with_its_text(self, ten):
        page = reverse("quizzes:class-own-scores", args=[ten.classroom.public_id])
        text = logged_in(ten.people[2]).get(page).content.decode()
        assert "half have 50% or more" in text

    def test_waits_for_the_teacher_to_allow_it(self, ten):
        ten.classroom.is_comparison_shown = False
        assert spreads(ten) == {}
        ten.classroom.is_comparison_shown = True

    def test_is_not_told_of_nine(self, ten):
        ten.classroom.memberships.filter(user=ten.people[9]).update(is_active=False)
        assert spreads(ten) == {}

    def test_is_not_told_where_one_of_ten_has_a_hidden_try(self, ten):
        hidden = ten.homework.attempts.get(student=ten.people[5])
        hidden.review_policy = {"right_after": ["response"], "at_closing": [], "when_released": []}
        hidden.save()
        assert spreads(ten) == {}

    def test_waits_for_the_last_where_each_has_an_own_closing(self, ten):
        """One student's own closing tells nothing of when another sees a score."""
        Assignment.objects.filter(pk=ten.exam.pk).update(
            is_closing_each_own=True, closes_at=NOW + 7 * DAY
        )
        policy = {"right_after": ["response"], "at_closing": ["score"], "when_released": []}
        ten.exam.attempts.update(review_policy=policy)
        assert ten.exam.pk in spreads(ten)
        factories.grant(
            SimpleNamespace(classroom=ten.classroom, bob=ten.people[5], alice=ten.alice),
            assignment=ten.exam,
            closes_at=NOW + 9 * DAY,
        )
        assert ten.exam.pk not in spreads(ten)
