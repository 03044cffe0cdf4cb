"""What a person may see: each sentence of the rule, as a case."""

from datetime import timedelta

import pytest

from quizzes.engine.disclosure import BLOCKED_PARTS, EVERYTHING, Part
from quizzes.models.attempts import Attempt
from quizzes.models.composition import QuizItem
from quizzes.queries.assignments import timetable_of
from quizzes.queries.disclosure import of_attempt, quizzes_held_back
from quizzes.services import assignments, attempts, classrooms
from tests import factories
from tests.factories import NOW, start, take

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
HOMEWORK = {Part.RESPONSE, Part.SCORE, Part.CORRECTNESS}


def parts(attempt, viewer, now):
    loaded = Attempt.objects.with_origin().get(pk=attempt.pk)
    return set(of_attempt(loaded, viewer, now).parts)


@pytest.fixture
def quiz(world):
    """A quiz that no other assignment asks."""
    return factories.make_quiz()


@pytest.fixture
def give(world, quiz):
    """Assign the quiz to Alice's class, closing in a day."""

    def given(quiz=quiz, **terms):
        dates = {"due_at": NOW + DAY, "closes_at": NOW + DAY}
        return factories.make_assignment(quiz, world.classroom, world.alice, **{**dates, **terms})

    return given


class TestSelfStudy:
    @pytest.mark.parametrize("preset", ["practice", "homework", "reading_check", "exam"])
    def test_shows_everything_right_after(self, world, preset):
        quiz = factories.make_quiz(review_preset=preset)
        assert parts(take(quiz, world.carol), world.carol, NOW) == EVERYTHING

    def test_shows_nothing_of_an_open_attempt(self, world, quiz):
        assert parts(start(quiz, world.carol), world.carol, NOW) == set()

    def test_holds_back_what_an_open_assignment_asks(self, world, quiz, give):
        done = take(quiz, world.bob)
        give(review_preset="homework")
        assert parts(done, world.bob, NOW) == EVERYTHING - BLOCKED_PARTS
        assert parts(done, world.bob, NOW + DAY + MINUTE) == EVERYTHING

    def test_holds_back_all_questions_for_one(self, world, quiz, give):
        shared = quiz.sections.get().items.get(order=1).question.versions.get()
        other = factories.make_quiz([factories.make_version(), shared])
        done = take(other, world.bob)
        give(review_preset="exam")
        assert parts(done, world.bob, NOW) == EVERYTHING - BLOCKED_PARTS

    def test_holds_nothing_back_from_others(self, world, quiz, give):
        give(review_preset="homework")
        assert parts(take(quiz, world.carol), world.carol, NOW) == EVERYTHING

    def test_holds_nothing_back_for_practice(self, world, quiz, give):
        give(review_preset="practice")
        assert parts(take(quiz, world.bob), world.bob, NOW) == EVERYTHING


class TestAssignment:
    @pytest.mark.parametrize(
        ("preset", "before", "after_closing"),
        [
            ("practice", EVERYTHING, EVERYTHING),
            ("homework", HOMEWORK, EVERYTHING),
            ("reading_check", HOMEWORK, EVERYTHING),
            ("exam", {Part.RESPONSE}, {Part.RESPONSE}),
        ],
    )
    def test_keeps_to_its_policy(self, world, give, preset, before, after_closing):
        done = take(give(review_preset=preset), world.bob)
        assert parts(done, world.bob, NOW) == before
        assert parts(done, world.bob, NOW + DAY) == before
        assert parts(done, world.bob, NOW + DAY + MINUTE) == after_closing

    def test_shows_an_exam_when_released_by_hand(self, world, give):
        given = give(review_preset="exam")
        done = take(given, world.bob)
        assignments.release(assignment=given, actor=world.alice, now=NOW)
        assert parts(done, world.bob, NOW) == EVERYTHING

    def test_shows_only_the_response_while_scores_are_held(self, world, give):
        given = give(review_preset="practice", are_scores_held=True)
        done = take(given, world.bob)
        assert parts(done, world.bob, NOW + 2 * DAY) == {Part.RESPONSE}
        assignments.release(assignment=given, actor=world.alice, now=NOW)
        assert parts(done, world.bob, NOW) == EVERYTHING

    def test_waits_for_the_last_student(self, world, give):
        given = give(review_preset="homework")
        eve = factories.make_user("eve")
        classrooms.enroll(
            classroom=world.classroom, user=eve, role="student", actor=world.alice, now=NOW
        )
        attempts.accommodate(
            classroom=world.classroom,
            student=eve,
            assignment=given,
            grant=attempts.Grant(closes_at=NOW + 3 * DAY),
            actor=world.alice,
            now=NOW,
        )
        done = take(given, world.bob)
        assert parts(done, world.bob, NOW + 2 * DAY) == HOMEWORK
        assert parts(done, world.bob, NOW + 3 * DAY + MINUTE) == EVERYTHING

    def test_may_follow_each_students_own_closing(self, world, give):
        given = give(review_preset="homework")
        given.is_closing_each_own = True
        given.save()
        attempts.accommodate(
            classroom=world.classroom,
            student=world.bob,
            assignment=given,
            grant=attempts.Grant(closes_at=NOW + 3 * DAY),
            actor=world.alice,
            now=NOW,
        )
        done = take(given, world.bob)
        assert parts(done, world.bob, NOW + 2 * DAY) == HOMEWORK
        assert parts(done, world.bob, NOW + 3 * DAY + MINUTE) == EVERYTHING

    def test_never_shows_the_key_of_one_that_does_not_close(self, world, give):
        done = take(give(review_preset="homework", due_at=None, closes_at=None), world.bob)
        assert parts(done, world.bob, NOW + 365 * DAY) == HOMEWORK

    @pytest.mark.parametrize("closes_at", [None, NOW + DAY])
    def test_shows_a_homework_that_was_released_before_its_closing(self, world, give, closes_at):
        given = give(review_preset="homework", due_at=None, closes_at=closes_at)
        done = take(given, world.bob)
        assignments.release(assignment=given, actor=world.alice, now=NOW)
        assert parts(done, world.bob, NOW) == EVERYTHING

    def test_holds_back_a_question_that_was_taken_out_of_its_quiz(self, world, quiz, give):
        other = factories.make_quiz([item.version for item in take(quiz, world.bob).items.all()])
        practiced = take(other, world.bob)
        take(give(review_preset="exam"), world.bob)
        QuizItem.objects.filter(section__quiz=quiz).delete()
        assert parts(practiced, world.bob, NOW) == EVERYTHING - BLOCKED_PARTS
        assert quizzes_held_back([other], timetable_of(world.bob), NOW) == {other.pk}

    def test_holds_back_what_a_second_class_still_asks(self, world, quiz, give):
        other = factories.make_classroom(world.dan, world.bob)
        done = take(give(review_preset="homework"), world.bob)
        later = NOW + 5 * DAY
        factories.make_assignment(
            quiz, other, world.dan, review_preset="exam", due_at=None, closes_at=later
        )
        assert parts(done, world.bob, NOW + 2 * DAY) == EVERYTHING - BLOCKED_PARTS
        assert parts(done, world.bob, later + MINUTE) == EVERYTHING

    def test_releasing_one_class_does_not_release_what_another_asks(self, world, quiz, give):
        other = factories.make_classroom(world.dan, world.bob)
        factories.make_assignment(quiz, other, world.dan, review_preset="exam")
        given = give(review_preset="exam")
        done = take(given, world.bob)
        assignments.release(assignment=given, actor=world.alice, now=NOW)
        assert parts(done, world.bob, NOW) == EVERYTHING - BLOCKED_PARTS

    def test_shows_a_teacher_everything(self, world, give):
        done = take(give(review_preset="exam"), world.bob)
        assert parts(done, world.alice, NOW) == EVERYTHING


class TestQuizzesHeldBack:
    @pytest.mark.parametrize(
        ("preset", "is_practice_allowed", "is_held"),
        [
            ("practice", False, False),
            ("homework", False, True),
            ("exam", False, True),
            ("homework", True, False),
        ],
    )
    def test_keeps_an_assigned_quiz_from_self_study(
        self, world, quiz, give, preset, is_practice_allowed, is_held
    ):
        given = give(review_preset=preset)
        given.is_practice_allowed = is_practice_allowed
        given.save()
        held = quizzes_held_back([quiz], timetable_of(world.bob), NOW)
        assert (quiz.pk in held) is is_held
        assert quizzes_held_back([quiz], timetable_of(world.carol), NOW) == frozenset()
        assert quizzes_held_back([quiz], timetable_of(world.bob), NOW + 2 * DAY) == frozenset()
