"""What a teacher sees of classes."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from quizzes.templatetags.times import short_moment
from tests.factories import (
    make_assignment,
    make_classroom,
    make_quiz,
    make_user,
)
from tests.views.reading import html_of, words_of

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TEACH = "/teach/"


@pytest.fixture
def now():
    return timezone.now().replace(microsecond=0)


@pytest.fixture
def given(world, now):
    """Give a quiz of two questions to Alice's class."""

    def give(**terms):
        quiz = make_quiz(title="Astana", is_open=False)
        return make_assignment(quiz, world.classroom, world.alice, now=now - DAY, **terms)

    return give


class TestTeach:
    def test_shows_the_classes_with_their_assignments(self, given, now, as_alice):
        assignment = given(opens_at=None, due_at=now + DAY, closes_at=now + 2 * DAY)
        response = as_alice.get(TEACH)
        words = words_of(response)
        assert "Reading 1 student · the class's clock: UTC" in words
        line = f"Astana at once {short_moment(now + DAY)} {short_moment(now + 2 * DAY)}"
        assert line in words
        url = reverse("quizzes:assignment-attempts", args=[assignment.public_id])
        assert url in html_of(response)

    def test_names_the_zone_where_the_teachers_differs(self, world, given, as_alice):
        world.alice.time_zone = "Europe/Berlin"
        world.alice.save()
        given()
        assert "(Berlin time)" in words_of(as_alice.get(TEACH))

    def test_shows_nothing_of_other_classes(self, given, as_dan):
        given()
        words = words_of(as_dan.get(TEACH))
        assert "Writing 0 students" in words
        assert "No assignments yet" in words
        assert "Astana" not in words

    def test_says_that_there_is_no_class(self, client, db):
        client.force_login(
            make_user("fay", is_teacher=True),
            backend="quizsite.login.AccountBackend",
        )
        assert "No classes yet" in words_of(client.get(TEACH))

    def test_is_not_for_students(self, as_bob):
        assert as_bob.get(TEACH).status_code == 403

    def test_takes_no_post(self, as_alice):
        assert as_alice.post(TEACH).status_code == 405

    def test_costs_no_more_queries_for_more_classes(self, world, given, now, as_alice):
        given()
        as_alice.get(TEACH)
        counts = []
        for _ in range(2):
            with CaptureQueriesContext(connection) as captured:
                as_alice.get(TEACH)
            counts.append(len(captured))
            given()
            other = make_classroom(world.alice, world.bob, name="More", now=now)
            make_assignment(make_quiz(), other, world.alice, now=now)
        assert counts[0] == counts[1]
