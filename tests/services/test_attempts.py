"""Starting, saving, handing in: the acts of a student, and of the clock."""

from datetime import timedelta
from fractions import Fraction

import pytest

from quizzes.models.attempts import Mark, Step
from quizzes.models.audit import AuditRecord
from quizzes.services import attempts
from tests import factories
from tests.factories import NOW, incoming, save, start, take

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


class TestStart:
    def test_pins_versions_points_shuffle_and_terms(self, world):
        attempt = start(world.quiz, world.carol)
        items = list(attempt.items.order_by("position"))
        assert [item.version.kind for item in items] == [
            "single_choice",
            "multiple_choice",
            "short_answer",
        ]
        assert items[0].option_order == ["a", "b", "c"]
        assert sorted(items[1].option_order) == ["a", "b", "c", "d"]
        assert {item.points for item in items} == {Fraction(1)}
        assert attempt.behavior == "deferred"
        assert attempt.review_policy["right_after"]
        assert attempt.article_revision is not None

    def test_shuffles_the_same_for_the_same_seed(self, world):
        quiz = factories.make_quiz(("true_false",) * 6, shuffles_questions=True)
        orders = [
            list(
                start(quiz, student, seed=seed)
                .items.order_by("position")
                .values_list("quiz_order", flat=True)
            )
            for seed, student in ((1, world.bob), (1, world.carol), (2, world.dan))
        ]
        assert orders[0] == orders[1] != orders[2]
        assert sorted(orders[2]) == [1, 2, 3, 4, 5, 6]

    def test_returns_the_open_attempt_when_pressed_again(self, world):
        first = start(world.quiz, world.carol)
        assert start(world.quiz, world.carol, now=NOW + MINUTE) == first
        assert AuditRecord.objects.filter(action="attempts.start").count() == 1

    def test_refuses_when_all_tries_are_used(self, world):
        quiz = factories.make_quiz(attempts_allowed=1)
        take(quiz, world.carol)
        with pytest.raises(attempts.CannotStart, match="used all your tries"):
            start(quiz, world.carol)

    def test_gives_extra_tries(self, world):
        given = factories.make_assignment(
            world.quiz, world.classroom, world.alice, attempts_allowed=1
        )
        take(given, world.bob)
        attempts.accommodate(
            classroom=world.classroom,
            student=world.bob,
            assignment=given,
            grant=attempts.Grant(extra_attempts=1),
            actor=world.alice,
            now=NOW,
        )
        assert start(given, world.bob).number == 2

    @pytest.mark.parametrize(
        ("moment", "refusal"),
        [
            (NOW - MINUTE, "opens on"),
            (NOW, None),
            (NOW + DAY, None),
            (NOW + DAY + MINUTE, "closed on"),
        ],
    )
    def test_keeps_to_opening_and_closing(self, world, moment, refusal):
        given = factories.make_assignment(
            world.quiz, world.classroom, world.alice, due_at=None, closes_at=NOW + DAY
        )
        if refusal is None:
            assert start(given, world.bob, now=moment).is_open
        else:
            with pytest.raises(attempts.CannotStart, match=refusal):
                start(given, world.bob, now=moment)

    def test_lets_nobody_start_after_the_class_closed_with_extra_time(self, world):
        given = factories.make_assignment(
            world.quiz,
            world.classroom,
            world.alice,
            due_at=None,
            closes_at=NOW + DAY,
            limit_seconds=3600,
        )
        grant(world, factor=Fraction(3, 2))
        with pytest.raises(attempts.CannotStart):
            start(given, world.bob, now=NOW + DAY + MINUTE)

    def test_lets_a_student_with_a_closing_date_of_their_own_start(self, world):
        given = factories.make_assignment(
            world.quiz, world.classroom, world.alice, due_at=None, closes_at=NOW + DAY
        )
        grant(world, assignment=given, closes_at=NOW + 3 * DAY)
        assert start(given, world.bob, now=NOW + 2 * DAY).deadline == NOW + 3 * DAY

    def test_asks_all_students_of_an_assignment_the_same_versions(self, world):
        first = start(world.assignment, world.bob)
        item = first.items.get(position=1)
        factories.make_version(
            "single_choice", factories.single_choice("c"), question=item.version.question
        )
        eve = factories.make_user("eve")
        factories.classrooms.enroll(
            classroom=world.classroom, user=eve, role="student", actor=world.alice, now=NOW
        )
        assert start(world.assignment, eve).items.get(position=1).version == item.version
        newest = start(world.quiz, world.carol).items.get(position=1).version
        assert newest.number == 2

    def test_does_not_offer_for_self_study_what_an_open_assignment_asks(self, world):
        factories.make_assignment(
            world.quiz, world.classroom, world.alice, review_preset="homework"
        )
        with pytest.raises(attempts.CannotStart, match="open assignment"):
            start(world.quiz, world.bob)
        assert start(world.quiz, world.carol).is_open

    @pytest.mark.parametrize(("is_untimed", "deadline"), [(False, NOW + 10 * MINUTE), (True, None)])
    def test_can_switch_the_limit_off_in_self_study(self, world, is_untimed, deadline):
        quiz = factories.make_quiz(limit_seconds=600)
        attempt = attempts.start_self_study(
            quiz=quiz, student=world.carol, seed=1, is_untimed=is_untimed, now=NOW
        )
        assert attempt.deadline == deadline

    def test_refuses_an_empty_quiz(self, world):
        with pytest.raises(attempts.CannotStart, match="no questions"):
            start(factories.make_quiz(()), world.carol)

    def test_closes_an_attempt_that_the_clock_has_ended_and_begins_the_next(self, world):
        quiz = factories.make_quiz(limit_seconds=600)
        first = start(quiz, world.carol)
        second = start(quiz, world.carol, now=NOW + 11 * MINUTE)
        first.refresh_from_db()
        assert (first.ended_by, second.number) == ("clock", 2)


def grant(world, *, assignment=None, **values):
    return attempts.accommodate(
        classroom=world.classroom,
        student=world.bob,
        assignment=assignment,
        grant=attempts.Grant(**values),
        actor=world.alice,
        now=NOW,
    )


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


class TestSave:
    @pytest.fixture
    def attempt(self, world):
        return start(world.quiz, world.carol)

    def test_appends_what_was_typed_and_counts_revisions(self, attempt):
        assert save(attempt, incoming(3, " astana "))[0].revision == 1
        assert save(attempt, incoming(3, "Xi'an", base=1))[0].revision == 2
        steps = Step.objects.filter(item__position=3).order_by("revision")
        assert [step.raw for step in steps] == [" astana ", "Xi'an"]

    def test_takes_many_answers_at_once(self, attempt):
        saved = save(attempt, incoming(1, "b"), incoming(2, ["a"]), incoming(3, "x"))
        assert [(each.position, each.status) for each in saved] == [
            (1, "saved"),
            (2, "saved"),
            (3, "saved"),
        ]

    def test_answers_a_resend_as_the_first_time(self, attempt):
        first = save(attempt, incoming(1, "b"))
        again = save(attempt, incoming(1, "b"), now=NOW + MINUTE)
        assert again == first
        assert Step.objects.count() == 1

    def test_knows_a_resend_after_newer_answers(self, attempt):
        first = save(attempt, incoming(1, "b"))
        save(attempt, incoming(1, "c", base=1))
        again = save(attempt, incoming(1, "b"), now=NOW + MINUTE)
        assert (again[0].status, again[0].at) == ("saved", first[0].at)
        assert Step.objects.count() == 2

    def test_reports_a_conflict_with_what_is_stored(self, attempt):
        save(attempt, incoming(1, "b"))
        conflict = save(attempt, incoming(1, "c"), now=NOW + MINUTE)[0]
        assert (conflict.status, conflict.stored, conflict.revision) == ("conflict", "b", 1)
        assert attempt.items.get(position=1).last_revision == 1

    def test_stores_beside_a_conflict_what_has_none(self, attempt):
        save(attempt, incoming(1, "b"))
        saved = save(attempt, incoming(1, "c"), incoming(3, "Astana"))
        assert [each.status for each in saved] == ["conflict", "saved"]

    def test_stores_what_cannot_be_read_and_says_so(self, attempt):
        saved = save(attempt, incoming(1, "no such option"))[0]
        assert saved.status == "saved"
        assert saved.message is not None
        item = attempt.items.get(position=1)
        assert (item.state, item.steps.get().is_readable) == ("unreadable", False)

    def test_tells_blank_from_answered(self, attempt):
        save(attempt, incoming(1, "b"))
        save(attempt, incoming(1, "", base=1))
        assert attempt.items.get(position=1).state == "unanswered"

    def test_refuses_a_position_that_is_not_there(self, attempt):
        saved = save(attempt, incoming(1, "b"), incoming(99, "b"))
        assert [each.status for each in saved] == ["saved", "refused"]

    def test_finds_no_attempt_of_somebody_else(self, world, attempt):
        with pytest.raises(attempts.AttemptNotFound):
            attempts.save(
                attempt_id=attempt.public_id,
                student=world.dan,
                answers=[incoming(1, "b")],
                now=NOW,
            )

    def test_refuses_an_attempt_that_was_handed_in(self, attempt):
        attempts.submit(attempt=attempt, now=NOW)
        with pytest.raises(attempts.AttemptClosed):
            save(attempt, incoming(1, "b"))

    def test_refuses_a_check_where_all_is_scored_at_the_end(self, attempt):
        assert save(attempt, incoming(1, "b", action="check"))[0].status == "refused"

    def test_refuses_going_back_in_a_forward_only_quiz(self, world):
        quiz = factories.make_quiz(navigation="forward")
        attempt = start(quiz, world.carol)
        attempts.remember_place(attempt=attempt, position=2)
        saved = save(attempt, incoming(1, "b"), incoming(2, "Astana"))
        assert [each.status for each in saved] == ["refused", "saved"]
        attempts.remember_place(attempt=attempt, position=1, sentence="s3")
        assert attempt.position == 2


class TestImmediate:
    @pytest.fixture
    def attempt(self, world):
        return start(factories.make_quiz(behavior="immediate"), world.carol)

    def test_locks_a_checked_question(self, attempt):
        assert save(attempt, incoming(1, "a", action="check"))[0].is_finished
        saved = save(attempt, incoming(1, "b", base=1))[0]
        assert (saved.status, saved.is_finished) == ("refused", True)

    @pytest.mark.parametrize("raw", ["", "no such option"])
    def test_does_not_lock_what_is_blank_or_unreadable(self, attempt, raw):
        assert not save(attempt, incoming(1, raw, action="check"))[0].is_finished

    def test_counts_the_checked_answer(self, attempt):
        save(attempt, incoming(1, "a"))
        save(attempt, incoming(1, "b", base=1, action="check"))
        assert attempts.submit(attempt=attempt, now=NOW).earned == 1


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

    def test_is_closed_once_by_close_overdue(self, attempt):
        assert attempts.close_overdue(now=NOW + timedelta(seconds=630)) == 0
        assert attempts.close_overdue(now=NOW + timedelta(seconds=632)) == 1
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


class TestFlag:
    def test_marks_one_question_for_later(self, world):
        attempt = start(world.quiz, world.carol)
        attempts.flag(attempt=attempt, position=2, is_flagged=True)
        flags = attempt.items.order_by("position").values_list("is_flagged", flat=True)
        assert list(flags) == [False, True, False]
