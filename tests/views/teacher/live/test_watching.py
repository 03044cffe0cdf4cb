"""Watching an assignment: who is where, what is late, and what changes by itself."""

import re
from datetime import timedelta
from functools import partial
from html import unescape
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from quizzes.models.assignments import Assignment, ChosenStudent
from quizzes.models.attempts import AcceptedLateStep
from quizzes.models.classrooms import Membership
from quizzes.services import attempts, classrooms
from quizzes.templatetags.times import near_moment
from tests.factories import (
    incoming,
    make_assignment,
    make_classroom,
    make_quiz,
    make_user,
    save,
    start,
    take,
)
from tests.views.reading import html_of, words_of

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


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


def join(world, now, *names):
    """Let more students into Alice's class."""
    students = [make_user(name.lower(), name=name) for name in names]
    for student in students:
        classrooms.enroll(
            classroom=world.classroom, user=student, role="student", actor=world.alice, now=now
        )
    return students


def url_of(assignment):
    return reverse("quizzes:assignment-attempts", args=[assignment.public_id])


def now_url(assignment):
    return reverse("quizzes:assignment-attempts-now", args=[assignment.public_id])


def part_of(response):
    """Return the words of a part of a page."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


class TestThePage:
    def test_tells_the_states_of_its_students_apart(self, world, given, now, as_alice):
        fay, gus = join(world, now, "Fay", "Gus")
        assignment = given()
        take(assignment, world.bob, {1: "b"}, now=now)
        start(assignment, fay, now=now)
        words = words_of(as_alice.get(url_of(assignment)), "Students")
        assert f"Bob Handed in – – 50% Try 1 Bob: {near_moment(now)}" in words
        assert "Fay In progress Question 1 of 2 0 answered, nothing saved yet" in words
        assert f"Try 1, begun {near_moment(now)}" in words
        assert f"{gus} Not begun" in words

    def test_says_who_has_missed_it(self, given, now, as_alice):
        assignment = given(due_at=now - HOUR, closes_at=now - HOUR)
        assert "Bob Missing" in words_of(as_alice.get(url_of(assignment)))

    def test_goes_by_each_students_own_closing(self, world, given, now, as_alice):
        closed = given(due_at=now - HOUR, closes_at=now - HOUR)
        attempts.accommodate(
            classroom=world.classroom,
            student=world.bob,
            assignment=closed,
            grant=attempts.Grant(closes_at=now + DAY),
            actor=world.alice,
            now=now,
        )
        (fay,) = join(world, now, "Fay")
        words = words_of(as_alice.get(url_of(closed)), "Students")
        assert "Bob Not begun" in words
        assert f"{fay} Missing" in words

    def test_releases_an_exam_and_says_who_can_still_answer(self, world, given, now, as_alice):
        exam = given(review_preset="exam", attempts_allowed=1)
        join(world, now, "Fay", "Gus")
        take(exam, world.bob, {1: "b"}, now=now)
        words = words_of(as_alice.get(url_of(exam)))
        assert "2 students can still answer" in words
        response = as_alice.post(reverse("quizzes:assignment-release", args=[exam.public_id]))
        assert response.url == url_of(exam)
        words = as_alice.get(url_of(exam)).content.decode()
        assert "Released: students see it now." in words
        assert "Release now" not in words
        exam.refresh_from_db()
        assert exam.released_at is not None

    @pytest.mark.parametrize(
        ("terms", "offers_it"),
        [
            ({"review_preset": "practice"}, False),
            ({"review_preset": "practice", "are_scores_held": True}, True),
            ({"review_preset": "homework"}, True),
            ({"review_preset": "exam"}, True),
        ],
    )
    def test_offers_a_release_where_something_waits_for_it(self, given, as_alice, terms, offers_it):
        assert ("Release now" in words_of(as_alice.get(url_of(given(**terms))))) is offers_it

    @pytest.mark.parametrize("reason", ["", "   ", "x" * 501, "a\0b"])
    def test_takes_no_late_answer_without_a_reason(self, world, given, now, as_alice, reason):
        ended = start(given(limit_seconds=60), world.bob, now=now - HOUR)
        save(ended, incoming(1, "b"), now=now)
        attempts.close_if_over(attempt=ended, now=now)
        url = reverse("quizzes:attempt-accept-late", args=[ended.public_id, 1, 1])
        response = as_alice.post(url, {"reason": reason})
        assert "Say why it should count, in" in as_alice.get(response.url).content.decode()
        assert not AcceptedLateStep.objects.exists()

    def test_leads_to_what_was_handed_in_alone(self, world, given, now, as_alice):
        (fay,) = join(world, now, "Fay")
        assignment = given()
        done, open_ = take(assignment, world.bob, now=now), start(assignment, fay, now=now)
        html = html_of(as_alice.get(url_of(assignment)))
        assert reverse("quizzes:attempt-review", args=[done.public_id]) in html
        assert reverse("quizzes:attempt-review", args=[open_.public_id]) not in html

    def test_counts_answers_after_the_time(self, world, given, now, as_alice):
        assignment = given(limit_seconds=600)
        attempt = start(assignment, world.bob, now=now - HOUR)
        attempts.close_overdue(now=now)
        save(attempt, incoming(1, "b"), incoming(2, "Astana"), now=now)
        assert "2 answers after the time" in words_of(as_alice.get(url_of(assignment)))

    def test_counts_answers_that_cannot_be_read_once_they_are_handed_in(
        self, world, given, now, as_alice
    ):
        assignment = given()
        attempt = start(assignment, world.bob, now=now)
        save(attempt, incoming(1, "no such option"), incoming(2, ["none"]), now=now)
        save(attempt, incoming(1, "nor this one", base=1), now=now)
        assert "cannot be read" not in words_of(as_alice.get(url_of(assignment)))
        attempts.submit(attempt=attempt, now=now)
        words = words_of(as_alice.get(url_of(assignment)))
        assert "2 answers that cannot be read" in words
        listed = words[words.index("Answers that cannot be read") :]
        assert listed.index("nor this one") < listed.index("none")
        assert "no such option" not in listed

    def test_tells_late_answers_from_those_that_cannot_be_read(self, world, given, now, as_alice):
        assignment = given(limit_seconds=600)
        attempt = start(assignment, world.bob, now=now - HOUR)
        early = now - HOUR
        save(attempt, incoming(1, "no such option"), incoming(2, ["none"]), now=early)
        attempts.close_overdue(now=now)
        save(attempt, incoming(1, "b", base=1), now=now)
        words = words_of(as_alice.get(url_of(assignment)))
        assert "1 answer after the time" in words
        assert "2 answers that cannot be read" in words
        # What came too late does not count, and is not what was handed in.
        assert "no such option" in words[words.index("Answers that cannot be read") :]

    def test_says_what_counts_and_that_scores_are_held(self, given, as_alice):
        words = words_of(as_alice.get(url_of(given(are_scores_held=True))))
        assert "What counts The best try" in words
        assert "Scores Held: students do not see them yet" in words

    def test_says_how_late_a_try_was(self, world, given, now, as_alice):
        assignment = given(due_at=now - HOUR, closes_at=now + DAY)
        take(assignment, world.bob, now=now)
        assert "(1 day late)" in words_of(as_alice.get(url_of(assignment)))

    def test_leaves_out_who_has_left(self, world, given, as_alice):
        assignment = given()
        Membership.objects.filter(user=world.bob).update(is_active=False)
        assert "No students yet" in words_of(as_alice.get(url_of(assignment)))

    def test_is_for_its_own_teacher(self, given, as_bob, as_carol, as_dan):
        url = url_of(given())
        assert [client.get(url).status_code for client in (as_bob, as_carol, as_dan)] == [404] * 3

    def test_takes_no_post(self, given, as_alice):
        assert as_alice.post(url_of(given())).status_code == 405

    def test_costs_no_more_queries_for_more_students(self, world, given, now, as_alice):
        assignment = given()
        take(assignment, world.bob, now=now)
        as_alice.get(url_of(assignment))
        counts = []
        for names in (("Fay", "Gus", "Hal", "Ida"), ()):
            with CaptureQueriesContext(connection) as captured:
                as_alice.get(url_of(assignment))
            counts.append(len(captured))
            for student in join(world, now, *names):
                take(assignment, student, now=now)
                take(assignment, student, now=now)
        assert counts[0] == counts[1]


class TestNow:
    def test_shows_a_state_alone_and_counts_all(self, world, given, now, as_alice):
        assignment = given(limit_seconds=600)
        join(world, now, "Fay")
        save(start(assignment, world.bob, now=now), incoming(2, "Astana"), now=now)
        words = part_of(as_alice.get(now_url(assignment), {"show": "in_progress"}))
        assert "2 All 1 Not begun 1 In progress 0 Handed in" in words
        assert f"Question 1 of 2 1 answered, saved {near_moment(now)}" in words
        assert "Fay" not in words

    def test_is_not_sent_again_while_nothing_has_changed(self, world, given, now, as_alice):
        assignment = given(limit_seconds=600)
        attempt = start(assignment, world.bob, now=now)
        html = as_alice.get(now_url(assignment)).content.decode()
        seen = re.search(r'name="seen" value="(\w+)"', html)[1]
        assert as_alice.get(now_url(assignment), {"seen": seen}).status_code == 204
        save(attempt, incoming(2, "Astana"), now=now)
        assert as_alice.get(now_url(assignment), {"seen": seen}).status_code == 200

    def test_shows_only_those_who_get_it(self, world, given, now, as_alice):
        (fay,) = join(world, now, "Fay")
        assignment = given()
        Assignment.objects.update(is_for_chosen=True)
        ChosenStudent.objects.create(assignment=assignment, student=fay)
        words = part_of(as_alice.get(now_url(assignment)))
        assert "Fay" in words
        assert "Bob" not in words

    def test_shows_classes_together_but_none_of_others(self, world, given, now, as_alice, as_dan):
        one = given()
        mine, other = make_classroom(world.alice, name="Evening", now=now), world.dan
        gus = make_user("gus", name="Gus")
        classrooms.enroll(classroom=mine, user=gus, role="student", actor=world.alice, now=now)
        two = make_assignment(one.quiz, mine, world.alice, now=now)
        theirs = make_assignment(one.quiz, other.memberships.get().classroom, other, now=now)
        Assignment.objects.filter(pk__in=[one.pk, two.pk, theirs.pk]).update(given_together=uuid4())
        words = words_of(as_alice.get(url_of(one), {"together": "1"}))
        assert "Bob Reading" in words
        assert "Gus Evening" in words
        assert "Writing" not in words
        assert "Gus" not in part_of(as_alice.get(now_url(one)))
        assert as_dan.get(url_of(one), {"together": "1"}).status_code == 404

    @pytest.mark.parametrize("together", ["", "1"])
    def test_costs_four_queries_for_any_number(self, world, given, now, as_alice, together):
        assignment = given(limit_seconds=600)
        ask = partial(as_alice.get, now_url(assignment), {"together": together})
        ask()
        counts = []
        for names in (("Fay", "Gus", "Hal", "Ida"), ()):
            with CaptureQueriesContext(connection) as captured:
                ask()
            asked = [query["sql"] for query in captured]
            own = [sql for sql in asked if "django_session" in sql or '"last_seen' in sql]
            counts.append(len(asked) - len(own))
            for student in join(world, now, *names):
                save(start(assignment, student, now=now), incoming(1, "b"), now=now)
        # One more is the user's.
        assert counts == [5, 5]
