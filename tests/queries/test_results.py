"""What attempts came to: what is hidden is not even handed to the page."""

from decimal import Decimal

import pytest

from quizzes.engine.disclosure import EVERYTHING, Disclosure, Part
from quizzes.queries.attempts.results import attempt_line, result_of
from tests.factories import make_quiz, start, take

SHOWN = Disclosure(parts=EVERYTHING, later={})
HIDDEN = Disclosure(parts=EVERYTHING - {Part.SCORE}, later={})


@pytest.fixture
def quiz(world):
    return make_quiz()


class TestAttemptLine:
    def test_has_the_percentage(self, world, quiz):
        attempt = take(quiz, world.carol, {1: "b"})
        line = attempt_line(attempt, {attempt.pk: SHOWN})
        assert (line.percent, line.is_score_hidden) == (Decimal(50), False)

    def test_has_none_while_the_score_is_hidden(self, world, quiz):
        attempt = take(quiz, world.carol, {1: "b"})
        line = attempt_line(attempt, {attempt.pk: HIDDEN})
        assert (line.percent, line.is_score_hidden) == (None, True)


class TestResultOf:
    def test_is_none_before_anything_is_handed_in(self, world, quiz):
        attempt = start(quiz, world.carol)
        assert result_of([attempt], {attempt.pk: SHOWN}) is None

    def test_names_the_tries_that_make_it(self, world, quiz):
        tries = [take(quiz, world.carol, said) for said in ({1: "b"}, None)]
        result = result_of(tries, {each.pk: SHOWN for each in tries})
        assert (result.percent, result.counted, result.attempt_count) == (Decimal(100), (2,), 2)

    def test_is_hidden_while_one_of_them_is(self, world, quiz):
        tries = [take(quiz, world.carol, said) for said in ({1: "b"}, None)]
        result = result_of(tries, {tries[0].pk: SHOWN, tries[1].pk: HIDDEN})
        assert (result.percent, result.counted, result.is_hidden) == (None, (), True)

    def test_goes_by_the_method_that_the_last_try_was_begun_with(self, world, quiz):
        first = take(quiz, world.carol, {1: "b"})
        quiz.grading_method = "latest"
        quiz.save()
        second = take(quiz, world.carol, {2: "b"})
        shown = {first.pk: SHOWN, second.pk: SHOWN}
        assert result_of([second, first], shown).counted == (2,)
        assert result_of([first], shown).method == "highest"
