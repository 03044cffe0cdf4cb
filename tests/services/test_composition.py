"""Copies of quizzes."""

from quizzes.models.articles import Article
from quizzes.models.bank import Question
from quizzes.models.composition import PooledQuestion, Quiz, QuizItem, QuizShare, Section
from quizzes.services import composition
from tests import factories
from tests.factories import NOW


def quiz_of_alice(world):
    """Return a quiz of Alice's with a fixed question, and a draw in a second section."""
    revision = factories.make_article()
    article = revision.article
    Article.objects.filter(pk=article.pk).update(owner=world.alice)
    versions = [factories.make_version(revision=revision) for _ in range(3)]
    Question.objects.update(owner=world.alice)
    quiz = factories.make_quiz(
        versions[:1], points="2", revision=revision, owner=world.alice, title="T" * 200
    )
    section = Section.objects.create(quiz=quiz, order=5, title="Draw", instructions="Do.")
    item = QuizItem.objects.create(section=section, order=3, draw_count=1, points="1/2")
    for version in versions[1:]:
        PooledQuestion.objects.create(item=item, question=version.question)
    QuizShare.objects.create(quiz=quiz, person=world.dan, shared_by=world.alice, shared_at=NOW)
    return quiz


def content(quiz):
    return [
        (
            section.title,
            section.instructions,
            [
                (
                    *(item.order, item.question_id, item.draw_count, item.points),
                    *item.pool.order_by("pk").values_list("question", flat=True),
                )
                for item in section.items.order_by("order")
            ],
        )
        for section in quiz.sections.order_by("order")
    ]


class TestCopyQuiz:
    def test_takes_sections_places_draws_and_settings_along(self, world):
        quiz = quiz_of_alice(world)
        copy = composition.copy_quiz(quiz=quiz, owner=world.dan, now=NOW)
        assert content(copy) == content(quiz)
        assert copy.terms() == quiz.terms()
        assert (copy.owner, copy.is_open, copy.revision) == (world.dan, False, 0)
        assert copy.title.endswith(" (copy)")
        assert len(copy.title) == 200

    def test_keeps_its_questions_and_article_visible_when_sharing_ends(self, world):
        quiz = quiz_of_alice(world)
        composition.copy_quiz(quiz=quiz, owner=world.dan, now=NOW)
        QuizShare.objects.all().delete()
        assert not Quiz.objects.visible_to(world.dan).filter(pk=quiz.pk).exists()
        asked = Question.objects.filter(article=quiz.article)
        assert set(Question.objects.visible_to(world.dan)) >= set(asked)
        assert not Question.objects.editable_by(world.dan).exists()
        assert Article.objects.visible_to(world.dan).filter(pk=quiz.article_id).exists()
