"""Giving a quiz to classes, changing it, taking it back."""

from datetime import timedelta

import pytest

from quizzes.models.assignments import Assignment
from quizzes.models.audit import AuditRecord
from quizzes.models.notices import Notice
from quizzes.queries.assignments import students_of
from quizzes.queries.attempts.touched import touched_by
from quizzes.services import assignments, attempts, classrooms
from quizzes.services.assignments import AssignmentTerms, Gift
from tests import factories
from tests.factories import NOW, grant, start, take

pytestmark = pytest.mark.django_db
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture(scope="class")
def world(cast_of_the_class):
    return cast_of_the_class


@pytest.fixture
def eve(world):
    """Another student of Alice's class."""
    eve = factories.make_user("eve", name="Eve")
    classrooms.enroll(
        classroom=world.classroom, user=eve, role="student", actor=world.alice, now=NOW
    )
    return eve


def give(world, *gifts):
    return assignments.give(quiz=world.quiz, gifts=gifts, actor=world.alice, now=NOW)


def change(world, given, chosen=None, now=NOW, **values):
    (changed,) = attempts.change_assignments(
        changes=[attempts.Change(given, values, chosen)], actor=world.alice, now=now
    )
    return changed


class TestGive:
    def test_gives_to_several_classes_that_know_each_other(self, world):
        other = factories.make_classroom(world.alice, world.carol)
        one, two = give(
            world,
            Gift(world.classroom, AssignmentTerms(opens_at=NOW)),
            Gift(other, AssignmentTerms(opens_at=NOW + DAY)),
        )
        assert one.given_together == two.given_together is not None
        # Who has it now is told now; the others when it opens.
        assert {each.user for each in Notice.objects.all()} >= {world.bob}
        assert not Notice.objects.filter(user=world.carol).exists()

    def test_gives_to_those_chosen(self, world, eve):
        terms = AssignmentTerms(is_for_chosen=True)
        (given,) = give(world, Gift(world.classroom, terms, [eve]))
        assert [each.user for each in students_of(given)] == [eve]
        assert given.given_together is None
        key = f"assigned:{given.public_id}"
        assert [each.user for each in Notice.objects.filter(key=key)] == [eve]

    def test_keeps_the_access_code_out_of_the_record(self, world):
        (given,) = give(world, Gift(world.classroom, AssignmentTerms(access_code="silk-7")))
        changed = change(world, given, access_code="road-8")
        for record in AuditRecord.objects.about(changed):
            assert "silk-7" not in str(record.after) + str(record.before)
            assert record.after["access_code"] is True


class TestAccessCode:
    def test_is_asked_of_who_begins_and_of_nobody_who_goes_on(self, world):
        given = factories.make_assignment(
            world.quiz, world.classroom, world.alice, access_code="Silk"
        )
        said = {"assignment": given, "student": world.bob, "seed": 7, "now": NOW}
        for wrong in ("", "silk road"):
            with pytest.raises(attempts.WrongCode):
                attempts.start_assignment(**said, access_code=wrong)
        begun = attempts.start_assignment(**said, access_code=" silk ")
        assert attempts.start_assignment(**said) == begun


class TestChange:
    def test_moves_the_deadlines_of_open_attempts_and_keeps_added_minutes(self, world):
        given = factories.make_assignment(
            world.quiz, world.classroom, world.alice, limit_seconds=1800
        )
        attempt = start(given, world.bob)
        attempt.added_seconds = 300
        attempt.save()
        change(world, given, limit_seconds=3600)
        attempt.refresh_from_db()
        assert attempt.deadline == NOW + 65 * MINUTE
        record = AuditRecord.objects.get(action="attempts.change_assignment")
        assert record.before["limit_seconds"] == 1800
        assert list(record.after["deadlines"]) == [str(attempt.public_id)]

    def test_tells_anew_of_moved_dates(self, world):
        given = factories.make_assignment(world.quiz, world.classroom, world.alice)
        change(world, given, due_at=NOW + DAY, closes_at=NOW + DAY)
        change(world, given, late_percent=10)
        keys = Notice.objects.filter(key__startswith=f"assigned:{given.public_id}")
        assert keys.count() == 2

    def test_takes_it_from_nobody_who_has_begun(self, world, eve):
        terms = AssignmentTerms(is_for_chosen=True)
        (given,) = give(world, Gift(world.classroom, terms, [world.bob]))
        take(given, world.bob)
        with pytest.raises(attempts.CannotChange, match="Bob has begun"):
            change(world, given, chosen=[eve])
        change(world, given, chosen=[eve, world.bob])
        assert students_of(given).count() == 2

    def test_takes_a_class_wide_one_from_nobody_who_has_begun(self, world, eve):
        given = factories.make_assignment(world.quiz, world.classroom, world.alice)
        take(given, world.bob)
        with pytest.raises(attempts.CannotChange):
            change(world, given, chosen=[eve], is_for_chosen=True)

    def test_needs_as_many_queries_for_many_students_as_for_two(
        self, world, eve, django_assert_num_queries
    ):
        given = factories.make_assignment(world.quiz, world.classroom, world.alice)
        start(given, world.bob)
        with django_assert_num_queries(3):
            touched_by(given, given, NOW)
        start(given, eve)
        with django_assert_num_queries(3):
            touched_by(given, given, NOW)


class TestTouched:
    def test_says_whom_a_change_gives_less(self, world, eve):
        given = factories.make_assignment(
            world.quiz, world.classroom, world.alice, limit_seconds=3600, attempts_allowed=2
        )
        start(given, world.bob)
        after = Assignment.objects.get(pk=given.pk)
        after.limit_seconds, after.due_at, after.closes_at = 600, NOW + DAY, NOW + DAY
        now = NOW + 20 * MINUTE
        touched = touched_by(given, after, now)
        assert (touched.in_progress_count, touched.not_begun_count) == (1, 1)
        (running,) = touched.running
        assert running.is_earlier
        assert running.is_over
        assert (running.student, running.after) == (world.bob, NOW + 10 * MINUTE)
        assert [(each.student, each.after) for each in touched.closing] == [(eve, NOW + DAY)]

    def test_says_who_cannot_try_again_or_begin(self, world, eve):
        given = factories.make_assignment(
            world.quiz, world.classroom, world.alice, attempts_allowed=2
        )
        take(given, world.bob)
        after = Assignment.objects.get(pk=given.pk)
        after.attempts_allowed, after.due_at, after.closes_at = 1, NOW + DAY, NOW + DAY
        touched = touched_by(given, after, NOW + 2 * DAY)
        assert touched.out_of_tries == (world.bob,)
        assert touched.shut_out == (eve,)


class TestDelete:
    def test_goes_with_what_single_students_get(self, world):
        given = factories.make_assignment(world.quiz, world.classroom, world.alice)
        grant(world, assignment=given, extra_attempts=1)
        assignments.delete(assignment=given, actor=world.alice, now=NOW)
        assert not Assignment.objects.filter(pk=given.pk).exists()

    def test_refuses_once_somebody_has_begun(self, world):
        given = factories.make_assignment(world.quiz, world.classroom, world.alice)
        start(given, world.bob)
        with pytest.raises(assignments.CannotDelete):
            assignments.delete(assignment=given, actor=world.alice, now=NOW)


class TestLateness:
    def test_is_waived_and_taken_off_again(self, world):
        given = factories.make_assignment(
            world.quiz,
            world.classroom,
            world.alice,
            due_at=NOW - DAY / 2,
            opens_at=NOW - DAY,
            late_percent=10,
        )
        attempt = take(given, world.bob)
        assert attempt.earned == attempt.raw_earned * 9 / 10
        waived = grant(world, assignment=given, is_late_waived=True, note="The bus was late.")
        attempt.refresh_from_db()
        assert attempt.earned == attempt.raw_earned
        record = attempts.withdraw(accommodation=waived, actor=world.alice, now=NOW)
        attempt.refresh_from_db()
        assert attempt.earned == attempt.raw_earned * 9 / 10
        taken_back = attempts.Grant.taken_back(AuditRecord.objects.get(pk=record.pk))
        assert taken_back == attempts.Grant(is_late_waived=True, note="The bus was late.")
