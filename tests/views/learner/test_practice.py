"""The pages of practice: what is ready, a session without a script, what was missed, settings."""

from datetime import timedelta
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from quizzes.models.attempts import Attempt, Judgment
from quizzes.models.progress import PracticeSettings
from tests import factories
from tests.conftest import logged_in
from tests.factories import make_assignment, take
from tests.services.practising import DAY, KINDS, check, met, session

pytestmark = pytest.mark.django_db

# What the page for answering a quiz may cost (tests/queries/test_query_counts.py), and two more.
MOST_QUERIES = 12


@pytest.fixture(scope="class")
def world(cast_of_the_class):
    return cast_of_the_class


@pytest.fixture(scope="class")
def quiz(world):
    """Four questions that Bob has met two months ago."""
    return met(world.bob, at=timezone.now() - 60 * DAY)


def url(name, *args):
    return reverse(f"quizzes:{name}", args=args)


def html(browser, address):
    response = browser.get(address)
    assert response.status_code == 200
    return response.content.decode()


class TestSession:
    def answer(self, browser, attempt, position, *, is_right=True):
        """Answer as the plain form does; return the page that comes."""
        item = attempt.items.select_related("version").get(position=position)
        raw = (factories.RIGHT if is_right else factories.WRONG)[item.version.kind]
        form = {"current": position, f"q{position}-base": "0", f"q{position}": raw}
        sent = {**form, "go": f"check:{position}"}
        response = browser.post(url("attempt-answer", attempt.public_id), sent, follow=True)
        return response.content.decode()

    def judge(self, browser, attempt, position, rating):
        sent = {"position": position, "rating": rating}
        response = browser.post(url("practice-judge", attempt.public_id), sent, follow=True)
        return response.content.decode()

    def test_goes_from_the_home_to_the_end_without_a_script(self, world, quiz, as_bob):
        assert "4 questions are ready today" in html(as_bob, url("home"))
        page = as_bob.post(url("practice-start"), follow=True).content.decode()
        attempt = Attempt.objects.get(is_practice=True)
        assert "1 of 4" in page
        assert "Points" not in page

        page = self.answer(as_bob, attempt, 1)
        assert page.index("Hard") < page.index("Good") < page.index("Easy")
        assert 'value="3" aria-keyshortcuts="2" autofocus' in page
        page = self.judge(as_bob, attempt, 1, 4)
        assert "2 of 4" in page
        assert "Undo: Easy for the last question" in page
        page = as_bob.post(url("practice-undo", attempt.public_id), follow=True).content.decode()
        assert "How well did you remember it?" in page
        self.judge(as_bob, attempt, 1, 2)

        page = self.answer(as_bob, attempt, 2, is_right=False)
        assert "It comes back tomorrow." in page
        assert "Right answer" in page or "Option" in page
        assert "How well" not in page
        self.judge(as_bob, attempt, 2, 1)
        assert list(Judgment.objects.order_by("pk").values_list("rating", flat=True)) == [
            *(4, None, 2),
            1,
        ]

        as_bob.post(url("practice-skip", attempt.public_id), {"position": 3})
        assert "1 question is left in your session" in html(as_bob, url("practice"))
        as_bob.post(url("practice-bury", attempt.public_id), {"position": 4})
        page = html(as_bob, url("attempt-take", attempt.public_id))
        assert "1 of 2 questions right" in page
        assert "2 questions were left out and come back." in page

        sent = {"next": "review"}
        page = as_bob.post(url("practice-end", attempt.public_id), sent, follow=True)
        assert "It changes no score." in page.content.decode()
        assert "Receipt" not in page.content.decode()
        assert "1 of 2 answers right" in html(as_bob, url("practice"))
        assert "1 try, the newest first" in html(as_bob, url("history"))

    def test_of_somebody_else_is_not_found(self, world, quiz):
        attempt = session(world.bob, timezone.now())
        for person in (world.alice, world.carol):
            for name in ("attempt-take", "attempt-review"):
                address = url(name, attempt.public_id)
                assert logged_in(person).get(address).status_code == 404

    def test_cannot_be_handed_in_like_a_quiz(self, world, quiz, as_bob):
        attempt = session(world.bob, timezone.now())
        address = url("attempt-submit", attempt.public_id)
        assert as_bob.get(address).url == as_bob.post(address).url
        attempt.refresh_from_db()
        assert attempt.is_open

    def test_stays_where_it_is_for_a_position_that_it_is_not_at(self, world, quiz, as_bob):
        attempt = session(world.bob, timezone.now())
        for act, position in product(("judge", "skip", "bury"), ("", "x", "-1", "99", "9" * 30)):
            sent = {"position": position, "rating": position}
            assert as_bob.post(url(f"practice-{act}", attempt.public_id), sent).status_code == 302
        attempt.refresh_from_db()
        assert attempt.position == 1

    @pytest.mark.parametrize("is_checked", [False, True])
    def test_costs_what_a_page_for_answering_costs_and_two_queries_more_at_most(
        self, world, quiz, is_checked
    ):
        now = timezone.now()
        costs = []
        for count in (1, 12):
            student = factories.make_user(f"of{count}{is_checked}")
            factories.make_classroom(world.alice, student)
            many = [factories.make_version("single_choice") for _each in range(count)]
            met(student, many, at=now - 60 * DAY)
            attempt = session(student, now)
            if is_checked:
                check(attempt, 1, now=now)
            browser, address = logged_in(student), url("attempt-take", attempt.public_id)
            browser.get(address)
            with CaptureQueriesContext(connection) as captured:
                browser.get(address)
            costs.append(len(captured))
        assert costs[0] == costs[1]
        assert costs[0] <= MOST_QUERIES, [query["sql"][:150] for query in captured]


class TestFront:
    def test_says_what_will_be_here_before_there_is_anything(self, world):
        page = html(logged_in(world.carol), url("practice"))
        assert "Nothing to practise yet" in page
        assert "Practise" not in html(logged_in(world.carol), url("home"))

    def test_says_when_something_comes_where_nothing_is_ready(self, world):
        now = timezone.now()
        met(world.dan, at=now)
        browser = logged_in(world.dan)
        page = html(browser, url("practice"))
        assert "Nothing is ready now." in page
        tomorrow = timezone.localtime(now) + DAY
        assert f"{tomorrow.day} {tomorrow:%B}" in page or "comes back on" in page
        response = browser.post(url("practice-start"), {"ahead": "1"}, follow=True)
        assert "1 of 4" in response.content.decode()

    @pytest.mark.parametrize(
        "sent", [{"topic": "none"}, {"topic": "x" * 3000}, {"article": str(timezone.now())}, {}]
    )
    def test_starts_nothing_that_is_not_there(self, world, sent):
        response = logged_in(world.carol).post(url("practice-start"), sent)
        assert response.status_code in (302, 404)
        assert not Attempt.objects.filter(is_practice=True).exists()


class TestMissed:
    WRONG = {1: "a", 2: "Paris", 4: "30"}

    def review(self, world, browser, **terms):
        now = timezone.now()
        quiz = factories.make_quiz((*KINDS, "essay"))
        given = make_assignment(quiz, world.classroom, world.alice, now=now - DAY, **terms)
        return take(given, world.bob, self.WRONG, now=now - timedelta(hours=1))

    def test_is_practised_from_the_review_at_once(self, world, as_bob):
        attempt = self.review(world, as_bob)
        assert "Practise what I missed (3 questions)" in html(
            as_bob, url("attempt-review", attempt.public_id)
        )
        page = as_bob.post(url("practice-missed", attempt.public_id), follow=True)
        assert "1 of 3" in page.content.decode()

    @pytest.mark.parametrize("preset", ["homework", "exam"])
    def test_is_not_offered_as_long_as_the_assignment_is_open(self, world, as_bob, preset):
        attempt = self.review(world, as_bob, review_preset=preset)
        assert "Practise what I missed" not in html(
            as_bob, url("attempt-review", attempt.public_id)
        )
        response = as_bob.post(url("practice-missed", attempt.public_id))
        assert response.url == url("attempt-review", attempt.public_id)
        assert not Attempt.objects.filter(is_practice=True).exists()


class TestSettings:
    def test_tell_what_a_target_comes_to(self, world, quiz, as_bob):
        page = html(as_bob, url("practice-settings"))
        assert "Remember about 9 of 10: about 2 questions a day" in page

    def test_are_kept(self, world, quiz, as_bob):
        sent = {"daily_limit": "7", "retention": "0.85"}
        assert as_bob.post(url("practice-settings"), sent).url == url("practice")
        kept = PracticeSettings.objects.get(student=world.bob)
        assert (kept.daily_limit, kept.retention) == (7, 0.85)

    @pytest.mark.parametrize(
        "sent",
        [
            {},
            {"daily_limit": "0", "retention": "0.9"},
            {"daily_limit": "201", "retention": "0.9"},
            {"daily_limit": "1e9", "retention": "0.9"},
            {"daily_limit": "20", "retention": "1"},
            {"daily_limit": "20", "retention": "nan"},
            {"daily_limit": "20\x00", "retention": "0.9\x00"},
        ],
    )
    def test_keep_what_was_typed_where_it_cannot_be(self, world, quiz, as_bob, sent):
        assert as_bob.post(url("practice-settings"), sent).status_code == 422
        assert not PracticeSettings.objects.exists()
