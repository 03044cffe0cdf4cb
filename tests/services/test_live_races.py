"""A teacher's acts beside those of another teacher, of the clock and of the student."""

from datetime import timedelta

import pytest

from quizzes.models.assignments import Assignment
from quizzes.models.attempts import Attempt, Step
from quizzes.queries.records import differences
from quizzes.services import attempts
from tests import factories
from tests.factories import NOW, incoming, save, start
from tests.services.test_races import ROUNDS, together

pytestmark = [pytest.mark.rows, pytest.mark.django_db(transaction=True)]

MINUTE = timedelta(minutes=1)
TEN = 10 * MINUTE
OVER = NOW + TEN + 2 * MINUTE


@pytest.fixture
def teacher(db):
    return factories.make_user("teacher", is_teacher=True)


@pytest.fixture
def tries(teacher):
    """An open attempt for each round, of ten minutes."""
    students = [factories.make_user(f"student{number}") for number in range(ROUNDS)]
    classroom = factories.make_classroom(teacher, *students)
    given = factories.make_assignment(
        factories.make_quiz(is_open=False), classroom, teacher, limit_seconds=600
    )
    return [start(given, student) for student in students]


def extend(attempt, teacher, now=NOW):
    known = {attempt.public_id: 0}
    return attempts.add_minutes(known=known, added=TEN, actor=teacher, reason="outage", now=now)


def fresh(attempt):
    return Attempt.objects.get(pk=attempt.pk)


class TestTwoTeachers:
    def test_who_saw_the_same_give_the_minutes_once(self, tries, teacher):
        for attempt in tries:
            outcomes = together(*[lambda each=attempt: extend(each, teacher)] * 2)
            assert sorted(len(each.touched) for each in outcomes) == [0, 1]
            assert fresh(attempt).deadline == NOW + 2 * TEN


class TestTheClock:
    def test_beside_added_minutes_leaves_the_attempt_open(self, tries, teacher):
        for attempt in tries:
            _, outcome = together(
                lambda each=attempt: attempts.close(attempt=each, now=OVER),
                lambda each=attempt: extend(each, teacher, OVER),
            )
            assert len(outcome.touched) == 1
            assert fresh(attempt).is_open
            # Before the clock it was extended; after it, opened again with its receipt kept.
            assert fresh(attempt).deadline == NOW + 2 * TEN
        assert list(differences()) == []


class TestAStudent:
    def test_beside_a_teacher_who_hands_in_loses_nothing_acknowledged(self, tries, teacher):
        for attempt in tries:
            saved, done = together(
                lambda each=attempt: save(each, incoming(1, "b")),
                lambda each=attempt: attempts.submit_for(
                    attempt=each, actor=teacher, reason="fire", now=NOW
                ),
            )
            is_closed = isinstance(saved, attempts.AttemptClosed)
            assert done.earned == (0 if is_closed else 1)
            assert Step.objects.filter(item__attempt=attempt).count() == (0 if is_closed else 1)
        assert list(differences()) == []

    def test_who_begins_another_try_beside_a_reopening_has_one_open(self, tries, teacher):
        Assignment.objects.update(attempts_allowed=2)
        for attempt in tries:
            attempts.submit(attempt=attempt, now=NOW)
            begun, reopened = together(
                lambda each=attempt: start(each.assignment, each.student),
                lambda each=attempt: attempts.reopen(
                    attempt=each, left=TEN, actor=teacher, reason="fire", now=NOW
                ),
            )
            opened = Attempt.objects.open().get(student=attempt.student)
            assert begun.pk == opened.pk
            is_refused = isinstance(reopened, attempts.CannotReopen)
            assert is_refused == (opened.pk != attempt.pk)
        assert list(differences()) == []
