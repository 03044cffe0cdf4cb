"""All tries of a student."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from quizzes.models.classrooms import Membership
from quizzes.templatetags.times import moment
from quizzes.views.learner import history
from tests.factories import make_assignment, make_quiz, start, take
from tests.views.reading import html_of, words_of

DAY = timedelta(days=1)
HISTORY = "/history/"


@pytest.fixture
def now():
    return timezone.now().replace(microsecond=0)


@pytest.fixture
def given(world, now):
    """Give a quiz of two questions to Alice's class."""

    def give(**terms):
        quiz = make_quiz(title="Reading Astana", is_open=False)
        return make_assignment(quiz, world.classroom, world.alice, now=now - DAY, **terms)

    return give


class TestHistory:
    def test_leads_to_each_review(self, world, given, now, as_bob):
        attempt = take(given(), world.bob, {1: "b"}, now=now)
        response = as_bob.get(HISTORY)
        assert reverse("quizzes:attempt-review", args=[attempt.public_id]) in html_of(response)
        assert f"Reading Astana Reading · Try 1 {moment(now)} 50%" in words_of(response)

    def test_leads_back_to_an_open_try(self, world, given, now, as_bob):
        attempt = start(given(), world.bob, now=now)
        response = as_bob.get(HISTORY)
        assert reverse("quizzes:attempt-take", args=[attempt.public_id]) in html_of(response)
        assert "In progress" in words_of(response)

    def test_begins_with_the_newest(self, world, now, as_bob):
        for title, days in (("Older", 2), ("Newer", 1)):
            take(make_quiz(title=title), world.bob, now=now - days * DAY)
        words = words_of(as_bob.get(HISTORY))
        assert words.index("Newer") < words.index("Older")

    def test_tells_nothing_of_a_hidden_score(self, world, given, now, as_bob):
        take(given(review_preset="exam"), world.bob, now=now)
        words = words_of(as_bob.get(HISTORY))
        assert "Not shown yet" in words
        assert "%" not in words

    def test_keeps_the_tries_of_a_class_that_one_has_left(self, world, given, now, as_bob):
        take(given(), world.bob, now=now)
        Membership.objects.filter(user=world.bob).update(is_active=False)
        assert "Reading Astana" in words_of(as_bob.get(HISTORY))

    def test_is_of_the_reader_alone(self, world, given, now, as_carol):
        take(given(), world.bob, now=now)
        assert "No tries yet" in words_of(as_carol.get(HISTORY))

    def test_goes_on_to_the_next_page(self, world, now, as_bob, monkeypatch):
        monkeypatch.setattr(history, "LINES_PER_PAGE", 2)
        for number in range(3):
            take(make_quiz(title=f"No. {number}"), world.bob, now=now - number * DAY)
        first, second = (words_of(as_bob.get(HISTORY, {"page": page})) for page in (1, 2))
        assert "3 tries" in first
        assert "No. 2" not in first
        assert "Page 1 of 2 Older" in first
        assert "No. 2" in second
        assert "Newer Page 2 of 2" in second

    def test_costs_no_more_queries_for_more_tries(self, world, given, now, as_bob):
        take(given(), world.bob, now=now)
        take(make_quiz(), world.bob, now=now)
        as_bob.get(HISTORY)
        counts = []
        for _ in range(2):
            with CaptureQueriesContext(connection) as captured:
                as_bob.get(HISTORY)
            counts.append(len(captured))
            for _ in range(4):
                take(given(), world.bob, now=now)
                take(make_quiz(), world.bob, now=now)
        assert counts[0] == counts[1]

    def test_is_kept_by_no_cache(self, as_bob):
        assert set(as_bob.get(HISTORY)["Cache-Control"].split(", ")) >= {"private", "no-store"}

    def test_takes_no_post(self, as_bob):
        assert as_bob.post(HISTORY).status_code == 405
