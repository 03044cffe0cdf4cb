"""An assignment's settings, whom a change touches, its list and its end."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from quizzes.models.assignments import Assignment, ChosenStudent
from quizzes.queries.attempts.given import given_in
from quizzes.services import assignments
from tests import factories
from tests.conftest import logged_in
from tests.factories import start, take
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
        world.quiz, world.classroom, world.alice, now=NOW - HOUR, limit_seconds=36_000
    )


def page_of(given, name="assignment-settings"):
    return reverse(f"quizzes:{name}", args=[given.public_id])


def as_shown(page):
    """Return what the form sends if nothing is changed in it."""
    shown = {}
    for form in (page.taking, page.part):
        for field in form:
            value = field.value()
            if hasattr(value, "strftime"):
                value = value.strftime("%Y-%m-%dT%H:%M")
            if value not in (None, False, ""):
                shown[field.html_name] = "on" if value is True else value
    return shown


def as_it_is(client, given, **changes):
    page = client.get(page_of(given)).context["page"]
    return {**as_shown(page), "do": "save", **changes}


class TestSettings:
    def test_say_so_where_the_dates_of_another_class_do_not_fit(self, world):
        other = factories.make_classroom(world.alice, name="Other")
        together = uuid.uuid4()
        for classroom, days in ((world.classroom, 9), (other, 3)):
            until = NOW + days * DAY
            factories.make_assignment(
                world.quiz,
                classroom,
                world.alice,
                now=NOW - HOUR,
                due_at=until - DAY,
                closes_at=until,
            )
        Assignment.objects.filter(due_at__gt=NOW + DAY, opens_at=NOW - HOUR).update(
            given_together=together
        )
        here = Assignment.objects.get(given_together=together, classroom=world.classroom)
        client = logged_in(world.alice)
        due = f"{NOW + 9 * DAY - HOUR:%Y-%m-%dT%H:%M}"
        answer = client.post(
            page_of(here), as_it_is(client, here, **{"c-due_at": due, "reach": "all"})
        )
        assert "it would be due after it closes" in answer.content.decode()
        here.refresh_from_db()
        assert here.due_at == NOW + 8 * DAY

    def test_can_be_changed_where_one_who_has_begun_was_removed(self, world):
        erin = factories.make_user("erin2")
        given = factories.make_assignment(
            world.quiz, world.classroom, world.alice, now=NOW - HOUR, is_for_chosen=True
        )
        for student in (world.bob, erin):
            ChosenStudent.objects.create(assignment=given, student=student)
        take(given, erin, now=NOW)
        client = logged_in(world.alice)
        chosen = [str(world.bob.public_id)]
        sent = as_it_is(client, given, late_percent="20", **{"c-chosen": chosen})
        assert client.post(page_of(given), sent).status_code == 302
        assert ChosenStudent.objects.filter(assignment=given).count() == 2

    def test_save_what_was_changed_and_nothing_else(self, world, given):
        client = logged_in(world.alice)
        answer = client.post(page_of(given), as_it_is(client, given, late_percent="20"))
        assert answer.status_code == 302
        after = Assignment.objects.get(pk=given.pk)
        assert after.late_percent == 20
        for name in ("opens_at", "due_at", "closes_at", "limit_seconds", "behavior"):
            assert getattr(after, name) == getattr(given, name), name

    def test_show_whom_a_change_touches_before_it_is_saved(self, world, given):
        attempt = start(given, world.bob, now=NOW - HOUR / 2)
        client = logged_in(world.alice)
        sent = as_it_is(client, given, limit_minutes="450")
        shown = client.post(page_of(given), sent)
        assert "This is less time than now" in words_of(shown, "whom this touches", "Save")
        assert Assignment.objects.get(pk=given.pk).limit_seconds == 36_000
        # Another change than the one that was shown is shown first, too.
        agreed = shown.context["agreed"]
        other = client.post(page_of(given), {**sent, "limit_minutes": "440", "agreed": agreed})
        assert other.status_code == 200
        assert client.post(page_of(given), {**sent, "agreed": agreed}).status_code == 302
        attempt.refresh_from_db()
        assert attempt.deadline == NOW + 7 * HOUR

    def test_change_all_that_were_given_together(self, world):
        other = factories.make_classroom(
            world.alice, world.carol, name="Evening", time_zone="Asia/Almaty"
        )
        terms = assignments.AssignmentTerms(due_at=NOW + DAY, closes_at=NOW + DAY)
        one, two = assignments.give(
            quiz=world.quiz,
            gifts=[assignments.Gift(each, terms) for each in (world.classroom, other)],
            actor=world.alice,
            now=NOW,
        )
        client = logged_in(world.alice)
        due = (NOW + 3 * DAY).strftime("%Y-%m-%dT18:00")
        sent = as_it_is(client, one, **{"c-due_at": due, "reach": "all"})
        assert client.post(page_of(one), sent).status_code == 302
        two.refresh_from_db()
        local = two.due_at.astimezone(other.zone)
        assert (local.strftime("%Y-%m-%dT%H:%M"), two.closes_at) == (due, two.due_at)

    def test_close_it_now(self, world, given):
        attempt = start(given, world.bob, now=NOW - HOUR / 2)
        client = logged_in(world.alice)
        shown = client.post(page_of(given), as_it_is(client, given, do="close"))
        assert "This ends the try at once" in words_of(shown)
        sent = {**as_shown(shown.context["page"]), "do": "save"}
        client.post(page_of(given), {**sent, "agreed": shown.context["agreed"]})
        attempt.refresh_from_db()
        assert attempt.deadline <= timezone.now()

    def test_delete_what_nobody_has_begun(self, world, given):
        client = logged_in(world.alice)
        assert client.post(page_of(given, "assignment-delete")).status_code == 302
        assert not Assignment.objects.filter(pk=given.pk).exists()


class TestList:
    def test_counts_the_students_who_have_it(self, world, given):
        take(given, world.bob, now=NOW)
        take(given, factories.make_user("removed"), now=NOW)
        line = next(each for each in given_in(world.classroom, NOW) if each.assignment == given)
        assert (line.state, line.student_count, line.handed_in_count) == ("open", 1, 1)

    def test_counts_what_waits_for_marking(self, world):
        essay = factories.make_assignment(
            factories.make_quiz(("essay",)), world.classroom, world.alice, now=NOW
        )
        take(essay, world.bob, now=NOW)
        page = reverse("quizzes:class-assignments", args=[world.classroom.public_id])
        assert "1 answer to mark" in words_of(logged_in(world.alice).get(page))

    def test_needs_five_queries_at_any_size(self, world, django_assert_num_queries):
        for _ in range(2):
            some = factories.make_assignment(
                world.quiz, world.classroom, world.alice, is_for_chosen=True
            )
            with django_assert_num_queries(5):
                given_in(world.classroom, NOW)
            take(some, world.bob)
