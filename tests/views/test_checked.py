"""What a Check in an open try shows, by the policy of the quiz."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tests.factories import incoming, make_assignment, make_quiz, make_version, save, start
from tests.views.reading import words_of

DAY = timedelta(days=1)
SPECS = [
    ("single_choice", factories.single_choice("b", feedback="Told of")),
    ("short_answer", factories.short_answer("Astana")),
    ("true_false", factories.true_or_false(is_true=True)),
    ("matching", factories.matching()),
    ("ordering", factories.ordering()),
    ("numeric", factories.numeric("5/4")),
]


@pytest.fixture
def checked(world, as_bob):
    """Check an answer to a question of an assignment; return the words of the question."""

    def check(position, raw, **terms):
        now = timezone.now()
        quiz = make_quiz(
            [make_version(kind, spec, explanation="Because.") for kind, spec in SPECS],
            behavior="immediate",
        )
        given = make_assignment(quiz, world.classroom, world.alice, now=now - DAY, **terms)
        attempt = start(given, world.bob, now=now)
        save(attempt, incoming(position, raw, action="check"), now=now)
        page = as_bob.get(reverse("quizzes:attempt-take", args=[attempt.public_id]))
        return words_of(page, f"Question {position} of", f"Question {position + 1} of")

    return check


class TestPractice:
    @pytest.fixture
    def terms(self):
        return {"review_preset": "practice"}

    def test_tells_the_right_answer_and_why_it_was_wrong(self, checked, terms):
        told = (
            "Wrong Points: 0 of 1 This answer is locked."
            " Told of a Right answer Option b Why Because."
        )
        words = checked(1, "a", **terms)
        assert told in words

    def test_does_not_repeat_a_right_answer(self, checked, terms):
        words = checked(1, "b", **terms)
        assert "Right Points: 1 of 1 This answer is locked. Told of b Why Because." in words
        assert "Right answer" not in words

    def test_tells_part_by_part_what_was_right(self, checked, terms):
        words = checked(4, {"v": "m", "w": "o"}, **terms)
        assert "Partly right Points: 0.5 of 1" in words
        assert "Silk went west Right Music stayed Wrong Right answer: came east" in words

    def test_tells_the_right_order(self, checked, terms):
        words = checked(5, ["q", "p", "r"], **terms)
        assert "Order given Meeting q Its place: 2 Meeting p Its place: 1" in words
        assert "Right order Meeting p Meeting q Meeting r" in words

    def test_writes_a_number_as_the_quizs_language_does(self, checked, terms):
        words = checked(6, "2", **terms)
        assert "Look at the dates. Right answer 1.25" in words

    def test_says_that_a_typed_answer_was_close(self, checked, terms):
        words = checked(2, "Astanna", **terms)
        assert "Close: check the spelling. Right answer Astana" in words

    def test_says_a_judgment_in_words(self, checked, terms):
        assert "Right answer True" in checked(3, "false", **terms)


class TestHomework:
    def test_tells_right_from_wrong_alone(self, checked):
        words = checked(1, "a", review_preset="homework")
        assert "Wrong Points: 0 of 1 This answer is locked." in words
        assert not any(said in words for said in ("Told of", "Because", "Right answer"))

    def test_says_nothing_of_a_near_miss_yet(self, checked):
        assert "Close" not in checked(2, "Astanna", review_preset="homework")


class TestExam:
    def test_tells_nothing(self, checked):
        words = checked(1, "a", review_preset="exam")
        assert "Checked. This answer is locked." in words
        assert not any(said in words for said in ("Wrong", "Told of", "Because", "Right answer"))


class TestEvidence:
    """A question whose evidence is the sentence of which these are the words."""

    QUOTE = "It has four parts, said the speaker."

    @pytest.fixture
    def attempt(self, world):
        revision = world.quiz.article.revisions.get()
        version = make_version(revision=revision, quotes=(self.QUOTE,))
        quiz = make_quiz([version, make_version()], behavior="immediate", revision=revision)
        attempt = start(quiz, world.carol, now=timezone.now())
        save(attempt, incoming(1, "a", action="check"), now=timezone.now())
        return attempt

    def test_is_quoted_under_a_checked_question(self, as_carol, attempt):
        page = as_carol.get(reverse("quizzes:attempt-take", args=[attempt.public_id]))
        assert f"In the article {self.QUOTE} Show in the article" in words_of(page)

    def test_is_marked_in_the_article_one_click_away(self, as_carol, attempt):
        page = as_carol.get(reverse("quizzes:attempt-evidence", args=[attempt.public_id, 1]))
        assert f'<mark class="qs-evidence" id="evidence">{self.QUOTE}' in page.content.decode()
        assert f"/attempts/{attempt.public_id}/take/?q=1#q1" in page.content.decode()

    def test_of_another_question_stays_hidden(self, as_carol, attempt):
        address = reverse("quizzes:attempt-evidence", args=[attempt.public_id, 2])
        assert as_carol.get(address).status_code == 404
