"""How many SQL queries an act costs, whole requests counted, without transaction statements.

Each is asked at two sizes: 2 questions, no classmate, one attempt; and 40 questions, 30 classmates
who have taken all of it, several attempts of one's own. Nothing may grow.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from quizzes.models.accounts import User
from quizzes.models.assignments import Assignment
from quizzes.models.attempts import Attempt
from quizzes.models.classrooms import Classroom
from quizzes.services import attempts
from tests import factories
from tests.conftest import logged_in

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
KINDS = ("single_choice", "multiple_choice", "short_answer", "true_false")
TRANSACTION = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


@dataclass(frozen=True)
class Size:
    """How large the class and its quizzes are."""

    questions: int
    classmates: int
    attempts: int


SMALL, LARGE = Size(2, 0, 1), Size(40, 30, 5)


@dataclass(frozen=True)
class Place:
    """Bob in a class of a size, with an assignment that his classmates have taken."""

    bob: User
    teacher: User
    classroom: Classroom
    assignment: Assignment
    size: Size

    @property
    def browser(self) -> Client:
        return logged_in(self.bob)

    def start(self, answers: int = 0, action: str = "save") -> Attempt:
        """Return a new attempt of Bob's with the first so many questions answered."""
        now = timezone.now()
        for earlier in Attempt.objects.open().filter(student=self.bob):
            attempts.submit(attempt=earlier, now=now)
        attempt = factories.start(self.assignment, self.bob, now=now)
        kinds = dict(attempt.items.values_list("position", "version__kind"))
        said = [
            factories.incoming(position, factories.RIGHT[kinds[position]], action=action)
            for position in range(1, answers + 1)
        ]
        if said:
            factories.save(attempt, *said, now=now)
        return attempt


def make_place(size: Size, **terms: object) -> Place:
    """Return a class of a size, in which everybody has taken what Bob is asked."""
    now = timezone.now()
    name = f"of{size.questions}"
    teacher = factories.make_user(f"teacher-{name}", is_teacher=True)
    bob = factories.make_user(f"bob-{name}")
    mates = [factories.make_user(f"mate{each}-{name}") for each in range(size.classmates)]
    classroom = factories.make_classroom(teacher, bob, *mates)
    revision = factories.make_article()
    quotes = ("Music came east.",)
    versions = [
        factories.make_version(KINDS[number % len(KINDS)], revision=revision, quotes=quotes)
        for number in range(size.questions)
    ]
    quiz = factories.make_quiz(versions, revision=revision)
    given = factories.make_assignment(quiz, classroom, teacher, now=now - DAY, **terms)
    for mate in mates:
        attempts.accommodate(
            classroom=classroom,
            student=mate,
            grant=attempts.Grant(extra_attempts=1),
            actor=teacher,
            now=now,
        )
        factories.take(given, mate, now=now)
    for _ in range(size.attempts):
        factories.take(factories.make_quiz(), bob, now=now)
        factories.take(given, bob, now=now)
    return Place(bob, teacher, classroom, given, size)


def queries_of(act: Callable[[], int]) -> list[str]:
    """Return the statements of an act, which returns the status of its answer."""
    with CaptureQueriesContext(connection) as captured:
        assert act() in (200, 302)
    return [
        query["sql"]
        for query in captured.captured_queries
        if not query["sql"].startswith(TRANSACTION)
    ]


def fetch(place: Place, name: str, *args: object) -> list[str]:
    browser, url = place.browser, reverse(f"quizzes:{name}", args=args)
    browser.get(url)
    return queries_of(lambda: browser.get(url).status_code)


def send(place: Place, attempt: Attempt, items: list[dict[str, object]]) -> list[str]:
    body = json.dumps({"user": str(place.bob.public_id), "items": items})
    browser, url = place.browser, reverse("quizzes:attempt-save", args=[attempt.public_id])
    return queries_of(lambda: browser.post(url, body, content_type="application/json").status_code)


def item(position: int, raw: object, base: int = 0, action: str = "save") -> dict[str, object]:
    return {"position": position, "raw": raw, "action": action, "base_revision": base}


def save_one(place: Place) -> list[str]:
    attempt = place.start(answers=1)
    return send(place, attempt, [item(1, "a", base=1)])


def save_all(place: Place) -> list[str]:
    attempt = place.start()
    return send(place, attempt, [item(each, "a") for each in range(1, place.size.questions + 1)])


def resend_one(place: Place) -> list[str]:
    attempt = place.start()
    send(place, attempt, [item(1, "a")])
    return send(place, attempt, [item(1, "a")])


def page(place: Place) -> list[str]:
    attempt = place.start(answers=2)
    return fetch(place, "attempt-take", attempt.public_id)


def page_with_checked_questions(place: Place) -> list[str]:
    attempt = place.start(answers=place.size.questions, action="check")
    return fetch(place, "attempt-take", attempt.public_id)


def submit(place: Place) -> list[str]:
    attempt = place.start(answers=place.size.questions)
    browser, url = place.browser, reverse("quizzes:attempt-submit", args=[attempt.public_id])
    return queries_of(lambda: browser.post(url).status_code)


def review(place: Place) -> list[str]:
    attempt = place.start(answers=place.size.questions)
    attempts.submit(attempt=attempt, now=timezone.now())
    return fetch(place, "attempt-review", attempt.public_id)


def home(place: Place) -> list[str]:
    place.start(answers=1)
    return fetch(place, "home")


HOMEWORK = {"review_preset": "homework", "late_percent": 10}


@pytest.mark.parametrize(
    ("terms", "budgets"),
    [
        # Where marks are shown at once, progress takes answers in with the submit: nine more.
        ({}, {save_one: 5, save_all: 5, resend_one: 5, page: 10, submit: 24, review: 14, home: 13}),
        ({**HOMEWORK, "limit_seconds": 3600}, {page: 10, submit: 15, review: 14, home: 13}),
        ({"behavior": "immediate"}, {save_one: 5, page_with_checked_questions: 10, submit: 24}),
        ({**HOMEWORK, "behavior": "immediate"}, {page_with_checked_questions: 10, review: 14}),
    ],
    ids=lambda value: "+".join(value) if all(isinstance(each, str) for each in value) else "",
)
def test_acts_stay_within_their_budgets_at_any_size(terms, budgets):
    small, large = make_place(SMALL, **terms), make_place(LARGE, **terms)
    for act, most in budgets.items():
        few, many = act(small), act(large)
        assert len(few) == len(many), f"{act.__name__} grows:\n" + "\n".join(many)
        assert len(many) <= most, f"{act.__name__} costs more:\n" + "\n".join(many)
