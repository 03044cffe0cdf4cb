"""Writing some columns of many rows with one statement."""

from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quizzes.models.attempts import AttemptItem
from quizzes.models.fields import write_columns
from tests.factories import start

pytestmark = pytest.mark.rows

NAMES = ("last_revision", "is_finished", "state", "fraction")


@pytest.fixture
def items(world):
    """The three items of an attempt, in order."""
    return list(start(world.quiz, world.carol).items.order_by("position"))


def stored(items):
    rows = AttemptItem.objects.filter(pk__in=[item.pk for item in items]).order_by("position")
    return [tuple(getattr(row, name) for name in NAMES) for row in rows]


class TestWriteColumns:
    def test_stores_each_row_its_own_values(self, items):
        expected = [
            (7, True, "answered", Fraction(2, 3)),
            (0, False, "unanswered", None),
            (1, False, "unreadable", Fraction(0)),
        ]
        for item, values in zip(items, expected, strict=True):
            for name, value in zip(NAMES, values, strict=True):
                setattr(item, name, value)
        with CaptureQueriesContext(connection) as queries:
            write_columns(items, NAMES)
        assert stored(items) == expected
        assert len(queries) == 1

    def test_can_store_nothing_but_nulls(self, items):
        write_columns(items, ["fraction"])
        assert [row[-1] for row in stored(items)] == [None] * 3

    def test_leaves_other_columns_and_rows_alone(self, items):
        before = stored(items)
        items[0].state, items[0].last_revision, items[1].last_revision = "answered", 5, 6
        write_columns(items[:1], ["last_revision"])
        assert stored(items) == [(5, *before[0][1:]), before[1], before[2]]

    def test_does_nothing_for_no_rows(self, db):
        write_columns([], NAMES)
