"""Sharing with a colleague: who may, what comes along, and what is taken back."""

import pytest

from quizzes.models.articles import Article
from quizzes.models.audit import AuditRecord
from quizzes.models.bank import Question
from quizzes.models.composition import Quiz
from quizzes.queries.sharing import shared_with, sharing_of, stock_of, teachers_called
from quizzes.services import sharing
from tests import factories
from tests.factories import NOW


@pytest.fixture
def article(world):
    revision = factories.make_article(title="Of Alice")
    Article.objects.filter(pk=revision.article_id).update(owner=world.alice)
    return Article.objects.get(pk=revision.article_id)


@pytest.fixture
def quiz(world, article):
    """A quiz of Alice's about her article, with a question of her own and one in a draw."""
    versions = [factories.make_version(revision=article.revisions.get()) for _ in range(2)]
    quiz = factories.make_quiz(versions[:1], revision=article.revisions.get(), owner=world.alice)
    draw = quiz.sections.get().items.create(order=9, draw_count=1)
    draw.pool.create(question=versions[1].question)
    Question.objects.filter(article=article).update(owner=world.alice)
    return quiz


def shared(thing, world, *, may_edit=False):
    return sharing.share(
        thing=thing, person=world.dan, may_edit=may_edit, actor=world.alice, now=NOW
    )


class TestShare:
    @pytest.mark.parametrize("may_edit", [False, True])
    def test_a_quiz_brings_its_questions_and_its_article(self, world, quiz, may_edit):
        tables = (Quiz, Question, Article)

        def own_to(method):
            rows = [getattr(table.objects, method)(world.dan) for table in tables]
            return [each.filter(owner=world.alice).count() for each in rows]

        assert own_to("visible_to") == [0, 0, 0]
        shared(quiz, world, may_edit=may_edit)
        assert own_to("visible_to") == [1, 2, 1]
        assert own_to("editable_by") == [int(may_edit), 0, 0]
        page = sharing_of(quiz)
        assert (page.question_count, page.article, len(page.shares)) == (2, quiz.article, 1)
        sharing.unshare(thing=quiz, person=world.dan, actor=world.alice, now=NOW)
        assert own_to("visible_to") == [0, 0, 0]

    def test_again_changes_the_right_and_once_more_nothing(self, world, article):
        for may_edit in (False, True, True):
            shared(article, world, may_edit=may_edit)
        assert article.shares.get().may_edit
        records = AuditRecord.objects.about(article).filter(action="sharing.share")
        assert [record.after["may_edit"] for record in records.order_by("pk")] == [False, True]

    @pytest.mark.parametrize(
        ("actor", "person"),
        [("dan", "dan"), ("dan", "carol"), ("alice", "alice"), ("alice", "bob"), ("bob", "dan")],
    )
    def test_is_the_owners_with_another_teacher_alone(self, world, article, actor, person):
        people = {"person": getattr(world, person), "actor": getattr(world, actor)}
        with pytest.raises(sharing.CannotShare):
            sharing.share(thing=article, may_edit=True, now=NOW, **people)
        assert not article.shares.exists()

    def test_of_the_library_is_nobodys(self, world):
        with pytest.raises(sharing.CannotShare):
            shared(world.quiz, world)

    def test_is_not_passed_on_by_who_may_edit(self, world, article):
        shared(article, world, may_edit=True)
        with pytest.raises(sharing.CannotShare):
            sharing.unshare(thing=article, person=world.bob, actor=world.dan, now=NOW)
        assert sharing.unshare(thing=article, person=world.dan, actor=world.dan, now=NOW)


class TestTeachersCalled:
    @pytest.mark.parametrize("who", ["dan", "DAN", "dan@example.org", "Dan@Example.org"])
    def test_finds_by_the_whole_name_or_address(self, world, who):
        type(world.dan).objects.filter(pk=world.dan.pk).update(email="dan@example.org")
        assert teachers_called(who) == (world.dan,)

    @pytest.mark.parametrize("who", ["da", "bob", "bob@example.org", "", "@", "nobody"])
    def test_finds_no_students_and_no_parts_of_names(self, world, who):
        type(world.bob).objects.filter(pk=world.bob.pk).update(email="bob@example.org")
        assert teachers_called(who) == ()

    def test_believes_no_address_that_is_only_claimed(self, world):
        type(world.dan).objects.filter(pk=world.dan.pk).update(email="head@example.org")
        world.dan.emailaddress_set.create(email="head@example.org", verified=False)
        assert teachers_called("head@example.org") == ()

    def test_does_not_choose_between_two(self, world):
        type(world.dan).objects.filter(pk=world.dan.pk).update(email="dan@example.org")
        factories.make_user("dan@example.org", is_teacher=True)
        assert len(teachers_called("dan@example.org")) == 2


class TestWhatATeacherHas:
    def test_is_counted_and_named_in_few_queries_at_any_size(
        self, world, quiz, article, django_assert_max_num_queries
    ):
        for number in range(3):
            shared(factories.make_quiz(owner=world.alice, title=f"Of Alice {number}"), world)
        shared(article, world, may_edit=True)
        shared(quiz.sections.get().items.get(order=1).question, world)
        with django_assert_max_num_queries(6):
            rows = shared_with(world.dan)
        assert {row.kind for row in rows} == {"article", "question", "quiz"}
        assert {row.shared_by for row in rows} == {world.alice}
        assert "Of Alice" in [row.title for row in rows if row.may_edit]
        with django_assert_max_num_queries(3):
            stock = stock_of(world.dan)
        assert (stock["quiz"].shared, stock["article"].shared, stock["question"].shared) == (
            3,
            1,
            1,
        )
        assert (stock["quiz"].own, stock["quiz"].library) == (0, 1)
        assert stock_of(world.alice)["quiz"].own == 4
