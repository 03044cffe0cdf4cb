"""A student's own progress: what it shows to whom, where its numbers lead, what it never tells."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from quizzes.models.bank import Question
from quizzes.models.progress import Mastery, ReviewCard, ReviewLog
from quizzes.services import classrooms, progress
from tests import factories
from tests.conftest import logged_in
from tests.services.learning import entry, make_question, make_topic
from tests.views.reading import html_of, words_of

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
PROGRESS, ANSWERS = "/progress/", "/progress/answers/"
# Session and user included.
MOST_QUERIES = 10


@pytest.fixture(scope="class")
def world(cast_of_the_class):
    return cast_of_the_class


@pytest.fixture(scope="class")
def now():
    return timezone.now().replace(microsecond=0)


@pytest.fixture(scope="class")
def topic(world):
    return make_topic("Silk Road")


@pytest.fixture(scope="class")
def quiz(topic):
    """A quiz of six questions about an article and a topic, each resting on a sentence."""
    revision = factories.make_article()
    quotes = ("A spirit was named in Astana.", "The first meeting was online.")
    versions = [
        factories.make_version(revision=revision, quotes=(quotes[n % 2],), stem=f"Stem {n}?")
        for n in range(6)
    ]
    for version in versions:
        version.question.topics.set([topic])
    return factories.make_quiz(versions, revision=revision, title="Roads")


def taken(quiz, student, at, wrong=()):
    """Return an attempt handed in at a moment, all right but for some positions."""
    raws = {n: "a" if n in wrong else "b" for n in range(1, 7)}
    return factories.take(quiz, student, raws, now=at)


class TestPage:
    def test_says_to_a_new_student_what_will_be_here(self, world):
        words = words_of(logged_in(world.carol).get(PROGRESS))
        assert "Nothing to show yet" in words
        assert "Only you see it." in words

    def test_tells_what_is_known_in_words_and_the_number_on_request(self, world, quiz, now):
        taken(quiz, world.bob, now - DAY)
        html = html_of(logged_in(world.bob).get(PROGRESS))
        mastery = Mastery.objects.get(student=world.bob, topic__name="Silk Road")
        assert "Silk Road" in html
        assert f"About {round(mastery.mean * 100)}% of questions of medium difficulty" in html
        assert f"{ANSWERS}?topic={mastery.topic.slug}" in html

    def test_takes_in_what_may_be_seen_by_now(self, world, quiz, now):
        assignment = factories.make_assignment(
            quiz, world.classroom, world.alice, now=now - 9 * DAY, review_preset="homework"
        )
        taken(assignment, world.bob, now - 8 * DAY)
        assert not ReviewLog.objects.filter(student=world.bob).exists()
        assert "Silk Road" in words_of(logged_in(world.bob).get(PROGRESS))

    @pytest.mark.parametrize("asked", ["?weeks=4", "?weeks=52", "?weeks=x", "?weeks=7"])
    def test_shows_as_many_weeks_as_are_chosen(self, world, quiz, now, asked):
        taken(quiz, world.bob, now - DAY)
        html = html_of(logged_in(world.bob).get(PROGRESS + asked))
        chosen = asked[-2:].strip("=") if asked in ("?weeks=4", "?weeks=52") else "12"
        assert f'href="?weeks={chosen}#weeks" aria-current="true"' in html

    @pytest.mark.parametrize("answers", [2, 60])
    def test_asks_the_database_ten_times_at_most(self, world, now, answers):
        topics = [make_topic() for _ in range(1 + answers // 10)]
        questions = [make_question(topics[n % len(topics)]) for n in range(answers)]
        for n in range(1 + answers // 10):
            day = now - DAY * (20 - n)
            quiz = factories.make_quiz()
            factories.make_assignment(quiz, world.classroom, world.alice, now=day)
            progress.take_in(
                student=world.bob,
                entries=[entry(each, at=day, is_first=not n) for each in questions],
                now=now,
            )
        browser = logged_in(world.bob)
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert browser.get(PROGRESS).status_code == 200
        assert len(caught) <= MOST_QUERIES, [each["sql"][:120] for each in caught]


class TestAnswers:
    def test_lead_from_the_beginning_to_the_number_that_is_shown(self, world, quiz, topic, now):
        attempt = taken(quiz, world.bob, now - 2 * DAY, wrong=(2,))
        taken(quiz, world.bob, now - DAY)
        browser = logged_in(world.bob)
        words = words_of(browser.get(f"{ANSWERS}?topic={topic.slug}"))
        mastery = Mastery.objects.get(student=world.bob, topic=topic)
        assert "6 answers, the newest first" in words
        assert words.count("first answer ") >= 6
        assert f"{round(mastery.mean * 100)}%, probably between" in words
        assert f"to {round(mastery.mean * 100)}%" in words.replace("→ to", "to")
        assert "Not right" in words
        html = html_of(browser.get(f"{ANSWERS}?topic={topic.slug}&repeats=on"))
        assert "12 answers, the newest first" in html
        assert f"/attempts/{attempt.public_id}/review/#q2" in html

    def test_of_a_week_are_what_its_bar_counts(self, world, quiz, now):
        taken(quiz, world.bob, now - 8 * DAY, wrong=(1,))
        week = (now - 8 * DAY).date().isoformat()
        words = words_of(logged_in(world.bob).get(f"{ANSWERS}?week={week}"))
        assert "6 answers, the newest first" in words
        assert words.count("Not right") == 1

    def test_of_a_day_to_come_are_the_questions_that_come_back(self, world, quiz, now):
        taken(quiz, world.bob, now - DAY, wrong=range(1, 7))
        due = ReviewCard.objects.filter(student=world.bob)[0].due_at.date().isoformat()
        words = words_of(logged_in(world.bob).get(f"{ANSWERS}?due={due}"))
        assert "Stem 0?" in words

    @pytest.mark.parametrize(
        "asked",
        ["", "?topic=none", "?topic=a&week=2026-03-02", "?week=0001-01-01", "?day=9999-12-31"],
    )
    def test_of_nothing_are_not_there(self, world, asked):
        assert logged_in(world.bob).get(ANSWERS + asked).status_code == 404


class TestArticle:
    def test_is_shaded_where_answers_rest_on_it(self, world, quiz, now):
        taken(quiz, world.bob, now - DAY, wrong=(2, 4, 6))
        article = quiz.article.public_id
        response = logged_in(world.bob).get(f"/progress/articles/{article}/")
        html, words = html_of(response), words_of(response)
        assert 'class="qs-part qs-part--right" id="s1"' in html
        assert 'class="qs-part qs-part--missed"' in html
        assert "[mostly missed, 3 answers] The first meeting was online." in words
        weakest = words_of(response, "Worth another look", "Over the text")
        assert "The first meeting was online." in weakest
        assert "A spirit was named" not in weakest


@pytest.fixture(scope="class")
def held(world, quiz, topic, now):
    """Bob took the quiz for himself, then the class got one of its questions."""
    taken(quiz, world.bob, now - 2 * DAY, wrong=(2,))
    question = Question.objects.get(versions__stem="Stem 1?")
    own = factories.make_quiz([question.versions.get()], is_open=False)
    factories.make_assignment(
        own, world.classroom, world.alice, now=now - DAY, review_preset="homework"
    )
    return question


class TestHeldBack:
    """A question that an open assignment asks, too: nothing that settles it is told anywhere."""

    @pytest.mark.parametrize("repeats", ["", "&repeats=on"])
    def test_is_not_explained(self, world, held, topic, repeats):
        words = words_of(logged_in(world.bob).get(f"{ANSWERS}?topic={topic.slug}{repeats}"))
        assert "Not shown at the moment" in words
        assert "Not right" not in words
        assert "→" not in words

    def test_is_not_drawn_over_the_article(self, world, held, quiz):
        page = logged_in(world.bob).get(f"/progress/articles/{quiz.article.public_id}/")
        assert 'id="s1" class' not in html_of(page)
        assert 'qs-part--right" id' not in html_of(page)
        assert "Some of your answers are left out" in words_of(page)

    def test_is_not_among_what_comes_back(self, world, held):
        card = ReviewCard.objects.get(student=world.bob, question=held)
        due = card.due_at.date().isoformat()
        assert "Stem 1?" not in words_of(logged_in(world.bob).get(f"{ANSWERS}?due={due}"))

    def test_never_enters_from_the_assignment(self, world, quiz, now):
        carol = factories.make_user("carola")
        classrooms.enroll(
            classroom=world.classroom, user=carol, role="student", actor=world.alice, now=now
        )
        assignment = factories.make_assignment(
            quiz, world.classroom, world.alice, now=now - DAY, review_preset="exam"
        )
        taken(assignment, carol, now)
        assert "Nothing to show yet" in words_of(logged_in(carol).get(PROGRESS))
