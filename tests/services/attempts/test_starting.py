"""Starting an attempt: what is asked, how, until when."""

from datetime import timedelta
from fractions import Fraction

import pytest

from quizzes.models.audit import AuditRecord
from quizzes.services import attempts
from tests import factories
from tests.factories import NOW, grant, start, take

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
