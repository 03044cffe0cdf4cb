"""What a teacher sees of classes and of an assignment."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from quizzes.models.attempts import AcceptedLateStep
from quizzes.models.classrooms import Membership
from quizzes.services import attempts, classrooms
from quizzes.templatetags.times import short_moment
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


class TestTeach:
    def test_shows_the_classes_with_their_assignments(self, given, now, as_alice):
        assignment = given(opens_at=None, due_at=now + DAY, closes_at=now + 2 * DAY)
        response = as_alice.get(TEACH)
        words = words_of(response)
        assert "Reading 1 student · the class's clock: UTC" in words
        line = f"Astana at once {short_moment(now + DAY)} {short_moment(now + 2 * DAY)}"
        assert line in words
        assert url_of(assignment) in html_of(response)

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


class TestAnAssignment:
    def test_tells_the_states_of_its_students_apart(self, world, given, now, as_alice):
        fay, gus = join(world, now, "Fay", "Gus")
        assignment = given()
        take(assignment, world.bob, {1: "b"}, now=now)
        start(assignment, fay, now=now)
        words = words_of(as_alice.get(url_of(assignment)), "Students")
        assert f"Bob Handed in 50% Try 1 Bob: {short_moment(now)}" in words
        assert f"Fay In progress – none yet Try 1, begun {short_moment(now)}" in words
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
        assert str(open_.public_id) not in html

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
