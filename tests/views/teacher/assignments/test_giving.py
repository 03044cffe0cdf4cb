"""Giving a quiz: the form, its presets, what it says, and what it gives."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from quizzes.models.assignments import Assignment
from quizzes.models.classrooms import Category
from quizzes.queries.assignments import students_of
from tests import factories
from tests.conftest import logged_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(scope="class")
def world(cast_of_the_class):
    return cast_of_the_class


@pytest.fixture(scope="class")
def almaty(world):
    """Another class of Alice's, on another clock."""
    return factories.make_classroom(
        world.alice, world.carol, name="Evening", time_zone="Asia/Almaty"
    )


@pytest.fixture(scope="class")
def quiz(world):
    kinds = ("single_choice", "short_answer", "essay")
    return factories.make_quiz(kinds, owner=world.alice, attempts_allowed=2)


def page_of(quiz):
    return reverse("quizzes:quiz-give", args=[quiz.public_id])


def said(do, *classes, **more):
    """Return what the form sends: how the quiz is taken, and the classes that are ticked."""
    return {
        "do": do,
        "attempts_allowed": "2",
        "limit_minutes": "30",
        "behavior": "deferred",
        "grading_method": "highest",
        "late_percent": "10",
        "review_preset": "homework",
        "access_code": "",
        **{f"c{each.pk}-is_given": "on" for each in classes},
        **{f"c{each.pk}-for_whom": "all" for each in classes},
        **more,
    }


class TestGive:
    def test_gives_it_to_several_classes_with_the_dates_of_the_first(self, world, quiz, almaty):
        first, second = sorted((world.classroom, almaty), key=lambda each: each.name)
        dates = {
            f"c{first.pk}-due_at": "2030-03-09T18:00",
            f"c{first.pk}-closes_at": "2030-03-11T18:00",
        }
        sent = said("give", first, second, **dates)
        assert logged_in(world.alice).post(page_of(quiz), sent).status_code == 302
        given = {each.classroom: each for each in Assignment.objects.filter(quiz=quiz)}
        for one in (given[first], given[second]):
            for moment, day in ((one.due_at, 9), (one.closes_at, 11)):
                local = moment.astimezone(ZoneInfo(one.classroom.time_zone))
                assert (local.day, local.hour) == (day, 18)
        assert given[first].given_together == given[second].given_together is not None
        assert (given[first].limit_seconds, given[first].late_percent) == (1800, 10)

    def test_gives_it_to_those_chosen_in_a_category(self, world, quiz):
        category = Category.objects.create(classroom=world.classroom, name="Tests")
        prefix = f"c{world.classroom.pk}"
        chosen = {
            f"{prefix}-for_whom": "chosen",
            f"{prefix}-chosen": str(world.bob.public_id),
            f"{prefix}-category": str(category.pk),
        }
        logged_in(world.alice).post(page_of(quiz), said("give", world.classroom, **chosen))
        given = Assignment.objects.get(quiz=quiz)
        assert given.is_for_chosen
        assert given.category == category
        assert [each.user for each in students_of(given)] == [world.bob]
        # Without any date it is open at once and never closes.
        assert (given.opens_at, given.closes_at) == (None, None)

    @pytest.mark.parametrize(
        ("wrong", "words"),
        [
            ({"due_at": "2030-03-01T10:00", "opens_at": "2030-03-02T10:00"}, "after it opens"),
            ({"due_at": "2030-03-01T10:00", "closes_at": "2030-02-01T10:00"}, "before it is due"),
            ({"for_whom": "chosen"}, "Tick the students"),
            ({"due_at": "tomorrow"}, "Write a date and a time"),
        ],
    )
    def test_keeps_what_was_typed_where_something_is_wrong(self, world, quiz, wrong, words):
        prefix = f"c{world.classroom.pk}"
        sent = said("give", world.classroom, access_code="silk")
        sent |= {f"{prefix}-{name}": value for name, value in wrong.items()}
        answer = logged_in(world.alice).post(page_of(quiz), sent)
        assert answer.status_code == 422
        page = answer.content.decode()
        assert words in page
        assert 'value="silk"' in page
        assert not Assignment.objects.filter(quiz=quiz).exists()

    def test_asks_for_a_class_and_a_behavior_that_all_questions_offer(self, world, quiz):
        client = logged_in(world.alice)
        answer = client.post(page_of(quiz), said("give", behavior="immediate"))
        assert answer.status_code == 422
        assert "Tick the classes that get it" in answer.content.decode()
        form = answer.context["page"].taking
        assert [name for name, _ in form.fields["behavior"].choices] == ["deferred"]
        assert "behavior" in form.errors

    def test_fills_in_a_preset_with_its_usual_dates_and_gives_nothing(self, world, quiz, almaty):
        client = logged_in(world.alice)
        chosen = f"{page_of(quiz)}?class={almaty.public_id}"
        part = _part(client.get(chosen), almaty)
        due = part.initial["due_at"].strftime("%Y-%m-%dT%H:%M")
        sent = said("preset:exam", almaty, **{f"c{almaty.pk}-due_at": due})
        answer = client.post(page_of(quiz), sent)
        assert answer.context["page"].taking["limit_minutes"].value() == "45"
        assert _part(answer, almaty)["opens_at"].value().endswith("T09:00")
        # Dates of one's own stay.
        own = {f"c{almaty.pk}-due_at": "2030-03-09T18:00"}
        answer = client.post(page_of(quiz), said("preset:exam", almaty, **own))
        assert _part(answer, almaty)["due_at"].value() == "2030-03-09T18:00"
        assert not Assignment.objects.filter(quiz=quiz).exists()

    def test_says_beforehand_what_it_means(self, world, quiz):
        prefix = f"c{world.classroom.pk}"
        dates = {f"{prefix}-due_at": "2030-03-09T18:00", f"{prefix}-closes_at": "2030-03-11T18:00"}
        sent = said("look", world.classroom, **dates)
        page = logged_in(world.alice).post(page_of(quiz), sent).content.decode()
        assert "About 2 essays to mark, if every student uses all tries" in page
        assert "loses 10% of the points earned for each day begun after" in page
        assert "Students have 30 minutes and two tries" in page

    def test_costs_as_many_queries_with_one_class_as_with_two(self, world, quiz):
        client, counts = logged_in(world.alice), []
        for _ in range(2):
            with CaptureQueriesContext(connection) as captured:
                client.get(page_of(quiz))
            counts.append(len(captured))
            factories.make_classroom(world.alice, world.carol, name="More")
        assert counts[0] == counts[1] <= 16


def _part(answer, classroom):
    parts = answer.context["page"].parts
    return next(each for each in parts if each.classroom == classroom)


class TestAccessCode:
    @pytest.fixture
    def start(self, world):
        now = timezone.now()
        given = factories.make_assignment(
            world.quiz, world.classroom, world.alice, now=now, access_code="silk"
        )
        return reverse("quizzes:assignment-start", args=[given.public_id])

    def test_is_asked_and_a_wrong_one_keeps_the_page(self, world, start):
        bob = logged_in(world.bob)
        wrong = bob.post(start, {"access_code": "road"})
        assert wrong.status_code == 422
        assert "This is not the code" in wrong.content.decode()
        assert "silk" not in wrong.content.decode()
        assert bob.post(start, {"access_code": "SILK"}).status_code == 302

    def test_cannot_be_guessed(self, world, start):
        bob = logged_in(world.bob)
        for _ in range(8):
            bob.post(start, {"access_code": "road"})
        answer = bob.post(start, {"access_code": "silk"})
        assert "Too many wrong codes" in answer.content.decode()
