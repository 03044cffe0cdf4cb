"""Verifying what progress has taken in, and making it again."""

from fractions import Fraction
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from quizzes.models.attempts import AttemptItem
from quizzes.models.progress import Mastery, ReviewCard, ReviewLog
from quizzes.queries.records import differences
from quizzes.services import assignments
from tests.factories import (
    NOW,
    make_quiz,
    make_version,
    start,
    take,
)
from tests.services.attempts.learned import (
    DAY,
    PRACTICE,
    given,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="class")
def world(cast_of_the_class):
    return cast_of_the_class


def stored(table) -> list[dict[str, object]]:
    """Return what rows say, but for their keys."""
    rows = [{k: v for k, v in row.items() if k != "id"} for row in table.objects.values()]
    return sorted(rows, key=str)


class TestVerifying:
    """Each damaged row is named; all of it can be made again."""

    @pytest.fixture
    def attempt(self, world):
        version = make_version()
        take(make_quiz([version]), world.bob, {1: "a"}, now=NOW - DAY)
        return take(make_quiz([version, "numeric"]), world.bob)

    @pytest.mark.parametrize(
        ("column", "value"),
        [
            ("at", NOW + DAY),
            ("fraction", Fraction(1, 7)),
            ("is_first", False),
            ("rating", 1),
            ("chance", 0.7),
            ("seconds", 7),
        ],
    )
    def test_names_each_column_of_an_entry(self, attempt, column, value):
        logs = ReviewLog.objects.filter(attempt_key=attempt.public_id, is_first=True)
        pk = logs.get().pk
        logs.update(**{column: value})
        found = [(each.table, each.key, each.column) for each in differences()]
        assert ("ReviewLog", str(pk), column) in found

    def test_names_entries_that_are_missing_or_of_nothing(self, world, attempt):
        log = ReviewLog.objects.filter(attempt_key=attempt.public_id).first()
        log.delete()
        log.pk, log.attempt_key = None, start(world.quiz, world.bob).public_id
        log.save()
        found = [each.column for each in differences() if each.table == "ReviewLog"]
        assert found == ["attempt_key", "fraction"]

    @pytest.mark.parametrize("position", [1, 2])
    def test_names_what_is_wrongly_called_first(self, attempt, position):
        item = attempt.items.get(position=position)
        AttemptItem.objects.filter(pk=item.pk).update(is_first=not item.is_first)
        key = f"{attempt.public_id} question {position}"
        found = [(each.table, each.key, each.column) for each in differences()]
        assert ("AttemptItem", key, "is_first") in found

    def test_names_entries_that_are_not_shown_now(self, world):
        attempt = given(world, **PRACTICE)
        assignments.hold(assignment=attempt.assignment, actor=world.alice, now=NOW)
        assert [each.column for each in differences(NOW)] == ["fraction"]
        assert not list(differences())

    def test_makes_all_of_it_again(self, world, attempt):
        given(world, **PRACTICE)
        tables = (ReviewLog, ReviewCard, Mastery, AttemptItem)
        before = [stored(table) for table in tables]
        ReviewLog.objects.filter(attempt_key=attempt.public_id).delete()
        ReviewCard.objects.update(review_count=9)
        Mastery.objects.all().delete()
        AttemptItem.objects.update(first_fraction=Fraction(1, 7), seconds=9, is_first=False)
        for _ in range(2):
            call_command("rebuild_progress", "bob", stdout=StringIO())
            assert [stored(table) for table in tables] == before
        assert not list(differences(NOW))
        with pytest.raises(CommandError, match="nobody called eve"):
            call_command("rebuild_progress", "eve")
