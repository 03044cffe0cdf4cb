"""Draws when a quiz is taken, and what an assignment locks at its first start."""

import pytest

from quizzes.engine.disclosure import Part
from quizzes.models.assignments import AssignmentItem
from quizzes.models.attempts import AttemptItem
from quizzes.models.bank import Question
from quizzes.models.composition import PooledQuestion, QuizItem, Section
from quizzes.queries.assignments import timetable_of
from quizzes.queries.attempts.home import home_of
from quizzes.queries.attempts.offer import offer_of_quiz
from quizzes.queries.disclosure import held_back_questions, of_attempt, quizzes_held_back
from quizzes.services import attempts, bank
from tests import factories
from tests.factories import NOW, start, take


@pytest.fixture
def pool(world):
    """Six questions; the quiz asks one of its own and three of these, worth two points each."""
    versions = [factories.make_version("true_false") for _ in range(6)]
    world.quiz.sections.get().items.filter(order__gt=1).delete()
    return [
        version.question_id for version in factories.make_draw(world.quiz, versions, 3, points="2")
    ]


def asked(attempt) -> set[int]:
    return set(attempt.items.values_list("version__question_id", flat=True))


class TestDraws:
    def test_a_second_attempt_gets_what_was_not_met(self, world, pool):
        first, second = (asked(take(world.quiz, world.carol)) for _ in range(2))
        fixed = first & second
        assert len(first) == len(second) == 4
        assert (first | second) - fixed == set(pool)
        assert len(fixed) == 1

    def test_what_the_offer_and_home_say_is_what_is_asked(self, world, pool):
        offer = offer_of_quiz(world.quiz, world.carol, NOW)
        assert (offer.question_count, offer.points) == (4, 7)
        line = next(each for each in home_of(world.carol, NOW).quizzes if each.quiz == world.quiz)
        assert line.question_count == 4

    def test_a_retired_question_is_not_drawn_and_a_small_pool_asks_what_there_is(self, world, pool):
        for question in Question.objects.filter(pk__in=pool[:4]):
            bank.retire(question=question, actor=None, now=NOW)
        assert asked(start(world.quiz, world.carol)) & set(pool) == set(pool[4:])
        assert offer_of_quiz(world.quiz, world.carol, NOW).question_count == 3

    def test_what_one_has_not_come_to_was_not_shown(self, world, pool):
        world.quiz.navigation = "forward"
        world.quiz.save()
        first = start(world.quiz, world.carol)
        attempts.remember_place(attempt=first, position=2)
        attempts.submit(attempt=first, now=NOW)
        shown = first.items.get(position=2).version.question_id
        assert shown not in asked(start(world.quiz, world.carol, seed=8))

    def test_shuffles_within_a_section(self, world):
        quiz = factories.make_quiz(("true_false",) * 5, shuffles_questions=True)
        last = Section.objects.create(quiz=quiz, order=2, title="At the end")
        QuizItem.objects.create(
            section=last, order=1, question=factories.make_version("essay").question
        )
        ends = [start(quiz, each, seed=7).items.get(position=6) for each in (world.bob, world.dan)]
        assert {item.version.kind for item in ends} == {"essay"}


class TestLocking:
    def test_the_first_start_writes_down_what_is_asked_and_can_be_drawn(self, world, pool):
        start(world.assignment, world.bob)
        rows = AssignmentItem.objects.filter(assignment=world.assignment)
        assert [row.draw_count for row in rows.order_by("place", "pk")] == [None, *[3] * 6]
        assert {row.version.question_id for row in rows} > set(pool)

    def test_later_changes_do_not_reach_it(self, world, pool):
        start(world.assignment, world.bob)
        # Another version, a smaller pool, a retired question, another fixed one.
        locked = AssignmentItem.objects.filter(assignment=world.assignment)
        versions = set(locked.values_list("version", flat=True))
        for question in Question.objects.filter(pk__in=pool):
            factories.make_version("true_false", question=question)
        PooledQuestion.objects.filter(question__in=pool[:5]).delete()
        bank.retire(question=Question.objects.get(pk=pool[0]), actor=None, now=NOW)
        eve = factories.make_user("eve")
        factories.classrooms.enroll(
            classroom=world.classroom, user=eve, role="student", actor=world.alice, now=NOW
        )
        second = start(world.assignment, eve, seed=3)
        assert set(second.items.values_list("version", flat=True)) < versions
        assert second.items.count() == 4
        assert locked.count() == 7

    def test_an_assignment_of_before_there_were_rows_asks_what_its_first_student_was(self, world):
        first = start(world.assignment, world.bob)
        AssignmentItem.objects.all().delete()
        QuizItem.objects.filter(section__quiz=world.quiz, order=1).delete()
        eve = factories.make_user("eve")
        factories.classrooms.enroll(
            classroom=world.classroom, user=eve, role="student", actor=world.alice, now=NOW
        )
        assert asked(start(world.assignment, eve)) == asked(first)


class TestHoldingBack:
    def test_what_an_assignment_can_draw_is_held_back_as_what_it_asks(self, world, pool):
        given = factories.make_assignment(
            world.quiz, world.classroom, world.alice, review_preset="exam"
        )
        held = held_back_questions(timetable_of(world.bob), NOW)
        assert set(pool) < held.keys()
        # Another quiz that can draw one of them is not offered, and shows nothing of an old try.
        version = Question.objects.get(pk=pool[0]).versions.get()
        other = factories.make_quiz(())
        factories.make_draw(other, [version], 1)
        assert quizzes_held_back([other], timetable_of(world.bob), NOW) == {other.pk}
        # What was locked stays so when the pool is emptied.
        start(given, world.bob)
        PooledQuestion.objects.all().delete()
        assert set(pool) < held_back_questions(timetable_of(world.bob), NOW).keys()

    @pytest.mark.parametrize("is_emptied", [False, True])
    def test_an_earlier_attempt_at_a_question_of_a_pool_hides_its_key(
        self, world, pool, is_emptied
    ):
        version = Question.objects.get(pk=pool[0]).versions.get()
        earlier = take(factories.make_quiz([version]), world.bob)
        given = factories.make_assignment(
            world.quiz, world.classroom, world.alice, review_preset="exam"
        )
        if is_emptied:
            start(given, world.bob)
            AttemptItem.objects.filter(attempt__assignment=given).delete()
            PooledQuestion.objects.all().delete()
        assert not of_attempt(earlier, world.bob, NOW).shows(Part.KEY)
