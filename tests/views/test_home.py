"""A student's home: what is due, in progress, done; what can be taken."""

from datetime import timedelta
from fractions import Fraction

import pytest
from django.urls import reverse
from django.utils import timezone

from quizzes.models.classrooms import Membership
from quizzes.services import assignments, attempts
from quizzes.templatetags.times import moment
from tests.factories import make_assignment, make_quiz, make_user, start, take
from tests.views.reading import html_of, words_of

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
HOME = "/"


@pytest.fixture
def now():
    return timezone.now().replace(microsecond=0)


@pytest.fixture
def given(world, now):
    """Give a quiz of its own to Alice's class."""

    def give(title="Reading Astana", **terms):
        quiz = make_quiz(title=title, is_open=False)
        return make_assignment(quiz, world.classroom, world.alice, now=now - DAY, **terms)

    return give


def line_of(response, title):
    """Return the words of a row, which begins with its title."""
    return words_of(response, title).split(" Open ")[0]


class TestDue:
    def test_says_until_when_by_the_readers_clock(self, world, given, now, as_bob):
        world.bob.time_zone = "Asia/Almaty"
        world.bob.save()
        given(due_at=now + DAY)
        with timezone.override("Asia/Almaty"):
            due = moment(now + DAY)
        assert f"To do Reading Due {due} (Almaty time)" in words_of(as_bob.get(HOME))

    def test_names_no_zone_where_the_clocks_agree(self, given, now, as_bob):
        given(due_at=now + DAY, closes_at=now + 2 * DAY)
        line = line_of(as_bob.get(HOME), "Reading Astana")
        assert f"Due {moment(now + DAY)} Closes {moment(now + 2 * DAY)}" in line

    def test_shows_the_students_own_time(self, world, given, now, as_bob):
        given(due_at=now + DAY, closes_at=now + DAY, limit_seconds=1800)
        attempts.accommodate(
            classroom=world.classroom,
            student=world.bob,
            grant=attempts.Grant(factor=Fraction(3, 2)),
            actor=world.alice,
            now=now,
        )
        line = line_of(as_bob.get(HOME), "Reading Astana")
        assert f"Due {moment(now + DAY + timedelta(minutes=15))} 45 minutes" in line

    def test_says_that_it_is_late_but_still_taken(self, given, now, as_bob):
        given(due_at=now - HOUR, closes_at=now + DAY)
        line = line_of(as_bob.get(HOME), "Reading Astana")
        assert line.strip().startswith("Late: still taken")
        assert f"Was due {moment(now - HOUR)}" in line

    def test_says_when_it_opens(self, given, now, as_bob):
        given(opens_at=now + DAY)
        line = line_of(as_bob.get(HOME), "Reading Astana")
        assert line.strip().startswith("Not open yet")
        assert f"Opens {moment(now + DAY)}" in line

    def test_begins_with_what_ends_first(self, given, now, as_bob):
        given("Second", due_at=now + 2 * DAY)
        given("First", due_at=now + DAY)
        words = words_of(as_bob.get(HOME))
        assert words.index("First") < words.index("Second")

    def test_shows_nothing_of_a_class_that_one_is_not_in(self, given, as_carol):
        given()
        words = words_of(as_carol.get(HOME))
        assert "Reading Astana" not in words
        assert "Welcome. Choose a quiz below" in words

    def test_shows_nothing_of_a_class_that_one_has_left(self, world, given, now, as_bob):
        take(given(), world.bob, now=now)
        Membership.objects.filter(user=world.bob).update(is_active=False)
        assert "Reading Astana" not in words_of(as_bob.get(HOME))


class TestInProgress:
    def test_leads_back_and_says_when_it_ends(self, world, given, now, as_bob):
        attempt = start(given(limit_seconds=1800), world.bob, now=now)
        response = as_bob.get(HOME)
        assert reverse("quizzes:attempt-take", args=[attempt.public_id]) in html_of(response)
        assert f"Ends {moment(now + timedelta(minutes=30))}" in words_of(response)

    def test_is_not_listed_as_due_as_well(self, world, given, now, as_bob):
        start(given(), world.bob, now=now)
        words = words_of(as_bob.get(HOME))
        assert "Reading Astana" not in words.partition("To do")[2]

    def test_of_a_class_that_one_has_left_is_in_the_history_alone(self, world, given, now, as_bob):
        start(given(), world.bob, now=now)
        Membership.objects.filter(user=world.bob).update(is_active=False)
        assert "Reading Astana" not in words_of(as_bob.get(HOME))
        assert "Reading Astana" in words_of(as_bob.get(reverse("quizzes:history")))

    def test_is_absent_without_any(self, as_bob):
        assert "In progress" not in words_of(as_bob.get(HOME))


class TestDone:
    def test_shows_the_result_and_that_one_can_try_again(self, world, given, now, as_bob):
        take(given(closes_at=now + DAY, due_at=now + DAY), world.bob, {1: "b"}, now=now)
        line = line_of(as_bob.get(HOME), "Reading Astana")
        assert line.strip().startswith("Done Reading 50%")
        assert f"You can try again until {moment(now + DAY)}" in line

    def test_says_which_tries_make_the_result(self, world, given, now, as_bob):
        assignment = given(grading_method="highest")
        take(assignment, world.bob, {1: "b"}, now=now)
        take(assignment, world.bob, now=now)
        assert "100% (the best of 2 tries)" in line_of(as_bob.get(HOME), "Reading Astana")

    def test_offers_no_try_when_all_are_used(self, world, given, now, as_bob):
        take(given(attempts_allowed=1), world.bob, now=now)
        assert "try again" not in line_of(as_bob.get(HOME), "Reading Astana")

    def test_tells_nothing_of_a_hidden_score(self, world, given, now, as_bob):
        take(given(are_scores_held=True), world.bob, now=now)
        line = line_of(as_bob.get(HOME), "Reading Astana")
        assert "Not shown yet" in line
        assert "%" not in line

    def test_shows_a_score_once_it_is_released(self, world, given, now, as_bob):
        assignment = given(are_scores_held=True, review_preset="exam")
        take(assignment, world.bob, now=now)
        assignments.release(assignment=assignment, actor=world.alice, now=now)
        # The news above says of which quiz.
        world.bob.notices.update(read_at=now)
        assert "100%" in line_of(as_bob.get(HOME), "Reading Astana")

    def test_tells_an_empty_try_from_a_wrong_one(self, world, given, now, as_bob):
        take(given(), world.bob, {}, now=now)
        assert "0%: handed in without an answer" in line_of(as_bob.get(HOME), "Reading Astana")

    def test_says_what_was_missed(self, given, now, as_bob):
        given(due_at=now - HOUR, closes_at=now - HOUR)
        line = line_of(as_bob.get(HOME), "Reading Astana")
        assert line.strip().startswith("Missed")
        assert f"Closed {moment(now - HOUR)}" in line


class TestForYourself:
    def test_offers_what_is_open_to_everybody(self, world, as_carol):
        response = as_carol.get(HOME)
        assert reverse("quizzes:quiz-detail", args=[world.quiz.public_id]) in html_of(response)
        assert "3 questions" in words_of(response, world.quiz.title)

    def test_keeps_back_what_an_open_assignment_asks(self, world, given, now, as_bob):
        quiz = make_quiz(title="Twice asked")
        make_assignment(quiz, world.classroom, world.alice, now=now - DAY, review_preset="exam")
        words = words_of(as_bob.get(HOME), "For yourself").partition("Twice asked")[2]
        assert words.strip().startswith("Closed for now An open assignment of yours")

    def test_shows_the_result(self, world, now, as_carol):
        take(world.quiz, world.carol, now=now)
        words = words_of(as_carol.get(HOME), world.quiz.title)
        assert words.strip().startswith("Done 3 questions 100%")


class TestUnsent:
    def test_has_a_place_for_what_this_device_keeps_of_this_reader(self, world, as_bob):
        html = html_of(as_bob.get(HOME))
        assert f'data-unsent data-user="{world.bob.public_id}" hidden' in html


class TestRequests:
    def test_are_kept_by_no_cache(self, as_bob):
        assert set(as_bob.get(HOME)["Cache-Control"].split(", ")) >= {"private", "no-store"}

    def test_take_no_post(self, as_bob):
        assert as_bob.post(HOME).status_code == 405

    def test_show_a_teacher_a_home_as_well(self, db, client):
        client.force_login(
            make_user("fay", is_teacher=True),
            backend="quizsite.login.AccountBackend",
        )
        assert "Welcome. Choose a quiz below" in words_of(client.get(HOME))
