"""The demo's six weeks: believable, made by taking quizzes, the same everywhere."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse

from quizzes.management.demo import course, database, making, people
from quizzes.models.accounts import User
from quizzes.models.assignments import Accommodation, Assignment
from quizzes.models.attempts import Attempt, AttemptItem, Mark, Step
from quizzes.models.audit import AuditRecord
from quizzes.models.classrooms import Classroom, Membership
from quizzes.models.composition import Quiz, QuizItem
from quizzes.models.grading import SecondLook
from quizzes.models.progress import Mastery, ReviewCard
from quizzes.queries.analysis.teaching.answers import Period
from quizzes.queries.analysis.teaching.page import progress_of
from quizzes.queries.attempts.home import home_of
from quizzes.queries.records import differences
from quizzes.services import attempts
from tests.management.library import load_library

# Each test works in a savepoint on top of the demo that the module shares.
pytestmark = pytest.mark.django_db

NOW = datetime(2026, 4, 15, 7, 30, tzinfo=UTC)
# On the other side of a change of clocks, and late at night.
OTHER_NOW = datetime(2026, 11, 9, 23, 10, tzinfo=UTC)
DAY = timedelta(days=1)


def done():
    """Return what was handed in, practice apart."""
    return Attempt.objects.submitted().filter(is_practice=False).select_related("student")


def taken() -> list[tuple[object, ...]]:
    """Return what everybody has answered and earned."""
    rows = AttemptItem.objects.filter(attempt__is_practice=False).order_by(
        "attempt__student__username", "attempt__started_at"
    )
    return [
        (item.attempt.student.username, item.attempt.quiz_taken.title, item.position, item.fraction)
        for item in rows.select_related(
            "attempt__student", "attempt__quiz", "attempt__assignment__quiz"
        )
    ]


@pytest.fixture(scope="module")
def elsewhere(django_db_setup, django_db_blocker):
    """What is taken in a demo that is set up at another moment."""
    with django_db_blocker.unblock(), transaction.atomic():
        _fill(OTHER_NOW)
        found = taken()
        transaction.set_rollback(True)
    return found


@pytest.fixture(scope="module")
def demo(elsewhere, django_db_blocker):
    """The demo as set up now, for all tests of this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        _fill(NOW)
        yield
        transaction.set_rollback(True)


def _fill(now):
    with pytest.raises(database.NotTheDemo):
        database.require_demo()
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        load_library()
        making.make(now)


def user_of(person: people.Person) -> User:
    return User.objects.get(username=person.username)


def shares() -> dict[str, Fraction]:
    """Return what share of all points each student has earned."""
    earned, maximum = defaultdict(Fraction), defaultdict(Fraction)
    for attempt in done():
        earned[attempt.student.username] += attempt.raw_earned
        maximum[attempt.student.username] += attempt.maximum
    return {name: earned[name] / maximum[name] for name in maximum}


@pytest.mark.usefixtures("demo")
class TestPeople:
    def test_are_a_teacher_twelve_students_and_a_keeper(self):
        roles = Membership.objects.values_list("role", flat=True)
        assert sorted(roles) == ["student"] * 12 + ["teacher"]
        assert user_of(people.TEACHER).is_teacher
        assert user_of(people.ADMIN).is_superuser
        assert not User.objects.exclude(username="admin").filter(is_staff=True).exists()

    def test_the_teacher_has_something_of_her_own_which_a_colleague_sees(self):
        quiz = Quiz.objects.get(owner=user_of(people.TEACHER), article__owner__isnull=False)
        assert (quiz.sections.count(), quiz.article.owner) == (2, quiz.owner)
        assert QuizItem.objects.filter(section__quiz=quiz, draw_count=1).exists()
        assert Quiz.objects.visible_to(user_of(people.COLLEAGUE)).filter(pk=quiz.pk).exists()

    @pytest.mark.parametrize("login", ["ines", "ines@example.org", "tuyet"])
    def test_log_in_on_the_page(self, login):
        form = {"login": login, "password": people.PASSWORD}
        assert Client().post(reverse("account_login"), form).status_code == 302

    def test_spread_in_ability(self):
        found = shares()
        assert len(found) == 12
        assert max(found.values()) > Fraction(3, 4)
        assert max(found.values()) - min(found.values()) > Fraction(2, 5)
        assert min(found, key=found.get) == people.GUESSER.username

    def test_need_a_believable_time(self):
        for attempt in done():
            per_question = (attempt.submitted_at - attempt.started_at) / attempt.items.count()
            is_guesser = attempt.student.username == people.GUESSER.username
            low, high = (4, 20) if is_guesser else (15, 300)
            assert timedelta(seconds=low) < per_question < timedelta(seconds=high)


@pytest.mark.usefixtures("demo")
class TestHistory:
    def test_is_six_weeks_long_and_ends_now(self):
        begun = Attempt.objects.values_list("started_at", flat=True)
        assert {(NOW - at).days // 7 for at in begun} == set(range(6))
        for moments in (
            Step.objects.values_list("at", flat=True),
            Mark.objects.values_list("at", flat=True),
            AuditRecord.objects.values_list("at", flat=True),
        ):
            assert max(moments) <= NOW

    def test_is_on_record_in_the_order_of_time(self):
        moments = list(AuditRecord.objects.filter(action="attempts.submit").order_by("pk"))
        assert [each.at for each in moments] == sorted(each.at for each in moments)

    def test_is_what_the_steps_come_to(self):
        assert list(differences()) == []

    def test_is_the_same_whenever_it_is_made(self, elsewhere):
        assert len(elsewhere) > 400
        assert taken() == elsewhere

    def test_has_every_kind_of_answer(self):
        assert Mark.objects.filter(is_near_miss=True).exists()
        assert {item.state for item in AttemptItem.objects.all()} >= {"answered", "unanswered"}
        earned = {mark.fraction for mark in Mark.objects.all()}
        assert {0, 1} < earned
        assert Attempt.objects.filter(number=2).exists()
        assert Attempt.objects.filter(behavior="immediate").exists()
        assert Attempt.objects.submitted().filter(quiz__isnull=False).count() >= 5

    def test_has_one_with_half_as_much_time_again(self):
        assert Accommodation.objects.get().student == user_of(people.EXTRA_TIME)
        timed = Attempt.objects.get(
            student=user_of(people.EXTRA_TIME), assignment__quiz__title=course.TEST.title
        )
        assert timed.deadline - timed.started_at == timedelta(minutes=22, seconds=30)
        assert timed.submitted_at - timed.started_at > timedelta(minutes=15)

    def test_has_one_attempt_in_progress(self):
        attempt = Attempt.objects.open().get()
        assert attempt.student == user_of(people.IN_PROGRESS)
        assert attempt.items.filter(last_revision__gt=0).count() >= 5
        assert attempt.items.filter(is_flagged=True).count() == 1
        assert timedelta() < NOW - attempt.started_at < timedelta(hours=1)

    def test_has_a_late_step_that_nobody_has_accepted(self):
        step = Step.objects.get(is_late=True)
        assert step.item.attempt.student == user_of(people.LATE_STEP)
        assert step.item.attempt.ended_by == Attempt.EndedBy.CLOCK
        assert not hasattr(step, "acceptance")

    def test_has_one_handed_in_late(self):
        found = Attempt.objects.filter(days_late__gt=0)
        assert {late.student for late in found} == {user_of(people.HANDS_IN_LATE)}
        assert all(late.earned == late.raw_earned * Fraction(9, 10) for late in found)


@pytest.mark.usefixtures("demo")
class TestNow:
    def test_somebody_is_overdue(self):
        due = home_of(user_of(people.OVERDUE), NOW).due
        assert [line.assignment.quiz.title for line in due if line.state == "overdue"] == [
            course.VOICES.title
        ]

    def test_there_is_something_closed_open_soon_due_and_timed(self):
        given = Assignment.objects.select_related("quiz")
        assert given.filter(closes_at__lt=NOW).count() >= 3
        still = given.filter(opens_at__lt=NOW, closes_at__gt=NOW)
        assert still.filter(due_at__gt=NOW, due_at__lt=NOW + 2 * DAY).exists()
        assert still.filter(limit_seconds__isnull=False, attempts__isnull=False).exists()

    def test_a_shipped_quiz_is_open_for_self_study(self):
        student = user_of(people.IN_PROGRESS)
        quiz = Quiz.objects.get(owner=None, title=course.FACTS)
        attempt = attempts.start_self_study(quiz=quiz, student=student, seed=1, now=NOW)
        assert attempt.is_open


@pytest.mark.usefixtures("demo")
class TestBesides:
    def test_one_has_practised_and_more_is_ready(self):
        student = user_of(people.IN_PROGRESS)
        done = Attempt.objects.submitted().filter(student=student, is_practice=True)
        assert done.count() >= 2
        assert ReviewCard.objects.visible_to(student).due(NOW).exists()
        assert Mastery.objects.visible_to(student).filter(answer_count__gte=4).exists()

    def test_an_essay_and_a_second_look_wait_for_the_teacher(self):
        assert AttemptItem.objects.waiting().filter(version__kind="essay").count() == 2
        assert SecondLook.objects.filter(answered_at__isnull=True).count() == 1

    def test_the_class_has_a_code_and_categories(self):
        classroom = Classroom.objects.get(categories__name="Tests")
        assert classroom.join_code
        assert Assignment.objects.filter(category__name="Homework").count() == 3

    def test_its_teacher_sees_what_to_teach_again(self):
        classroom = Classroom.objects.get(categories__name="Tests")
        page = progress_of(classroom, user_of(people.TEACHER), Period.MONTH, NOW)
        assert page.passages
        assert any(each.wrong for passage in page.passages for each in passage.asked)
