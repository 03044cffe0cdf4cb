"""Every change of a score: from marks that replaced others, and questions dropped."""

from datetime import timedelta
from fractions import Fraction

import pytest
from django.urls import reverse

from quizzes.models.attempts import Mark
from quizzes.models.grading import ActedItem, GradingAct
from quizzes.queries.grading.scores.changes import Asked, all_changes, change_keys, changes_of
from tests import factories
from tests.conftest import logged_in
from tests.factories import NOW

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def item(world):
    """Bob's first answer: right, then half by Alice, then dropped, then brought back."""
    item = factories.take(world.assignment, world.bob).items.get(position=1)
    mark = Mark(
        item=item,
        number=2,
        fraction=Fraction(1, 2),
        source="person",
        marker=world.alice,
        reason="Half is missing.",
        version=item.version,
        revision=1,
        at=LATER,
    )
    mark.seal = mark.sealed()
    mark.save()
    type(item).objects.filter(pk=item.pk).update(fraction=mark.fraction, mark_count=2)
    act = GradingAct.objects.create(
        kind="drop",
        question=item.version.question,
        by=world.alice,
        reason="Unclear.",
        at=LATER + timedelta(hours=1),
        undone_by=world.alice,
        undone_at=LATER + timedelta(hours=2),
    )
    ActedItem.objects.create(act=act, item=item)
    return item


@pytest.mark.rows
def test_are_told_newest_first_with_who_and_why(world, item):
    told = [
        (each.kind, each.before, each.after, each.by, each.reason)
        for each in all_changes(world.classroom)
    ]
    half = Fraction(1, 2)
    assert told == [
        ("brought_back", None, half, "Alice", ""),
        ("dropped", half, None, "Alice", "Unclear."),
        ("marked", 1, half, "Alice", "Half is missing."),
    ]


def test_are_those_of_a_student_and_an_assignment(world, item):
    def found(**asked):
        return len(changes_of(list(change_keys(world.classroom, Asked(**asked)))))

    other = factories.make_assignment(world.quiz, world.classroom, world.alice)
    assert found(student=str(world.bob.public_id)) == 3
    assert found(student=str(world.carol.public_id)) == 0
    assert found(assignment=str(world.assignment.public_id)) == 3
    assert found(assignment=str(other.public_id)) == 0


def test_stand_on_a_page_and_in_a_file(world, item, as_alice):
    page = reverse("quizzes:class-scores-changes", args=[world.classroom.public_id])
    text = as_alice.get(page, {"student": "nonsense", "page": "x"}).content.decode()
    assert "1 → 0.5 of 1" in text
    assert "Half is missing." in text
    file = reverse("quizzes:class-scores-file", args=[world.classroom.public_id])
    content = as_alice.post(file, {"wish": "changes"}).content.decode("utf-8-sig")
    assert "Half is missing." in content
    assert logged_in(world.bob).get(page).status_code == 404
