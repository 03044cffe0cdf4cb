"""What single students get, and calendars: a student's own times, a teacher's classes."""

from datetime import timedelta
from fractions import Fraction

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given as drawn
from hypothesis import settings as limits
from hypothesis import strategies as st
from icalendar import Calendar

from quizzes.forms.classes.accommodating import AccommodationForm
from quizzes.forms.classes.giving import ClassForm
from quizzes.forms.classes.taking import TakingForm
from quizzes.models.accounts import User
from quizzes.models.assignments import Accommodation, Assignment
from quizzes.models.classrooms import Classroom
from quizzes.models.notices import CalendarFeed
from quizzes.queries.attempts.calendar import calendar_of
from quizzes.queries.classrooms.recipients import Recipients
from quizzes.services import attempts
from tests import factories
from tests.conftest import logged_in
from tests.factories import start
from tests.views.reading import words_of

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NOW = timezone.now().replace(second=0, microsecond=0)


@pytest.fixture(scope="class")
def world(cast_of_the_class):
    return cast_of_the_class


@pytest.fixture
def given(world):
    return factories.make_assignment(
        world.quiz, world.classroom, world.alice, now=NOW - HOUR, limit_seconds=3600
    )


def grant_page(given, student):
    args = [given.public_id, student.public_id]
    return reverse("quizzes:assignment-accommodate", args=args)


class TestAccommodations:
    def test_are_given_taken_back_and_put_back(self, world, given):
        attempt = start(given, world.bob, now=NOW)
        client = logged_in(world.alice)
        sent = {"percent": "50", "extra_attempts": "1", "note": "Reads slowly."}
        assert client.post(grant_page(given, world.bob), sent).status_code == 302
        attempt.refresh_from_db()
        assert attempt.deadline == NOW + 3 * HOUR / 2
        of_class = [world.classroom.public_id]
        listed = reverse("quizzes:class-accommodations", args=of_class)
        assert "50% more time 1 more try Reads slowly." in words_of(client.get(listed))
        kept = Accommodation.objects.get()
        remove = reverse("quizzes:class-accommodation-remove", args=[*of_class, kept.pk])
        shown = client.post(remove, follow=True)
        attempt.refresh_from_db()
        assert attempt.deadline == NOW + HOUR
        undo = reverse(
            "quizzes:class-accommodation-restore", args=[*of_class, shown.context["undo"].pk]
        )
        client.post(undo)
        again = Accommodation.objects.get()
        assert (again.factor, again.note) == (Fraction(3, 2), "Reads slowly.")
        # A second press changes nothing, nor does somebody else's.
        assert client.post(undo).status_code == 302
        assert Accommodation.objects.get() == again

    @pytest.mark.parametrize(
        ("sent", "words"),
        [
            ({}, "gives nothing beyond the class"),
            ({"is_late_waived": "on"}, "Say why nothing is taken off"),
            ({"percent": "-1"}, "greater than or equal to 0"),
            ({"due_at": "2030-03-02T10:00", "closes_at": "2030-03-01T10:00"}, "before it is due"),
        ],
    )
    def test_are_refused_with_words(self, world, given, sent, words):
        answer = logged_in(world.alice).post(grant_page(given, world.bob), {"note": "", **sent})
        assert answer.status_code == 422
        assert words in answer.content.decode()

    def test_are_led_to_by_student_and_assignment(self, world, given):
        page = reverse("quizzes:class-accommodations", args=[world.classroom.public_id])
        chosen = {"student": str(world.bob.public_id), "assignment": str(given.public_id)}
        assert logged_in(world.alice).get(page, chosen).url == grant_page(given, world.bob)

    def test_for_always_gives_no_dates(self, world):
        of_bob = [world.classroom.public_id, world.bob.public_id]
        page = reverse("quizzes:class-student-accommodation", args=of_bob)
        sent = {"percent": "25", "closes_at": "2030-03-02T10:00", "is_excused": "on"}
        assert logged_in(world.alice).post(page, sent).status_code == 302
        kept = Accommodation.objects.get(assignment=None)
        assert (kept.factor, kept.closes_at, kept.is_excused) == (Fraction(5, 4), None, False)


def posted(fields):
    """Draw what a browser could be made to send."""
    moments = st.sampled_from(["0001-01-01T00:00", "9999-12-31T23:59", "2026-03-29T02:30"])
    values = st.one_of(st.text(max_size=20), moments, st.integers().map(str))
    return st.dictionaries(st.sampled_from(sorted(fields)), values)


class TestHostileInput:
    """No form falls over, whatever it is sent. No query: nothing is stored."""

    @drawn(posted(AccommodationForm.base_fields))
    @limits(max_examples=25, deadline=None)
    def test_of_accommodations(self, sent):
        room = Classroom(time_zone="Europe/Berlin")
        form = AccommodationForm(sent, classroom=room, assignment=Assignment(), given=None)
        if form.is_valid():
            form.grant()

    @drawn(posted(ClassForm.base_fields))
    @limits(max_examples=25, deadline=None)
    def test_of_a_class(self, sent):
        room = Classroom(time_zone="Europe/Berlin")
        form = ClassForm(Recipients(room, (User(name="Ann"),), ()), {**sent, "is_given": "on"})
        if form.is_valid():
            form.values(form.dates())

    @drawn(posted(TakingForm.base_fields))
    @limits(max_examples=25, deadline=None)
    def test_of_how_it_is_taken(self, sent):
        form = TakingForm(sent, places=())
        if form.is_valid():
            form.values()


class TestCalendar:
    def test_shows_a_student_their_own_times_and_a_teacher_the_classes(self, world, given):
        attempts.accommodate(
            classroom=world.classroom,
            student=world.bob,
            assignment=given,
            grant=attempts.Grant(due_at=NOW + 9 * DAY, closes_at=NOW + 9 * DAY),
            actor=world.alice,
            now=NOW,
        )
        page = reverse("quizzes:calendar")
        ends = {
            user.username: [
                event.at
                for event in logged_in(user).get(page).context["coming"]
                if event.assignment == given
            ]
            for user in (world.bob, world.alice)
        }
        assert ends == {"bob": [NOW + 9 * DAY], "alice": [given.due_at]}

    def test_needs_three_queries_at_any_size(self, world, django_assert_num_queries):
        for _ in range(2):
            with django_assert_num_queries(3):
                calendar_of(world.bob)
            factories.make_assignment(world.quiz, world.classroom, world.alice)

    @pytest.mark.parametrize("month", ["2026-13", "x", "0000-00", "99999-01", "2026-02"])
    def test_takes_any_month(self, world, month):
        page = f"{reverse('quizzes:calendar')}?month={month}"
        assert logged_in(world.bob).get(page).status_code == 200

    def test_is_read_by_a_secret_address_until_another_is_made(self, world, given, client):
        bob = logged_in(world.bob)
        bob.post(reverse("quizzes:calendar-feed-make"))
        token = CalendarFeed.objects.get(user=world.bob).token
        address = reverse("quizzes:calendar-feed", args=[token])
        answer = client.get(address)
        assert answer["Content-Type"].startswith("text/calendar")
        assert "private" in answer["Cache-Control"]
        events = Calendar.from_ical(answer.content).walk("VEVENT")
        names = {str(event["summary"]) for event in events}
        assert f"{world.quiz.title} is due (Reading)" in names
        bob.post(reverse("quizzes:calendar-feed-make"))
        assert client.get(address).status_code == 404
