"""What a quiz asks about, over its article."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quizzes.models.composition import PooledQuestion, QuizItem
from quizzes.queries.composition.coverage import coverage_of
from quizzes.services import articles
from tests import factories
from tests.factories import NOW

FIRST, SECOND = "A spirit was named in Astana.", "It has four parts, said the speaker."
MET, LAST = "The first meeting was online.", "Music came east."


def add_pool(quiz, versions):
    item = QuizItem.objects.create(section=quiz.sections.get(), order=90, draw_count=1)
    for version in versions:
        PooledQuestion.objects.create(item=item, question=version.question)


def asked_by(coverage):
    """Return the numbers after each sentence that has any, by the sentence."""
    return {
        sentence.text: [each.label + "*" * each.is_drawn for each in sentence.asked_by]
        for block in coverage.article.blocks
        for sentence in block.sentences
        if sentence.asked_by
    }


@pytest.fixture
def revision(db):
    return factories.make_article()


@pytest.fixture
def quiz(revision):
    """Return two questions and a pool of two; the second rests on two sentences."""
    fixed = [
        factories.make_version(revision=revision, quotes=quotes)
        for quotes in ((FIRST,), (FIRST, SECOND))
    ]
    pool = [
        factories.make_version("essay", revision=revision, quotes=quotes)
        for quotes in ((SECOND,), ())
    ]
    quiz = factories.make_quiz(fixed, revision=revision)
    add_pool(quiz, pool)
    return quiz


class TestCoverageOf:
    def test_names_the_questions_of_each_sentence(self, world, quiz):
        assert asked_by(coverage_of(quiz, world.alice)) == {
            FIRST: ["1", "2"],
            SECOND: ["2", "3*"],
        }

    def test_counts_sections_with_pools_apart_and_names_gaps(self, world, quiz):
        article = coverage_of(quiz, world.alice).article
        told = [
            (each.stretch.title, each.stretch.asked_sentences, each.fixed, each.drawn)
            for each in article.sections
        ]
        assert told == [("", 2, 2, 1), ("How it began", 0, 0, 0)]
        assert [(gap.title, gap.paragraph_count) for gap in article.gaps] == [("How it began", 2)]

    def test_tells_levels_and_kinds_with_pools_apart(self, world, quiz):
        page = coverage_of(quiz, world.alice)
        levels = {each.label: (each.fixed, each.drawn) for each in page.tallies.levels}
        assert levels["Understand"] == (2, 2)
        assert levels["Evaluate"] == (0, 0)
        assert [(each.fixed, each.drawn) for each in page.tallies.kinds] == [(2, 0), (0, 2)]
        assert len(page.ungrounded) == 1

    def test_finds_quotes_in_a_newer_text_and_says_which_are_lost(self, world, quiz, revision):
        text = f"New words before it. {revision.text.replace(SECOND, 'It has parts.')}"
        articles.publish_revision(
            article=revision.article, title="T", text=text, now=NOW, actor=None
        )
        page = coverage_of(quiz, world.alice)
        assert asked_by(page) == {FIRST: ["1", "2"]}
        assert [each.label for each in page.article.lost] == ["2", "3"]

    def test_shows_one_article_at_a_time_and_none_that_the_reader_may_not_see(self, world, quiz):
        other, private = factories.make_article(title="Other"), factories.make_article()
        private.article.owner = world.dan
        private.article.save()
        for each in (other, private):
            version = factories.make_version(revision=each, quotes=(LAST,))
            QuizItem.objects.create(
                section=quiz.sections.get(), order=50 + each.pk, question=version.question
            )
        page = coverage_of(quiz, world.alice)
        assert {each.article_id for each in page.revisions} == {quiz.article_id, other.article_id}
        chosen = coverage_of(quiz, world.alice, str(other.article.public_id))
        assert list(asked_by(chosen)) == [LAST]
        hidden = coverage_of(quiz, world.alice, str(private.article.public_id))
        assert hidden.article.revision.article_id == quiz.article_id

    @pytest.mark.parametrize("count", [1, 30])
    def test_costs_as_much_for_a_large_quiz(self, world, revision, count):
        versions = [
            factories.make_version(revision=revision, quotes=(FIRST,)) for _ in range(count)
        ]
        quiz = factories.make_quiz(versions, revision=revision)
        with CaptureQueriesContext(connection) as queries:
            coverage_of(quiz, world.alice)
        assert len(queries) == 5
