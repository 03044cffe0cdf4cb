"""Cards of questions: remembered apart from their options, the same as rendered whole."""

from dataclasses import replace

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from quizzes.models.attempts import Attempt
from quizzes.queries.attempts.taking import items_shown, questions_shown
from quizzes.queries.review import review_of
from quizzes.templatetags.cards import PLACE, question_card, reviewed_answer
from tests import factories
from tests.factories import incoming, save, start, take

AROUND = {"language": "en", "behavior": "deferred"}


@pytest.fixture
def shown(world):
    """The questions of an attempt, one with two answers chosen."""
    attempt = start(world.quiz, world.carol)
    save(attempt, incoming(2, ["a", "c"]))
    return questions_shown(attempt, list(items_shown(attempt)), timezone.now())


class TestQuestionCard:
    def test_is_the_template_with_its_options(self, shown):
        for question in shown:
            whole = render_to_string(
                "quizzes/learner/_question.html", {"question": question, **AROUND}
            )
            assert question_card(question, **AROUND).split() == whole.split()

    def test_shows_what_was_chosen(self, shown):
        html = question_card(shown[1], **AROUND)
        assert html.count(" checked") == 2

    def test_keeps_the_order_of_the_student(self, shown):
        question = replace(shown[0], options=shown[0].options[::-1])
        html = question_card(question, **AROUND)
        assert html.index('value="c"') < html.index('value="b"') < html.index('value="a"')

    def test_leaves_no_place_empty(self, shown):
        assert all(PLACE not in question_card(question, **AROUND) for question in shown)

    def test_escapes_what_was_typed(self, world):
        attempt = start(world.quiz, world.dan)
        save(attempt, incoming(3, "<b>"))
        question = questions_shown(attempt, list(items_shown(attempt)), timezone.now())[2]
        assert 'value="&lt;b&gt;"' in question_card(question, **AROUND)


class TestReviewedAnswer:
    def test_is_the_template_with_its_options(self, world):
        done = take(world.quiz, world.carol, {1: "a", 2: ["a", "c"], 3: "Astanaa"})
        attempt = Attempt.objects.titled().get(pk=done.pk)
        for item in review_of(attempt, world.carol, factories.NOW).items:
            whole = render_to_string(
                "quizzes/learner/_reviewed_answer.html", {"item": item, "language": "en"}
            )
            assert reviewed_answer(item, language="en").split() == whole.split()
