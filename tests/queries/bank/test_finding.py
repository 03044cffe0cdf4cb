"""Which questions are found: by words, by each limit, in each order, and by whom."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quizzes.models.bank import Question, QuestionShare, Topic
from quizzes.models.composition import PooledQuestion, QuizItem
from quizzes.queries.bank import BankFilter, found, rows
from quizzes.services import review
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.rows]

WEIGHED = {
    "options": [
        {"id": "a", "text": "Silk", "fraction": "1", "feedback": ""},
        {"id": "b", "text": "Jade", "fraction": "1/2", "feedback": ""},
    ],
    "is_shuffled": False,
}


@pytest.fixture
def bank(world):
    """Questions by name: of Alice, of Dan, of the library; drawn, asked, reported, retired."""
    revision = factories.make_article(title="Žibek Žoly")

    def make(name, owner=None, kind="single_choice", spec=None, **fields):
        version = factories.make_version(kind, spec, stem=f"About {name}?", **fields)
        Question.objects.filter(pk=version.question_id).update(owner=owner)
        return version

    made = {
        "silk": make("silk", world.alice, revision=revision, quotes=("Music came east.",)),
        "jade": make("jade", world.alice, "essay"),
        "weighed": make("weighed", world.alice, spec=WEIGHED, explanation="A Café."),
        "dans": make("dans", world.dan),
        "hidden": make("hidden", world.dan),
        "library": make("library"),
        "old": make("old", world.alice),
    }
    retired = Question.objects.filter(pk=made["old"].question_id)
    retired.update(status=Question.Status.RETIRED)
    topic = Topic.objects.create(slug="routes", name="Trade Routes", owner=world.alice)
    made["jade"].question.topics.add(topic)
    QuestionShare.objects.create(
        question=made["dans"].question, person=world.alice, shared_by=world.dan, shared_at=NOW
    )
    section = factories.make_quiz([made["library"]]).sections.get()
    draw = QuizItem.objects.create(section=section, order=2, draw_count=1)
    PooledQuestion.objects.create(item=draw, question=made["jade"].question)
    quiz = factories.make_quiz([made["silk"]])
    review.report(
        item=factories.take(quiz, world.bob).items.get(),
        reporter=world.bob,
        reason="key",
        text="",
        now=NOW,
    )
    return made


def names(viewer, bank, **asked):
    by_pk = {version.question_id: name for name, version in bank.items()}
    ids = found(viewer, BankFilter(**asked))
    return [by_pk[pk] for pk in ids if pk in by_pk]


ASKED = [
    ({}, "library dans weighed jade silk"),
    ({"order": "oldest"}, "silk jade weighed dans library"),
    ({"order": "most-used"}, "silk library dans weighed jade"),
    ({"order": "least-used"}, "library dans weighed jade silk"),
    ({"asked": "about JADE"}, "weighed jade"),
    ({"asked": '"about jade"'}, "jade"),
    ({"asked": "cafe"}, "weighed"),
    ({"asked": "trade routes jade"}, "jade"),
    ({"asked": "zibek"}, "silk"),
    ({"asked": "100%"}, ""),
    ({"kind": "essay"}, "jade"),
    ({"bloom": "apply"}, ""),
    ({"difficulty": "medium", "kind": "essay"}, "jade"),
    ({"topic": "routes"}, "jade"),
    ({"article": "none", "author": "mine"}, "weighed jade"),
    ({"author": "mine"}, "weighed jade silk"),
    ({"author": "shared"}, "dans"),
    ({"author": "library"}, "library"),
    ({"status": "retired"}, "old"),
    ({"status": "any", "author": "mine"}, "old weighed jade silk"),
    ({"status": "draft"}, ""),
    ({"flag": "reported"}, "silk"),
    ({"flag": "no-evidence", "author": "mine"}, "weighed jade"),
    ({"flag": "guessable"}, "weighed"),
    ({"use": "unused"}, "dans weighed"),
    ({"use": "in-quiz"}, "library jade silk"),
    ({"use": "answered"}, "silk"),
]


@pytest.mark.parametrize("group", [slice(0, 10), slice(10, 20), slice(20, None)])
def test_finds_what_is_asked_for(world, bank, group):
    said = [(asked, " ".join(names(world.alice, bank, **asked))) for asked, _ in ASKED[group]]
    assert said == ASKED[group]


def test_finds_by_an_article_and_a_colleague(world, bank):
    article = bank["silk"].question.article
    assert names(world.alice, bank, article=str(article.public_id)) == ["silk"]
    assert names(world.alice, bank, author=str(world.dan.public_id)) == ["dans"]


def test_finds_nothing_for_a_student_and_only_ones_own_beside_the_library(world, bank):
    assert names(world.bob, bank) == []
    assert names(world.dan, bank) == ["library", "hidden", "dans"]


def test_rows_tell_what_hangs_on_a_question(world, bank):
    ids = found(world.alice, BankFilter())
    shown = {row.stem: row for row in rows(world.alice, ids)}
    assert [row.pk for row in rows(world.alice, ids)] == list(ids)
    silk, jade, dans = (shown[f"About {name}?"] for name in ("silk", "jade", "dans"))
    assert (silk.quiz_count, silk.asked_count, silk.report_count) == (1, 1, 1)
    assert (silk.has_evidence, silk.article_title, silk.may_edit) == (True, "Žibek Žoly", True)
    assert (jade.topics, jade.quiz_count, jade.asked_count) == (["Trade Routes"], 1, 0)
    assert (dans.owner_name, dans.is_mine, dans.may_edit) == ("Dan", False, False)
    assert shown["About weighed?"].is_guessable
    assert not silk.is_guessable


def test_ask_as_many_queries_for_many(world, bank):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            rows(world.alice, found(world.alice, BankFilter(asked="about")))
        return len(asked)

    few = cost()
    for _number in range(20):
        factories.make_version(stem="About more?")
    assert (few, cost()) == (6, 6)
