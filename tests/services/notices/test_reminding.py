"""What the clock tells students of, by their own times."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quizzes.models.assignments import Accommodation, Assignment, ChosenStudent
from quizzes.models.notices import Notice
from quizzes.services import attempts
from tests import factories
from tests.factories import NOW, grant, start, take

pytestmark = pytest.mark.django_db

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
DUE = NOW + 7 * DAY


@pytest.fixture
def world(cast_of_the_class):
    """The cast, who have been told of nothing yet."""
    Notice.objects.all().delete()
    return cast_of_the_class


def told(user, kind):
    return [notice.key for notice in user.notices.filter(kind=kind).order_by("pk")]


def given(world, **terms) -> Assignment:
    """Return an assignment beside the cast's own, which is out of the way."""
    Assignment.objects.filter(pk=world.assignment.pk).update(due_at=None, closes_at=None)
    return factories.make_assignment(world.quiz, world.classroom, world.alice, **terms)


def remind(*moments):
    for now in moments:
        attempts.remind(now=now)


class TestEnding:
    def test_is_told_once_a_day_before(self, world):
        remind(DUE - DAY - HOUR)
        assert told(world.bob, "ending") == []
        remind(DUE - DAY, DUE - HOUR, DUE + HOUR)
        assert told(world.bob, "ending") == [f"ending:{world.assignment.public_id}:2026-03-09"]
        notice = Notice.objects.get(kind="ending")
        assert notice.words["ends_at"] == DUE.isoformat()
        assert told(world.alice, "ending") == told(world.carol, "ending") == []

    def test_a_moved_end_is_told_again(self, world):
        remind(DUE - HOUR)
        moved = {"due_at": DUE + 3 * DAY, "closes_at": DUE + 3 * DAY}
        Assignment.objects.filter(pk=world.assignment.pk).update(**moved)
        remind(DUE + DAY, DUE + 2 * DAY + HOUR)
        assert [key[-5:] for key in told(world.bob, "ending")] == ["03-09", "03-12"]

    def test_is_the_students_own(self, world):
        grant(world, due_at=DUE + 3 * DAY, closes_at=DUE + 3 * DAY)
        remind(DUE - HOUR)
        assert told(world.bob, "ending") == []
        remind(DUE + 2 * DAY + HOUR)
        assert [key[-5:] for key in told(world.bob, "ending")] == ["03-12"]

    def test_is_not_told_to_who_has_handed_in_but_to_who_has_begun(self, world):
        start(world.assignment, world.bob)
        remind(DUE - DAY)
        assert told(world.bob, "ending")
        Notice.objects.all().delete()
        attempts.submit(attempt=world.bob.attempts.get(), now=NOW)
        remind(DUE - HOUR)
        assert not told(world.bob, "ending")

    def test_is_not_told_of_what_is_open_for_hours(self, world):
        given(world, opens_at=NOW, due_at=NOW + 3 * HOUR, closes_at=NOW + 3 * HOUR)
        remind(NOW + HOUR)
        assert told(world.bob, "ending") == []

    def test_is_not_told_to_who_is_excused_not_chosen_or_in_an_archived_class(self, world):
        Accommodation.objects.create(
            classroom=world.classroom,
            student=world.bob,
            assignment=world.assignment,
            is_excused=True,
        )
        remind(DUE - HOUR)
        Accommodation.objects.all().delete()
        Assignment.objects.update(is_for_chosen=True)
        remind(DUE - HOUR)
        ChosenStudent.objects.create(assignment=world.assignment, student=world.bob)
        type(world.classroom).objects.update(archived_at=NOW)
        remind(DUE - HOUR)
        assert told(world.bob, "ending") == []
        type(world.classroom).objects.update(archived_at=None)
        remind(DUE - HOUR)
        assert len(told(world.bob, "ending")) == 1


class TestOpening:
    def test_is_told_when_it_comes(self, world):
        later = given(world, opens_at=NOW + DAY)
        remind(NOW + HOUR)
        assert told(world.bob, "assigned") == [f"assigned:{world.assignment.public_id}"]
        remind(NOW + DAY, NOW + DAY + HOUR)
        assert told(world.bob, "assigned")[1:] == [f"assigned:{later.public_id}"]

    def test_is_the_students_own(self, world):
        grant(world, assignment=world.assignment, opens_at=NOW + 2 * DAY)
        remind(NOW + HOUR)
        assert told(world.bob, "assigned") == []
        remind(NOW + 2 * DAY)
        assert told(world.bob, "assigned") == [f"assigned:{world.assignment.public_id}"]


class TestClosed:
    @pytest.mark.parametrize(
        ("terms", "is_told"),
        [
            ({"review_preset": "homework"}, True),
            ({"review_preset": "homework", "are_scores_held": True}, False),
            # Released by hand, or shown right after.
            ({"review_preset": "exam"}, False),
            ({"review_preset": "practice"}, False),
        ],
    )
    def test_is_told_where_it_shows_scores(self, world, terms, is_told):
        take(given(world, **terms), world.bob)
        remind(DUE)
        assert told(world.bob, "released") == []
        remind(DUE + HOUR)
        assert len(told(world.bob, "released")) == is_told

    def test_waits_for_the_last_who_can_hand_in(self, world):
        homework = given(world, review_preset="homework")
        take(homework, world.bob)
        grant(world, assignment=homework, closes_at=DUE + 3 * DAY)
        remind(DUE + HOUR)
        assert told(world.bob, "released") == []
        remind(DUE + 3 * DAY + HOUR)
        assert len(told(world.bob, "released")) == 1


def test_asks_as_many_queries_for_a_large_class(world):
    counts = []
    for size in (1, 20):
        students = [factories.make_user(f"s{size}-{each}") for each in range(size)]
        for each in students:
            factories.classrooms.enroll(
                classroom=world.classroom, user=each, role="student", actor=world.alice, now=NOW
            )
        with CaptureQueriesContext(connection) as asked:
            remind(DUE - HOUR)
        counts.append(len(asked))
        Notice.objects.all().delete()
    assert counts[0] == counts[1]
