"""A correction of an article: its revision, and the evidence that moves along by its quotes."""

from uuid import uuid4

import pytest

from quizzes.models.articles import Article, ArticleRevision
from quizzes.models.bank import Question
from quizzes.models.editing import EditingDraft
from quizzes.queries.articles import at_stake, differences, newest_revision
from quizzes.services import articles, correcting, editing
from quizzes.services.articles import ArticleWords
from tests import factories
from tests.factories import NOW, TEXT, make_version

FOUR = "It has four parts, said the speaker."
EAST = "Music came east."


@pytest.fixture
def text(world):
    """Alice's own article."""
    words = ArticleWords("A spirit", TEXT)
    return articles.write_article(author=world.alice, public_id=uuid4(), words=words, now=NOW)


def question(world, text, *quotes, owner=None, **fields):
    """Return a version of a question of Alice's, or of somebody else's."""
    version = make_version(revision=text, quotes=quotes, **fields)
    owner = owner or world.alice
    Question.objects.filter(pk=version.question_id).update(owner=owner)
    return version


def correct(world, text, new, number=1, **words):
    return correcting.correct_article(
        article=text.article,
        editor=world.alice,
        words=ArticleWords("A spirit", new, **words),
        number=number,
        note="A typo",
        now=NOW,
    )


def passage(*sentences):
    spec = factories.evidence()
    texts = {"ghij"[place]: words for place, words in enumerate(sentences)}
    return {**spec, "sentences": [{**s, "text": texts[s["id"]]} for s in spec["sentences"]]}


class TestCorrectArticle:
    def test_moves_evidence_whose_quotes_are_there(self, world, text):
        before = question(world, text, FOUR, EAST)
        new = TEXT.replace("A spirit", "Long ago a spirit").replace("four parts,", "four  parts,")
        done = correct(world, text, new)
        after = before.question.versions.get(number=2)
        assert done.moved == [before.question]
        assert (after.change, after.created_by) == ("scoring_correction", world.alice)
        assert (after.stem, after.spec, after.rendered) == (
            *(before.stem, before.spec, before.rendered),
        )
        pieces = after.evidence.order_by("order")
        assert [each.quote for each in pieces] == [FOUR.replace("four ", "four  "), EAST]
        assert all(new[each.start : each.end] == each.quote for each in pieces)
        assert {each.revision for each in pieces} == {done.revision}
        # What attempts were shown stays as it was.
        assert {each.revision for each in before.evidence.all()} == {text}

    def test_lists_what_could_not_be_moved(self, world, text):
        gone = question(world, text, FOUR, EAST)
        done = correct(world, text, TEXT.replace("Music came east", "Songs came east"))
        assert (done.moved, done.stuck) == ([], [gone.question])
        assert gone.question.versions.count() == 1
        # The words are there again: the next correction moves it, over the one between.
        again = correct(world, text, f"{TEXT}\nThe end.", number=2)
        assert again.moved == [gone.question]

    def test_leaves_a_passage_that_is_not_in_the_text(self, world, text):
        parts = ("A spirit was named in Astana.", FOUR, EAST)
        stays = question(world, text, FOUR, kind="evidence", spec=passage(*parts, "It is gone."))
        moves = question(world, text, FOUR, kind="evidence", spec=passage(*parts, "The end."))
        done = correct(world, text, f"{TEXT}\nThe end.")
        assert (done.moved, done.stuck) == ([moves.question], [stays.question])

    def test_leaves_what_is_not_asked_or_not_the_editors(self, world, text):
        of_dan = question(world, text, FOUR, owner=world.dan)
        retired = question(world, text, FOUR)
        Question.objects.filter(pk=retired.question_id).update(status="retired")
        stake = at_stake(text.article, world.alice, "All is new.", 2)
        assert (stake.movable, stake.stuck, stake.others) == ([], [], 1)
        correct(world, text, f"{TEXT}\nThe end.")
        assert of_dan.question.versions.count() == retired.question.versions.count() == 1

    def test_tells_the_second_of_two_authors(self, world, text):
        correct(world, text, "One.")
        with pytest.raises(correcting.RevisionConflict) as refused:
            correct(world, text, "Two.")
        assert refused.value.number == 2
        assert newest_revision(text.article).text == "One."

    def test_makes_no_revision_of_nothing(self, world, text):
        assert not correct(world, text, TEXT).is_new
        assert correct(world, text, TEXT, source="The Daily").is_new

    def test_seals_who_and_why(self, world, text):
        made = correct(world, text, "One.").revision
        made = ArticleRevision.objects.select_related("article").get(pk=made.pk)
        assert (made.created_by, made.note) == (world.alice, "A typo")
        assert made.seal == made.sealed()


class TestDifferences:
    def test_are_of_fields_and_passages(self, world, text):
        correct(world, text, TEXT.replace("silk", "tea"), source="The Daily")
        found = differences(text.article, 1, 2)
        assert found is not None
        assert [str(label) for label, _pieces in found.fields] == ["Source"]
        changed = [piece.text for passage in found.passages for piece in passage]
        assert changed == ["Traders carried ", "silk", "tea", " & porcelain west. Music came east."]
        assert differences(text.article, 1, 3) is None


class TestWriteArticle:
    def test_is_one_article_sent_twice(self, world):
        key, words = uuid4(), ArticleWords("T", "One.")
        made = [
            articles.write_article(author=world.alice, public_id=key, words=words, now=NOW)
            for _ in range(2)
        ]
        assert made[0] == made[1]
        # Typed in another tab that had the same draft: it is not taken for the same and lost.
        with pytest.raises(articles.CannotWrite, match="already"):
            articles.write_article(
                author=world.alice, public_id=key, words=ArticleWords("T", "Two."), now=NOW
            )
        with pytest.raises(articles.CannotWrite):
            articles.write_article(author=world.dan, public_id=key, words=words, now=NOW)


class TestDelete:
    def test_takes_what_nothing_points_at(self, world, text):
        articles.highlight(
            reader=world.alice, revision=text, sentences=[1], is_highlighted=True, now=NOW
        )
        editing.keep(
            author=world.alice,
            typed=editing.Typed("article", text.article.public_id, "", "T", 1, []),
            base_revision=0,
            now=NOW,
        )
        articles.delete(article=text.article, actor=world.alice, now=NOW)
        assert not EditingDraft.objects.exists()
        assert not Article.objects.filter(pk=text.article_id).exists()

    @pytest.mark.parametrize("what", ["question", "quiz", "mark"])
    def test_refuses_where_something_does(self, world, text, what):
        if what == "question":
            question(world, text)
        elif what == "quiz":
            factories.make_quiz((), revision=text)
        else:
            articles.highlight(
                reader=world.bob, revision=text, sentences=[1], is_highlighted=True, now=NOW
            )
        with pytest.raises(articles.CannotDelete):
            articles.delete(article=text.article, actor=world.alice, now=NOW)
        assert text.article.revisions.exists()
