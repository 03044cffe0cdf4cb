"""Quizzes of a teacher: the list, composing without a script, settings, what is refused."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.models.articles import Article
from quizzes.models.bank import Question
from quizzes.models.composition import Quiz, QuizItem, QuizShare
from quizzes.services import bank, composition
from tests import factories
from tests.conftest import logged_in
from tests.factories import NOW, start
from tests.services.composing import edit_of, own_quiz

TRANSACTION = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


def url(name, quiz, query=""):
    return reverse(f"quizzes:quiz-{name}", args=[quiz.public_id]) + query


def share(quiz, person, *, may_edit=False):
    QuizShare.objects.create(
        quiz=quiz, person=person, may_edit=may_edit, shared_by=quiz.owner, shared_at=NOW
    )


def change(client, quiz, do, query="", **sent):
    quiz.refresh_from_db()
    data = {"revision": quiz.revision, "do": do, **sent}
    return client.post(url("change", quiz, query), data, follow=True)


@pytest.fixture
def quiz(world):
    """A quiz of Alice's with two questions and a draw in the first of two sections."""
    return own_quiz(world)


def stems(quiz):
    items = QuizItem.objects.filter(section__quiz=quiz).order_by("section__order", "order")
    return [item.draw_count or item.question_id for item in items]


class TestList:
    def test_shows_own_shared_and_the_librarys_and_archived_ones_apart(self, world, quiz, as_alice):
        shared = factories.make_quiz(owner=world.dan, title="Of a colleague")
        factories.make_quiz(owner=world.dan, title="Not for Alice")
        share(shared, world.alice)
        away = factories.make_quiz(owner=world.alice, title="Put away", is_archived=True)
        page = as_alice.get(reverse("quizzes:quizzes")).content.decode()
        assert quiz.title in page
        assert "Shared by Dan" in page
        assert world.quiz.title in page
        assert "Not for Alice" not in page
        assert away.title not in page
        assert away.title in as_alice.get("/quizzes/?show=archived").content.decode()
        found = as_alice.get("/quizzes/?q=colleague&whose=shared").content.decode()
        assert "Of a colleague" in found
        assert quiz.title not in found

    def test_says_what_to_do_where_nothing_is(self, world, as_dan):
        Quiz.objects.update(owner=world.alice)
        assert "Make a quiz from an article" in as_dan.get("/quizzes/").content.decode()
        assert "No quiz found" in as_dan.get("/quizzes/?q=zzz").content.decode()


class TestMaking:
    def test_begins_a_quiz_from_an_article_and_finds_its_questions(self, world, as_alice):
        article = world.quiz.article
        sent = {"title": "About it", "article": str(article.public_id)}
        page = as_alice.post(reverse("quizzes:quiz-new"), sent, follow=True)
        made = Quiz.objects.get(title="About it")
        assert (made.owner, made.article, made.sections.count()) == (world.alice, article, 1)
        assert "3 questions found" in page.content.decode()

    def test_archives_puts_back_and_deletes_what_was_never_used(self, world, quiz, as_alice):
        as_alice.post(url("archive", quiz))
        assert Quiz.objects.get(pk=quiz.pk).is_archived
        as_alice.post(url("archive", quiz))
        assert not Quiz.objects.get(pk=quiz.pk).is_archived
        given = factories.make_assignment(quiz, world.classroom, world.alice)
        page = as_alice.post(url("delete", quiz), follow=True).content.decode()
        assert "Archive it instead" in page
        given.delete()
        as_alice.post(url("delete", quiz))
        assert not Quiz.objects.filter(pk=quiz.pk).exists()

    def test_a_colleague_who_may_change_it_may_not_delete_it(self, world, quiz, as_dan):
        share(quiz, world.dan, may_edit=True)
        assert as_dan.get(url("compose", quiz)).status_code == 200
        assert as_dan.post(url("delete", quiz)).status_code == 404
        QuizShare.objects.update(may_edit=False)
        assert "copy it first" in as_dan.get(url("compose", quiz)).content.decode()
        assert change(as_dan, quiz, "all-points", points="2").status_code == 404


class TestComposing:
    def test_adds_one_many_and_a_draw_of_all_that_was_found(self, world, quiz, as_alice):
        last = quiz.sections.get(order=2)
        versions = [factories.make_version(stem=f"About camels {each}?") for each in range(5)]
        ids = [str(version.question.public_id) for version in versions]
        query = "?found=1&q=camels"
        change(as_alice, quiz, f"add:{ids[0]}", query, to=f"s{last.pk}")
        page = change(as_alice, quiz, "add", query, to=f"s{last.pk}", question=ids[:3])
        assert "2 questions added" in page.content.decode()
        page = change(as_alice, quiz, "draw-all", query, to=f"s{last.pk}", draw_count="2")
        assert "5 questions found" in page.content.decode()
        drawn = last.items.get(draw_count=2)
        assert (last.items.count(), drawn.pool.count()) == (4, 5)
        # Of the five, three are asked in any case: the draw has two left.
        assert "every student is asked all of them" in page.content.decode()

    def test_moves_up_down_and_into_another_section(self, world, quiz, as_alice):
        first, second, draw = QuizItem.objects.filter(section__quiz=quiz).order_by("order")
        change(as_alice, quiz, "down", item=first.pk)
        assert stems(quiz) == [second.question_id, first.question_id, 1]
        change(as_alice, quiz, "down", item=draw.pk)
        change(as_alice, quiz, "into", item=second.pk, section=quiz.sections.get(order=2).pk)
        assert stems(quiz) == [first.question_id, 1, second.question_id]
        assert list(quiz.sections.get(order=2).items.values_list("order", flat=True)) != []
        change(as_alice, quiz, "up", item=draw.pk)
        change(
            as_alice, quiz, "place", item=draw.pk, section=quiz.sections.get(order=1).pk, order=1
        )
        assert stems(quiz) == [1, first.question_id, second.question_id]

    @pytest.mark.parametrize("order", [1, 3])
    def test_what_is_removed_comes_back_where_it_was(self, quiz, as_alice, order):
        before = stems(quiz)
        item = QuizItem.objects.get(section__quiz=quiz, section__order=1, order=order)
        page = change(as_alice, quiz, "remove", item=item.pk)
        assert "Undo" in page.content.decode()
        removed = page.context["done"].removed
        assert len(stems(quiz)) == 2
        change(
            as_alice,
            quiz,
            "put-back",
            section=removed.section,
            order=removed.order,
            points=removed.points,
            draw_count=removed.draw_count or "",
            question=removed.questions,
        )
        assert stems(quiz) == before

    def test_a_draw_comes_back_no_larger_than_what_it_draws_from(self, quiz, as_alice):
        asked = QuizItem.objects.get(section__quiz=quiz, section__order=1, order=1)
        sent = {"section": asked.section_id, "order": 1, "points": "1", "draw_count": 400}
        change(as_alice, quiz, "put-back", question=asked.question.public_id, **sent)
        assert asked.section.items.get(order=1).draw_count == 1

    @pytest.mark.parametrize("is_moved", [True, False])
    def test_a_section_goes_with_its_questions_or_without(self, quiz, as_alice, is_moved):
        first, last = quiz.sections.order_by("order")
        into = last.pk if is_moved else ""
        change(as_alice, quiz, "remove-section", section=first.pk, into=into)
        assert quiz.sections.get().items.count() == (3 if is_moved else 0)
        page = change(as_alice, quiz, "remove-section", section=last.pk, into="")
        assert "at least one section" in page.content.decode()

    def test_a_stale_change_is_told_and_loses_nothing(self, world, quiz, as_alice, as_dan):
        share(quiz, world.dan, may_edit=True)
        change(as_dan, quiz, "all-points", points="2")
        before = stems(quiz)
        section = quiz.sections.get(order=1)
        sent = {"revision": 0, "do": "section", "section": section.pk}
        page = as_alice.post(
            url("change", quiz), {**sent, "title": "Mine", "instructions": "Kept as typed."}
        )
        assert page.status_code == 422
        text = page.content.decode()
        assert "changed by Dan" in text
        assert "Kept as typed." in text
        assert stems(quiz) == before
        section.refresh_from_db()
        assert section.title == ""

    def test_counts_points_questions_minutes_and_says_when_a_pool_repeats(
        self, world, quiz, as_alice
    ):
        versions = [factories.make_version("true_false") for _ in range(6)]
        factories.make_draw(quiz, versions, 3, points="2")
        item = quiz.sections.get(order=1).items.get(order=1)
        change(as_alice, quiz, "points", item=item.pk, points="1,5")
        text = " ".join(as_alice.get(url("compose", quiz)).content.decode().split())
        assert "A pool of 6 with 3 drawn repeats after 2 tries." in text
        assert "about 18 minutes" in text
        assert ">9.5</dd>" in text

    def test_points_at_retired_questions_small_pools_and_classes_that_have_begun(
        self, world, quiz, as_alice
    ):
        given = factories.make_assignment(quiz, world.classroom, world.alice)
        for item in QuizItem.objects.filter(section__quiz=quiz, question__isnull=False)[:1]:
            bank.retire(question=item.question, actor=world.alice, now=NOW)
        pooled = Question.objects.filter(pools__item__section__quiz=quiz)
        for question in pooled:
            bank.retire(question=question, actor=world.alice, now=NOW)
        start(given, world.bob)
        text = " ".join(as_alice.get(url("compose", quiz)).content.decode().split())
        assert "Retired: not asked" in text
        assert "1 question is missing: of this pool 0 can be asked" in text
        assert "does not reach assignments that were begun, in: Reading." in text

    @pytest.mark.parametrize(
        ("do", "sent", "words"),
        [
            ("points", {"points": "many"}, "Points are a number"),
            ("points", {"points": "1001"}, "from 0 to 1000"),
            ("new-section", {"title": ""}, "Give the new section a title"),
            ("draw", {"to": "s1", "draw_count": "2"}, "Tick the questions"),
            ("add", {"to": "s1"}, "Tick the questions"),
        ],
    )
    def test_says_what_is_wrong_and_keeps_what_was_typed(self, quiz, as_alice, do, sent, words):
        item = quiz.sections.get(order=1).items.first()
        page = change(as_alice, quiz, do, item=item.pk, **sent)
        assert page.status_code == 422
        assert words in page.content.decode()
        typed = [each for name, each in sent.items() if each and name != "to"]
        assert all(f'value="{each}"' in page.content.decode() for each in typed)

    def test_asks_only_for_what_its_author_sees(self, world, quiz, as_alice):
        hidden = factories.make_version().question
        Question.objects.filter(pk=hidden.pk).update(owner=world.dan)
        section = quiz.sections.get(order=1)
        change(as_alice, quiz, "add", to=f"s{section.pk}", question=[str(hidden.public_id)])
        assert hidden.pk not in stems(quiz)
        other = factories.make_quiz(owner=world.dan)
        item = QuizItem.objects.get(section__quiz=other, order=1)
        assert change(as_alice, quiz, "remove", item=item.pk).status_code == 422

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        do=st.sampled_from(["points", "place", "add", "draw-all", "put-back", "section", "x"]),
        sent=st.dictionaries(
            st.sampled_from(
                ["item", "section", "order", "points", "to", "question", "draw_count", "title"]
            ),
            st.text(max_size=30) | st.integers().map(str),
        ),
    )
    def test_hostile_input_is_refused_not_broken(self, db, do, sent):
        if not Quiz.objects.filter(title="Hostile").exists():
            author = factories.make_user("hostile", is_teacher=True)
            factories.make_quiz(("essay",), owner=author, title="Hostile")
        quiz = Quiz.objects.get(title="Hostile")
        page = change(logged_in(quiz.owner), quiz, do, **sent)
        assert page.status_code in (200, 400, 422)


class TestSettings:
    def sent(self, quiz, **changed):
        return {
            "revision": quiz.revision,
            "title": quiz.title,
            "language": "en",
            "behavior": "deferred",
            "layout": "one_per_page",
            "navigation": "free",
            "grading_method": "highest",
            "review_preset": "practice",
            **changed,
        }

    def test_a_preset_fills_the_form_says_what_changes_and_saves_nothing(self, quiz, as_alice):
        sent = self.sent(quiz, title="As typed", do="preset:exam")
        page = as_alice.post(url("settings", quiz), sent)
        text = " ".join(page.content.decode().split())
        assert "Students have 45 minutes and one try." in text
        assert "Tries: 1 (was: as many as they like)" in text
        assert 'value="As typed"' in text
        quiz.refresh_from_db()
        assert quiz.limit_seconds is None

    def test_keeps_an_article_that_was_put_away(self, quiz, as_alice):
        revision = factories.make_article()
        Article.objects.filter(pk=revision.article_id).update(is_archived=True)
        Quiz.objects.filter(pk=quiz.pk).update(article=revision.article)
        sent = self.sent(quiz, do="save", article=str(revision.article_id))
        assert as_alice.post(url("settings", quiz), sent).status_code == 302
        quiz.refresh_from_db()
        assert quiz.article_id == revision.article_id

    def test_saves_and_a_second_author_is_told(self, quiz, as_alice):
        sent = self.sent(quiz, do="save", limit_minutes="30", attempts_allowed="2")
        assert as_alice.post(url("settings", quiz), sent).status_code == 302
        quiz.refresh_from_db()
        assert quiz.terms().limit == timedelta(minutes=30)
        assert quiz.revision == 1
        page = as_alice.post(url("settings", quiz), {**sent, "description": "Typed, and kept."})
        assert page.status_code == 422
        assert "changed by Alice" in page.content.decode()
        assert "Typed, and kept." in page.content.decode()

    @pytest.mark.parametrize(
        ("changed", "words"),
        [
            ({"behavior": "interactive"}, "does not fit this way of answering"),
            ({"attempts_allowed": "0"}, "Tries are from 1"),
            ({"limit_minutes": "0"}, "greater than or equal to 1"),
            ({"title": ""}, "required"),
        ],
    )
    def test_refuses_beside_the_setting_and_keeps_the_rest(self, quiz, as_alice, changed, words):
        sent = self.sent(quiz, do="save", description="Typed, and kept.", **changed)
        page = as_alice.post(url("settings", quiz), sent)
        assert page.status_code == 422
        assert words in page.content.decode()
        assert "Typed, and kept." in page.content.decode()

    def test_offers_no_article_that_its_author_does_not_see(self, world, quiz, as_alice):
        revision = factories.make_article(title="Hidden")
        revision.article.owner = world.dan
        revision.article.save()
        sent = self.sent(quiz, do="save", article=str(revision.article.pk))
        assert as_alice.post(url("settings", quiz), sent).status_code == 422


class TestQueries:
    @pytest.mark.parametrize("size", [4, 60])
    def test_composing_costs_the_same_for_four_questions_and_for_sixty(self, world, as_alice, size):
        versions = [factories.make_version("true_false") for _ in range(size)]
        quiz = factories.make_quiz(versions[: size // 2], owner=world.alice)
        factories.make_draw(quiz, versions[size // 2 :], 2)
        factories.make_quiz(owner=world.alice)
        as_alice.get(url("compose", quiz))
        for address, most in ((url("compose", quiz), 15), (reverse("quizzes:quizzes"), 9)):
            with CaptureQueriesContext(connection) as captured:
                assert as_alice.get(address).status_code == 200
            asked = [q["sql"] for q in captured if not q["sql"].startswith(TRANSACTION)]
            assert len(asked) <= most, "\n".join(asked)


def test_a_copy_has_all_and_is_its_owners(world, quiz):
    composition.change_settings(edit=edit_of(quiz, world), values={"limit_seconds": 600})
    quiz.refresh_from_db()
    copy = composition.copy_quiz(quiz=quiz, owner=world.dan, now=NOW)
    assert (copy.owner, copy.title, copy.limit_seconds) == (world.dan, f"{quiz.title} (copy)", 600)
    assert stems(copy) == stems(quiz)
    draw = QuizItem.objects.get(section__quiz=copy, draw_count=1)
    assert draw.pool.count() == 2
    assert [each.title for each in copy.sections.order_by("order")] == ["", "At the end"]
    assert not copy.is_open
