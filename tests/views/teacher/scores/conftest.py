"""A class with scores, made once for the tests of a class."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from tests import factories
from tests.factories import RIGHT, WRONG

DAY = timedelta(days=1)


@pytest.fixture(scope="class")
def book(of_the_class):
    """Alice's class: Ann has all, Ben half and late, Cem waits for a mark, Didi did nothing."""
    now = timezone.now()
    alice = factories.make_user("alice", name="Alice", is_teacher=True)
    names = ("Ann", "Ben", "Cem", "Didi")
    people = {name: factories.make_user(name.lower(), name=name) for name in names}
    classroom = factories.make_classroom(alice, *people.values(), name="Reading 9b")
    quiz = factories.make_quiz(["single_choice", "true_false"], title="=Silk & <b>road</b>")
    opens = now - 10 * DAY
    silk = factories.make_assignment(
        quiz,
        classroom,
        alice,
        now=opens,
        late_percent=10,
        due_at=opens + DAY,
        review_preset="homework",
        closes_at=now + DAY,
    )
    essay = factories.make_assignment(
        factories.make_quiz(["essay"], title="Essay"),
        classroom,
        alice,
        now=opens,
        closes_at=now - DAY,
        due_at=now - DAY,
        review_preset="homework",
    )
    factories.take(silk, people["Ann"], now=opens)
    factories.take(silk, people["Ben"], {1: RIGHT["single_choice"]}, now=opens + 2 * DAY)
    factories.take(silk, people["Cem"], {1: WRONG["single_choice"]}, now=opens)
    factories.take(essay, people["Cem"], now=opens)
    return SimpleNamespace(
        alice=alice, people=people, classroom=classroom, silk=silk, essay=essay, now=now, **people
    )
