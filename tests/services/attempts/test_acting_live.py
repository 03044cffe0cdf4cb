"""What a teacher does while a quiz runs: minutes, handing in for, opening again, late answers."""

from datetime import timedelta

import pytest

from quizzes.engine.classes.extending import Effect
from quizzes.engine.disclosure import Part
from quizzes.engine.scoring import ONE
from quizzes.models.attempts import Attempt, Mark, Step
from quizzes.models.audit import AuditRecord
from quizzes.queries.disclosure import of_attempt
from quizzes.queries.records import differences
from quizzes.services import attempts, classrooms, grading
from tests.factories import (
    NOW,
    grant,
    incoming,
    make_assignment,
    make_quiz,
    make_user,
    save,
    start,
    take,
)

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
TEN = 10 * MINUTE

pytestmark = [pytest.mark.rows, pytest.mark.django_db]


@pytest.fixture(scope="class")
def world(cast_of_the_class):
    return cast_of_the_class


@pytest.fixture(autouse=True)
def nothing_differs():
    """After every act the records are clean."""
    yield
    assert list(differences()) == []


@pytest.fixture
def timed(world):
    """Ten minutes, which the class has in the last hour before it closes."""
    quiz = make_quiz(("single_choice", "short_answer"), is_open=False)
    return make_assignment(
        quiz, world.classroom, world.alice, limit_seconds=600, late_percent=50, attempts_allowed=2
    )


def extend(world, *chosen, added=TEN, now=NOW, known=None):
    rows = Attempt.objects.in_bulk([each.pk for each in chosen]).values()
    seconds = {each.public_id: each.added_seconds if known is None else known for each in rows}
    return attempts.add_minutes(
        known=seconds, added=added, actor=world.alice, reason="outage", now=now, address="::1"
    )


def fresh(attempt):
    return Attempt.objects.get(pk=attempt.pk)


def reopen(world, attempt, *, left=TEN, now=NOW):
    return attempts.reopen(attempt=attempt, left=left, actor=world.alice, reason="ill", now=now)


class TestAddMinutes:
    def test_move_the_end_and_the_due_time_of_an_open_attempt(self, world, timed):
        attempt = start(timed, world.bob)
        outcome = extend(world, attempt)
        moved = fresh(attempt)
        assert outcome.count(Effect.EXTENDED) == 1
        assert moved.deadline == attempt.deadline + TEN
        assert moved.due_at == attempt.due_at + TEN
        record = AuditRecord.objects.get(action="attempts.add_minutes")
        assert (record.actor, record.reason, record.address) == (world.alice, "outage", "::1")
        assert record.before["added_seconds"] == 0
        assert record.after["added_seconds"] == 600

    def test_stay_on_top_of_what_is_granted_later(self, world, timed):
        attempt = start(timed, world.bob)
        extend(world, attempt)
        grant(world, assignment=timed, factor=2)
        assert fresh(attempt).deadline == NOW + 3 * TEN

    def test_are_not_given_twice_by_two_who_saw_the_same(self, world, timed):
        attempt = start(timed, world.bob)
        extend(world, attempt, known=0)
        outcome = extend(world, attempt, known=0)
        assert outcome.touched == []
        assert "Somebody else" in str(outcome.left[0][1])
        assert fresh(attempt).added_seconds == 600

    def test_open_again_what_the_clock_closed_and_count_what_came_in_time(self, world, timed):
        attempt = start(timed, world.bob)
        save(attempt, incoming(1, "a"))
        attempts.close_overdue(now=NOW + TEN + 2 * MINUTE)
        save(attempt, incoming(1, "b", 1), now=NOW + TEN + 3 * MINUTE)
        receipt = fresh(attempt).receipt
        outcome = extend(world, attempt, now=NOW + TEN + 4 * MINUTE)
        assert outcome.count(Effect.REOPENED) == 1
        again = fresh(attempt)
        assert again.is_open
        assert again.deadline == NOW + 2 * TEN
        assert again.items.get(position=1).counted_revision == 2
        assert again.earlier_receipts.get().code == receipt
        assert list(differences()) == []
        save(again, incoming(2, "Astana"), now=NOW + TEN + 5 * MINUTE)
        done = attempts.submit(attempt=again, now=NOW + TEN + 6 * MINUTE)
        assert (done.earned, done.days_late) == (2, 0)
        assert done.receipt != receipt

    def test_let_late_answers_count_where_the_time_is_over_even_so(self, world, timed):
        attempt = start(timed, world.bob)
        attempts.close_overdue(now=NOW + TEN + 2 * MINUTE)
        save(attempt, incoming(1, "b"), now=NOW + TEN + 3 * MINUTE)
        save(attempt, incoming(2, "Astana"), now=NOW + 2 * TEN + MINUTE)
        outcome = extend(world, attempt, now=NOW + DAY)
        assert outcome.count(Effect.COUNTED) == 1
        done = fresh(attempt)
        assert not done.is_open
        assert done.earned == 1
        assert Step.objects.filter(is_late=True, acceptance__isnull=True).count() == 1

    def test_leave_what_a_person_handed_in(self, world, timed):
        attempt = take(timed, world.bob)
        outcome = extend(world, attempt)
        assert outcome.touched == []
        assert fresh(attempt).deadline == attempt.deadline

    def test_leave_a_try_whose_student_has_begun_another(self, world, timed):
        attempt = start(timed, world.bob)
        attempts.close_overdue(now=NOW + TEN + 2 * MINUTE)
        start(timed, world.bob, now=NOW + TEN + 3 * MINUTE)
        outcome = extend(world, attempt, now=NOW + TEN + 4 * MINUTE)
        assert "another try" in str(outcome.left[0][1])

    def test_hold_the_key_back_until_the_last_added_minute(self, world):
        quiz = make_quiz(is_open=False)
        end = NOW + TEN
        homework = make_assignment(
            quiz,
            world.classroom,
            world.alice,
            due_at=end,
            closes_at=end,
            review_preset="homework",
        )
        other = make_user("early")
        classrooms.enroll(
            classroom=world.classroom, user=other, role="student", actor=world.alice, now=NOW
        )
        attempt, early = start(homework, world.bob), take(homework, other)
        extend(world, attempt)
        for moment, is_shown in ((end + 5 * MINUTE, False), (end + TEN + MINUTE, True)):
            assert of_attempt(early, other, moment).shows(Part.KEY) is is_shown

    def test_are_taken_back_before_they_are_used(self, world, timed):
        attempt = start(timed, world.bob)
        extend(world, attempt)
        back = {
            "known": {attempt.public_id: 600},
            "taken": TEN,
            "actor": world.alice,
            "reason": "by mistake",
        }
        with pytest.raises(attempts.CannotTakeBack):
            attempts.take_back_minutes(**back, now=NOW + TEN)
        attempts.take_back_minutes(**back, now=NOW + 9 * MINUTE)
        assert (fresh(attempt).deadline, fresh(attempt).added_seconds) == (NOW + TEN, 0)
        with pytest.raises(attempts.CannotTakeBack):
            attempts.take_back_minutes(**back, now=NOW)


class TestSubmitFor:
    def test_hands_in_what_was_saved(self, world, timed):
        attempt = start(timed, world.bob)
        save(attempt, incoming(1, "b"))
        done = attempts.submit_for(
            attempt=attempt, actor=world.alice, reason="fire", now=NOW + MINUTE, address="::1"
        )
        assert (done.ended_by, done.earned) == (Attempt.EndedBy.TEACHER, 1)
        record = AuditRecord.objects.get(action="attempts.submit_for")
        assert (record.actor, record.reason) == (world.alice, "fire")
        with pytest.raises(attempts.AttemptClosed):
            save(attempt, incoming(2, "Astana"))

    def test_finds_that_the_clock_has_ended_it(self, world, timed):
        attempt = start(timed, world.bob)
        done = attempts.submit_for(attempt=attempt, actor=world.alice, reason="fire", now=NOW + DAY)
        assert (done.ended_by, done.submitted_at) == (Attempt.EndedBy.CLOCK, attempt.deadline)


class TestReopen:
    def test_keeps_answers_and_what_a_person_marked(self, world):
        essay = make_quiz(("essay", "short_answer"), is_open=False)
        given = make_assignment(essay, world.classroom, world.alice)
        attempt = take(given, world.bob)
        item = attempt.items.get(position=1)
        mark = item.marks.get()
        mark.pk, mark.number, mark.fraction = None, 2, ONE
        mark.source, mark.marker = Mark.Source.PERSON, world.alice
        mark.seal = mark.sealed()
        mark.save(force_insert=True)
        item.fraction = item.first_fraction = ONE
        item.mark_count = 2
        item.save()
        attempts.update_totals(attempt, attempt.items.all())
        reopen(world, attempt, now=NOW + MINUTE)
        save(attempt, incoming(2, "Paris", 1), now=NOW + 2 * MINUTE)
        assert list(differences()) == []
        done = attempts.submit(attempt=attempt, now=NOW + 3 * MINUTE)
        assert (done.earned, done.pending) == (1, 0)
        assert item.marks.count() == 2
        assert attempt.items.get(position=2).mark_count == 2

    def test_gives_time_where_it_is_over(self, world, timed):
        attempt = start(timed, world.bob)
        attempts.close_overdue(now=NOW + DAY)
        with pytest.raises(attempts.CannotReopen, match="how many minutes"):
            reopen(world, attempt, left=timedelta(0), now=NOW + DAY)
        again = reopen(world, attempt, left=5 * MINUTE, now=NOW + DAY)
        assert again.deadline == NOW + DAY + 5 * MINUTE

    def test_refuses_an_open_one_and_a_second_open_one(self, world, timed):
        attempt = take(timed, world.bob)
        start(timed, world.bob)
        with pytest.raises(attempts.CannotReopen, match="another try"):
            reopen(world, attempt)
        with pytest.raises(attempts.CannotReopen, match="is open"):
            reopen(world, Attempt.objects.open().get(student=world.bob, assignment=timed))

    def test_twice_keeps_two_receipts(self, world, timed):
        attempt = take(timed, world.bob)
        for minute, raw in ((1, "a"), (2, "c")):
            reopen(world, attempt, now=NOW + minute * MINUTE)
            save(attempt, incoming(1, raw, minute), now=NOW + minute * MINUTE)
            attempts.submit(attempt=attempt, now=NOW + minute * MINUTE)
            assert list(differences()) == []
        assert fresh(attempt).earlier_receipts.count() == 2

    def test_is_undone_while_nothing_was_answered(self, world, timed):
        before = take(timed, world.bob)
        undo = {"actor": world.alice, "reason": "by mistake"}
        reopen(world, before, now=NOW + DAY)
        attempts.undo_reopening(attempt=before, **undo, now=NOW + DAY + MINUTE)
        after = fresh(before)
        for column in ("submitted_at", "ended_by", "receipt", "deadline", "due_at", "earned"):
            assert getattr(after, column) == getattr(before, column), column
        assert list(differences()) == []
        reopen(world, before, now=NOW + DAY)
        save(before, incoming(1, "a", 1), now=NOW + DAY + MINUTE)
        with pytest.raises(attempts.CannotReopen, match="answered since"):
            attempts.undo_reopening(attempt=before, **undo, now=NOW + DAY + MINUTE)


class TestAcceptLate:
    def test_lets_all_late_answers_of_those_chosen_count(self, world, timed):
        attempt = start(timed, world.bob)
        attempts.close_overdue(now=NOW + TEN + MINUTE)
        save(attempt, incoming(1, "b"), incoming(2, "Astana"), now=NOW + DAY)
        accept = {
            "chosen": [attempt.public_id],
            "actor": world.alice,
            "reason": "outage",
            "now": NOW + DAY,
        }
        (done,) = grading.accept_late(**accept)
        assert done.earned == 2
        with pytest.raises(grading.NotLate):
            grading.accept_late(**accept)
