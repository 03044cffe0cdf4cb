"""Whose an assignment is, and what holds for each."""

from datetime import timedelta

import pytest

from quizzes.models.assignments import ChosenStudent
from quizzes.models.classrooms import Membership
from quizzes.queries.assignments import own_terms, students_of, timetable_of
from quizzes.queries.attempts.home import home_of
from quizzes.queries.attempts.running.live import live_of
from quizzes.services import attempts, classrooms
from tests import factories
from tests.factories import NOW, grant, start

DAY = timedelta(days=1)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="class")
def world(cast_of_the_class):
    return cast_of_the_class


@pytest.fixture
def eve(world):
    """Another student of Alice's class."""
    eve = factories.make_user("eve", name="Eve")
    classrooms.enroll(
        classroom=world.classroom, user=eve, role="student", actor=world.alice, now=NOW
    )
    return eve


@pytest.fixture
def for_eve(world, eve):
    """An assignment that Eve alone has."""
    given = factories.make_assignment(world.quiz, world.classroom, world.alice, is_for_chosen=True)
    ChosenStudent.objects.create(assignment=given, student=eve)
    return given


def later(world, student, given, closes_at):
    attempts.accommodate(
        classroom=world.classroom,
        student=student,
        assignment=given,
        grant=attempts.Grant(closes_at=closes_at),
        actor=world.alice,
        now=NOW,
    )


class TestStudentsOf:
    def test_are_all_of_the_class_or_those_chosen(self, world, eve, for_eve):
        assert {each.user for each in students_of(world.assignment)} == {world.bob, eve}
        assert [each.user for each in students_of(for_eve)] == [eve]
        assert [line.student for line in live_of([for_eve], for_eve.public_id, NOW).lines] == [eve]


class TestAfterClosing:
    def test_waits_for_the_chosen_alone(self, world, eve, for_eve):
        grant(world, closes_at=NOW + 20 * DAY)
        assert timetable_of(eve).after_closing(for_eve) == for_eve.closes_at
        later(world, eve, for_eve, NOW + 9 * DAY)
        assert timetable_of(eve).after_closing(for_eve) == NOW + 9 * DAY

    def test_waits_for_nobody_who_was_removed(self, world, eve):
        later(world, eve, world.assignment, NOW + 9 * DAY)
        assert timetable_of(world.bob).after_closing(world.assignment) == NOW + 9 * DAY
        Membership.objects.filter(user=eve).update(is_active=False)
        closes_at = world.assignment.closes_at
        assert timetable_of(world.bob).after_closing(world.assignment) == closes_at

    def test_waits_for_nobody_who_is_excused(self, world, eve):
        attempts.accommodate(
            classroom=world.classroom,
            student=eve,
            assignment=world.assignment,
            grant=attempts.Grant(closes_at=NOW + 9 * DAY, is_excused=True),
            actor=world.alice,
            now=NOW,
        )
        closes_at = world.assignment.closes_at
        assert timetable_of(world.bob).after_closing(world.assignment) == closes_at


class TestExcused:
    def test_cannot_begin_and_is_told_so(self, world):
        grant(world, assignment=world.assignment, is_excused=True)
        assert [line.state for line in home_of(world.bob, NOW).done] == ["excused"]
        line = live_of([world.assignment], world.assignment.public_id, NOW).lines[0]
        assert (line.state, line.can_answer) == ("excused", False)
        with pytest.raises(attempts.CannotStart, match="excused"):
            start(world.assignment, world.bob)


def test_a_waived_lateness_takes_nothing_off(world):
    given = factories.make_assignment(world.quiz, world.classroom, world.alice, late_percent=10)
    grant(world, assignment=given, is_late_waived=True)
    assert own_terms(given, world.bob).terms.late_percent == 0
    assert own_terms(given, world.alice).terms.late_percent == 10
