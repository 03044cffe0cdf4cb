"""The pages of a class's progress."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from quizzes.engine.progress.teaching import FirstAnswer
from quizzes.models.bank import Topic
from quizzes.views.teacher.class_progress.drawing import by_week
from tests import factories
from tests.conftest import logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="class")
def world(cast_of_the_class):
    """The cast; Bob has missed all four questions about a sentence and a topic."""
    world = cast_of_the_class
    topic = Topic.objects.create(slug="music", name="Music")
    quotes = ("Music came east.",)
    versions = [
        factories.make_version(
            stem=f"=Question <{n}>?", revision=factories.make_article(), quotes=quotes
        )
        for n in range(1)
    ]
    revision = versions[0].evidence.get().revision
    versions += [factories.make_version(revision=revision, quotes=quotes) for _ in range(3)]
    for version in versions:
        version.question.topics.add(topic)
    now = timezone.now()
    given = factories.make_assignment(
        factories.make_quiz(versions), world.classroom, world.alice, now=now
    )
    factories.take(given, world.bob, dict.fromkeys(range(1, 5), "a"), now=now)
    return world


def page(world, name, *arguments, query="", user=None):
    address = reverse(f"quizzes:{name}", args=[world.classroom.public_id, *arguments])
    return logged_in(user or world.alice).get(address + query)


class TestPages:
    def test_says_what_to_teach_again_and_leads_on(self, world):
        html = page(world, "class-progress").content.decode()
        assert "Music came east." in html
        assert "1 of 1 student missed this" in html
        assert "=Question &lt;0&gt;?" in html
        assert "scores not yet released" in html
        assert reverse("quizzes:class-progress-topic", args=[world.classroom.public_id, "music"])
        # Counted from three on.
        assert "answered:" not in html

    def test_draws_weeks_whose_table_tells_the_same(self, world):
        now, zone = timezone.now(), world.classroom.zone
        today, days = now.astimezone(zone).date(), (0, 0, 0, 0, 15)
        answers = [
            FirstAnswer(1, n, n, n, now - timedelta(days=back), n % 2, 0.0, 0.0)
            for n, back in enumerate(days)
        ]
        chart = by_week(answers, zone, today)
        assert [[cell.text for cell in row.cells] for row in chart.rows[-2:]] == [
            ["–", "0", "0"],
            ["50%", "4", "1"],
        ]
        # Fewer than four are no fact.
        assert [cell.text for cell in chart.rows[0].cells] == ["–", "1", "1"]
        assert by_week(answers[:4], zone, today) is None

    def test_says_so_without_answers(self, world):
        dan = world.dan.memberships.get().classroom
        address = reverse("quizzes:class-progress", args=[dan.public_id])
        assert "No answers in this time" in logged_in(world.dan).get(address).content.decode()

    @pytest.mark.parametrize("query", ["", "?period=week", "?period=all", "?period=%00"])
    def test_shows_students_on_a_topic(self, world, query):
        html = page(world, "class-progress-topic", "music", query=query).content.decode()
        assert "Bob" in html
        assert "Starting" in html or "Not enough answers" in html

    def test_shades_an_article_in_words_too(self, world):
        article = world.classroom.assignments.latest("pk").quiz.sections.get().items.first()
        key = article.question.article.public_id
        html = page(world, "class-progress-article", key).content.decode()
        assert "qs-heat--weak" in html
        assert "little known: </span>0%" in html

    def test_gives_a_file(self, world):
        response = page(world, "class-progress-file")
        assert response["Content-Disposition"].endswith('.csv"')
        assert '"Music"' in response.content.decode("utf-8-sig")

    def test_a_student_s_page_has_their_topics(self, world):
        html = page(world, "class-student", world.bob.public_id).content.decode()
        assert "Progress by topic" in html
        assert "Music" in html

    def test_a_topic_of_somebody_else_is_not_told(self, world):
        Topic.objects.create(slug="secret", name="A word of Dan's", owner=world.dan)
        assert page(world, "class-progress-topic", "secret").status_code == 404
