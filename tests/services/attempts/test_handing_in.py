"""Handing in, by the student and by the clock."""

from datetime import timedelta
from fractions import Fraction

import pytest

from quizzes.models.attempts import Mark
from quizzes.models.audit import AuditRecord
from quizzes.services import attempts
from tests import factories
from tests.factories import NOW, incoming, save, start, take

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


class TestTime:
    @pytest.fixture
    def attempt(self, world):
        return start(factories.make_quiz(limit_seconds=600), world.carol)

    @pytest.mark.parametrize(
        ("seconds", "status"), [(600, "saved"), (630, "saved"), (630.9, "saved"), (631, "late")]
    )
    def test_takes_the_last_save_with_grace(self, attempt, seconds, status):
        saved = save(attempt, incoming(1, "b"), now=NOW + timedelta(seconds=seconds))
        assert saved[0].status == status

    def test_keeps_a_late_step_uncounted(self, attempt):
        save(attempt, incoming(1, "a"))
        save(attempt, incoming(1, "b", base=1), now=NOW + 20 * MINUTE)
        done = attempts.close_if_over(attempt=attempt, now=NOW + 20 * MINUTE)
        item = done.items.get(position=1)
        assert (item.last_revision, item.counted_revision, item.fraction) == (2, 1, 0)

    def test_takes_late_steps_after_the_clock_has_closed(self, attempt):
        attempts.close_overdue(now=NOW + 20 * MINUTE)
        saved = save(attempt, incoming(1, "b"), now=NOW + 21 * MINUTE)
        assert saved[0].status == "late"
        attempt.refresh_from_db()
        assert attempt.earned == 0

    def test_is_ended_by_the_clock_at_its_deadline(self, attempt):
        done = attempts.submit(attempt=attempt, now=NOW + 11 * MINUTE)
        assert (done.ended_by, done.submitted_at) == ("clock", NOW + 10 * MINUTE)

    def test_is_ended_by_the_student_within_grace(self, attempt):
        moment = NOW + timedelta(seconds=620)
        done = attempts.submit(attempt=attempt, now=moment)
        assert (done.ended_by, done.submitted_at) == ("student", moment)

    def test_is_ended_by_the_clock_right_after_grace(self, attempt):
        done = attempts.submit(attempt=attempt, now=NOW + timedelta(seconds=631))
        assert (done.ended_by, done.submitted_at) == ("clock", NOW + 10 * MINUTE)

    def test_is_closed_once_by_close_overdue(self, attempt):
        assert attempts.close_overdue(now=NOW + timedelta(seconds=630)) == 0
        assert attempts.close_overdue(now=NOW + timedelta(seconds=642)) == 1
        assert attempts.close_overdue(now=NOW + DAY) == 0
        assert Mark.objects.filter(item__attempt=attempt).count() == 2


class TestSubmit:
    def test_scores_every_question(self, world):
        attempt = start(world.quiz, world.carol)
        save(attempt, incoming(1, "b"), incoming(2, ["a", "b", "c"]), incoming(3, "Paris"))
        done = attempts.submit(attempt=attempt, now=NOW)
        fractions = list(done.items.order_by("position").values_list("fraction", flat=True))
        assert fractions == [1, Fraction(1, 2), 0]
        assert (done.earned, done.maximum, done.answered_count) == (Fraction(3, 2), 3, 3)

    def test_changes_nothing_the_second_time(self, world):
        done = take(world.quiz, world.carol)
        again = attempts.submit(attempt=done, now=NOW + MINUTE)
        assert again.submitted_at == done.submitted_at
        assert Mark.objects.filter(item__attempt=done).count() == 3
        assert AuditRecord.objects.filter(action="attempts.submit").count() == 1

    def test_tells_blank_and_unreadable_from_wrong(self, world):
        done = take(world.quiz, world.carol, {1: "a", 3: "", 2: ["nobody"]})
        states = list(done.items.order_by("position").values_list("state", flat=True))
        assert states == ["answered", "unreadable", "unanswered"]
        assert done.answered_count == 1

    def test_gives_all_or_nothing_where_the_question_says_so(self, world):
        version = factories.make_version("multiple_choice", is_all_or_nothing=True)
        done = take(factories.make_quiz([version]), world.carol, {1: ["a"]})
        assert done.earned == 0

    def test_weighs_by_points(self, world):
        done = take(factories.make_quiz(points="5/2"), world.carol, {1: "b"})
        assert (done.earned, done.maximum) == (Fraction(5, 2), 5)

    @pytest.mark.parametrize(
        ("late", "days", "earned"),
        [
            (timedelta(0), 0, 3),
            (timedelta(seconds=30), 0, 3),
            (timedelta(seconds=31), 1, Fraction(27, 10)),
            (DAY, 1, Fraction(27, 10)),
            (DAY + MINUTE, 2, Fraction(24, 10)),
        ],
    )
    def test_takes_the_late_policy_off_what_was_earned(self, world, late, days, earned):
        given = factories.make_assignment(
            world.quiz,
            world.classroom,
            world.alice,
            due_at=NOW + DAY,
            closes_at=NOW + 7 * DAY,
            late_percent=10,
        )
        attempt = start(given, world.bob)
        save(attempt, incoming(1, "b"), incoming(2, ["a", "b"]), incoming(3, "Astana"))
        done = attempts.submit(attempt=attempt, now=NOW + DAY + late)
        assert (done.days_late, done.raw_earned, done.earned) == (days, 3, earned)

    def test_gives_a_receipt_of_what_was_handed_in(self, world):
        one, two = take(world.quiz, world.carol), take(world.quiz, world.dan)
        assert one.receipt != two.receipt
        assert len(one.receipt) == 14

    def test_counts_the_first_mark_of_each_item(self, world):
        done = take(world.quiz, world.carol)
        marks = Mark.objects.filter(item__attempt=done)
        assert {(mark.number, mark.source, mark.seal == mark.sealed()) for mark in marks} == {
            (1, "rule", True)
        }
