"""Granting: what one student gets beyond the class."""

from datetime import timedelta
from fractions import Fraction

from quizzes.models.audit import AuditRecord
from tests import factories
from tests.factories import NOW, grant, start

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


class TestAccommodate:
    def test_moves_the_deadline_of_an_open_attempt(self, world):
        given = factories.make_assignment(
            world.quiz, world.classroom, world.alice, limit_seconds=1800
        )
        attempt = start(given, world.bob)
        grant(world, factor=Fraction(3, 2))
        attempt.refresh_from_db()
        assert attempt.deadline == NOW + 45 * MINUTE
        record = AuditRecord.objects.get(action="attempts.accommodate")
        assert record.before["deadlines"][str(attempt.public_id)].startswith("2026-03-02T09:30")
        assert record.after["deadlines"][str(attempt.public_id)].startswith("2026-03-02T09:45")

    def test_puts_the_one_for_this_assignment_before_the_one_for_always(self, world):
        given = factories.make_assignment(
            world.quiz, world.classroom, world.alice, limit_seconds=1800
        )
        grant(world, factor=Fraction(2))
        grant(world, assignment=given, factor=Fraction(5, 4))
        assert start(given, world.bob).deadline == NOW + timedelta(minutes=37, seconds=30)
