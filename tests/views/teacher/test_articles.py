"""Articles of teachers: found, read out of files, corrected, put away; and who may read them."""

import json
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.forms.articles.editor import ArticleEditor, posted_for_new
from quizzes.models.articles import Article, ArticleRevision, ArticleShare
from quizzes.models.bank import Question
from quizzes.models.editing import EditingDraft
from quizzes.queries.articles import newest_revisions
from quizzes.services import articles
from quizzes.services.articles import ArticleWords
from tests import documents, factories
from tests.conftest import logged_in
from tests.factories import NOW, TEXT, make_assignment, make_quiz, make_version, start

FOUR = "It has four parts, said the speaker."
FIELDS = {"title": "A spirit", "text": TEXT, "language": "en", "do": "save"}


def url(name, *args):
    return reverse(f"quizzes:{name}", args=args)


def write(world, title="A spirit", text=TEXT, author=None, **words):
    """Return the first revision of an article of Alice's, or of somebody else's."""
    return articles.write_article(
        author=author or world.alice,
        public_id=uuid4(),
        words=ArticleWords(title, text, **words),
        now=NOW,
    )


def form_of(page):
    """Return what a browser would post of the page's editing form."""
    editor = page.context["editor"]
    return {name: editor.posted[name] for name in editor.posted}


def file(content, name="a.txt"):
    return SimpleUploadedFile(name, content)


class TestList:
    def test_is_found_by_title_author_and_source(self, world, as_alice):
        write(world, "Über die Seide", author=world.alice)
        theirs = write(world, "Of Dan", author=world.dan)
        ArticleShare.objects.create(
            article=theirs.article, person=world.alice, shared_by=world.dan, shared_at=NOW
        )
        Article.objects.filter(pk=write(world, "Put away").article_id).update(is_archived=True)

        def titles(query):
            page = as_alice.get(url("articles") + query).context["page"]
            return {line.revision.title for line in page}

        assert titles("") == {"Über die Seide", "Of Dan", "A spirit"}
        assert titles("?q=uber+seide") == {"Über die Seide"}
        assert titles("?q=ann") == {"A spirit"}
        assert titles("?whose=shared") == {"Of Dan"}
        assert titles("?whose=library&q=nothing") == set()
        assert titles("?whose=archived") == {"Put away"}
        assert titles("?whose=%00&page=-1") == titles("")

    def test_takes_as_many_queries_for_many(self, world, as_alice):
        def queries():
            with CaptureQueriesContext(connection) as captured:
                as_alice.get(url("articles"))
            return len(captured)

        as_alice.get(url("articles"))
        few = queries()
        for number in range(30):
            revision = write(world, f"Number {number}")
            make_version(revision=revision)
        assert queries() == few
        with CaptureQueriesContext(connection) as captured:
            assert len(newest_revisions(world.alice)) == 31
        assert len(captured) == 1
        assert '"text"' not in captured[0]["sql"]


class TestNew:
    def test_is_written_without_a_script(self, world, as_alice):
        page = as_alice.get(url("article-new"))
        posted = form_of(page)
        upload = file(documents.PAGE.encode(), "a.html")
        page = as_alice.post(url("article-new"), {**posted, "file": upload, "do": "save"})
        # Read for correction: nothing is stored yet.
        assert not Article.objects.filter(owner=world.alice).exists()
        posted = form_of(page)
        assert (posted["title"], posted["author"]) == ("A spirit", "Ann Bell")
        assert (posted["source"], posted["published_on"]) == ("The Daily", "2024-05-06")
        page = as_alice.post(url("article-new"), {**posted, "do": "paragraph:p2"})
        assert "How it began." in form_of(page)["text"]
        page = as_alice.post(url("article-new"), {**form_of(page), "do": "back"})
        written = form_of(page)
        answer = as_alice.post(url("article-new"), {**written, "do": "save"})
        revision = ArticleRevision.objects.get(article__owner=world.alice)
        assert answer.url == url("article-detail", revision.article.public_id)
        assert [block.kind for block in revision.blocks()][:2] == ["paragraph", "heading"]
        page = as_alice.get(answer.url).content.decode()
        assert "Ann Bell · The Daily · 6 May 2024" in page
        # Pressed twice, it is one article.
        as_alice.post(url("article-new"), {**written, "do": "save"})
        assert Article.objects.filter(owner=world.alice).count() == 1

    def test_says_why_a_file_is_not_read(self, as_alice):
        typed = {**FIELDS, "text": "", "author": "Ann", "do": "read"}
        for content, name, said in (
            (documents.pdf([]), "scan.pdf", "are pictures"),
            (b"MZ\x00\x00", "virus.docx", "not what its name says"),
            (b"", "empty.txt", "no text in this file"),
            (b"a" * 5_000_001, "large.txt", "more than 5 MB"),
        ):
            page = as_alice.post(url("article-new"), {**typed, "file": file(content, name)})
            assert page.status_code == 422
            assert said in page.content.decode()
            assert form_of(page)["author"] == "Ann"

    def test_never_puts_a_file_over_what_was_typed(self, world, as_alice):
        page = as_alice.post(url("article-new"), {**FIELDS, "file": file(b"Other words.")})
        assert page.status_code == 422
        assert "The file was not read" in page.content.decode()
        assert form_of(page)["text"] == TEXT
        assert not Article.objects.filter(owner=world.alice).exists()

    def test_keeps_what_was_typed_where_it_is_refused(self, as_alice):
        for field, typed, said in (
            ("title", " ", "This field is required"),
            ("text", "\u200b \n", "There is no word"),
            ("text", "a" * 200_001, "at most 200"),
            ("published_on", "yesterday", "Enter a valid date"),
            ("published_on", "0024-01-01", "four digits"),
            ("language", "other", "code of a language"),
            ("language", "tlh", "Select a valid choice"),
        ):
            page = as_alice.post(url("article-new"), {**FIELDS, "source": "A daily", field: typed})
            assert page.status_code == 422, field
            assert said in page.content.decode()
            # Of far too much nothing is made but a word about it: that would take seconds.
            assert len(typed) < 200_000 or "qs-figures" not in page.content.decode()
            assert "A daily" in page.content.decode()
            assert form_of(page)[field] == typed

    def test_copies_what_is_seen(self, world, as_alice, as_dan):
        source = write(world, "Mine", language="ar-EG", attribution="CC BY")
        asked = f"{url('article-new')}?from={source.article.public_id}"
        assert as_dan.get(asked).status_code == 404
        posted = form_of(as_alice.get(asked))
        as_alice.post(url("article-new"), {**posted, "do": "save"})
        copy = ArticleRevision.objects.exclude(pk=source.pk).get(title="Mine")
        assert (copy.language, copy.attribution) == ("ar-EG", "CC BY")
        page = as_alice.get(url("article-detail", copy.article.public_id))
        assert 'lang="ar-EG" dir="rtl"' in page.content.decode()


class TestEdit:
    def test_shows_what_moves_before_and_what_did_not_after(self, world, as_alice):
        text = write(world)
        version = make_version(revision=text, quotes=(FOUR,), stem="How many parts?")
        Question.objects.update(owner=world.alice)
        address = url("article-edit", text.article.public_id)
        posted = form_of(as_alice.get(address)) | {"text": TEXT.replace("four", "five")}
        editor = url("question-edit", version.question.public_id)
        page = as_alice.post(address, {**posted, "do": "look"}).content.decode()
        assert "1 question rests on words that are gone" in page
        assert editor in page
        answer = as_alice.post(address, {**posted, "do": "save", "note": "Counted again"})
        page = as_alice.get(answer.url).content.decode()
        assert editor in page
        assert "Counted again" in page
        page = as_alice.get(url("article-difference", text.article.public_id) + "?from=1&to=2")
        assert "five" in page.content.decode()

    def test_shows_the_conflict_and_goes_on_from_it(self, world, as_alice):
        text = write(world)
        address = url("article-edit", text.article.public_id)
        posted = form_of(as_alice.get(address)) | {"do": "save"}
        as_alice.post(address, {**posted, "text": "One."})
        page = as_alice.post(address, {**posted, "text": "Two."})
        assert page.status_code == 422
        assert "Revision 2 was saved while you were writing" in page.content.decode()
        assert as_alice.post(address, {**form_of(page), "do": "save"}).status_code == 302
        assert text.article.revisions.get(number=3).text == "Two."

    @pytest.mark.parametrize(("may_edit", "status"), [(False, 404), (True, 200)])
    def test_is_for_colleagues_who_may(self, world, as_dan, may_edit, status):
        text = write(world)
        ArticleShare.objects.create(
            article=text.article,
            person=world.dan,
            may_edit=may_edit,
            shared_by=world.alice,
            shared_at=NOW,
        )
        key = text.article.public_id
        assert as_dan.get(url("article-history", key)).status_code == 200
        assert as_dan.get(url("article-edit", key)).status_code == status
        assert as_dan.get(url("article-delete", key)).status_code == 404
        assert as_dan.post(url("article-archive", key)).status_code == 404

    def test_has_no_differences_of_what_is_not_there(self, world, as_alice):
        address = url("article-difference", write(world).article.public_id)
        for query in ("", "?from=1", "?from=1&to=9", "?from=1&to=x", "?from=²&to=1"):
            assert as_alice.get(address + query).status_code == 404, query


class TestDraft:
    @pytest.mark.parametrize("is_new", [True, False])
    def test_is_kept_until_it_is_saved(self, world, as_alice, is_new):
        text = write(world)
        address = url("article-new") if is_new else url("article-edit", text.article.public_id)
        drafting = as_alice.get(address).context["drafting"]
        typed = {**form_of(as_alice.get(address)), **FIELDS, "title": "Half a"}
        typed["id"] = str(drafting.subject_id)
        own = {"subject": "article", "id": str(drafting.subject_id), "base": drafting.base}
        fields = {f"draft-{name}": value for name, value in {**own, "base_revision": 0}.items()}
        as_alice.post(url("editing-draft-save"), {**typed, **fields})
        page = as_alice.get(drafting.address)
        assert form_of(page)["title"] == "Half a"
        assert "It is not published" in page.content.decode()
        as_alice.post(address, {**form_of(page), "do": "save"})
        assert not EditingDraft.objects.exists()
        assert ArticleRevision.objects.filter(title="Half a").exists()


class TestAway:
    def test_is_put_away_and_back(self, world, as_alice):
        text = write(world)
        key = text.article.public_id
        as_alice.post(url("article-archive", key), {"do": "archive"})
        assert text not in newest_revisions(world.alice)
        as_alice.post(url("article-archive", key), {"do": "put_back"})
        assert text in newest_revisions(world.alice)

    def test_is_deleted_only_where_nothing_points(self, world, as_alice):
        text = write(world)
        make_version(revision=text, quotes=(FOUR,))
        address = url("article-delete", text.article.public_id)
        assert "1 question" in as_alice.get(address).content.decode()
        assert as_alice.post(address).url == address
        free = write(world, "Free").article
        as_alice.post(url("article-delete", free.public_id))
        assert not Article.objects.filter(pk=free.pk).exists()


def readers(world, revision):
    """Return who of the cast may read an article, and who may mark it."""
    reads, marks = set(), set()
    body = {"sentence": "s1", "note": "", "base": ""}
    for name in ("alice", "bob", "carol", "dan"):
        user = getattr(world, name)
        key = revision.article.public_id
        if logged_in(user).get(url("article-detail", key)).status_code == 200:
            reads.add(name)
        sent = json.dumps({**body, "user": str(user.public_id)})
        address = url("article-note", key, revision.number)
        answer = logged_in(user).post(address, sent, content_type="application/json")
        if answer.status_code == 200:
            marks.add(name)
    return reads, marks


# Whose the article is, what its quiz is like, who reads and marks it.
OPEN_TO = [
    # A quiz for self-study shows it to those whose teacher's it is.
    ("alice", {}, "alice bob"),
    ("alice", {"shows_article": False}, "alice"),
    ("alice", {"is_open": False}, "alice"),
    ("alice", {"is_archived": True}, "alice"),
    ("dan", {}, "dan"),
    # A quiz of the library's is everybody's.
    ("alice", {"owner": None}, "alice bob carol dan"),
    ("alice", {"owner": None, "shows_article": False}, "alice"),
]


class TestReaders:
    def test_are_those_whom_an_open_quiz_shows_it(self, world):
        for owner, quiz, expected in OPEN_TO:
            author = getattr(world, owner)
            revision = write(world, author=author)
            make_quiz((), revision=revision, **{"owner": author, **quiz})
            wanted = set(expected.split())
            assert readers(world, revision) == (wanted, wanted), (owner, quiz)

    def test_of_an_assignment_read_it_beside_its_questions_only(self, world):
        for shows in (True, False):
            text = write(world)
            quiz = make_quiz(revision=text, owner=world.alice, is_open=False, shows_article=shows)
            start(make_assignment(quiz, world.classroom, world.alice), world.bob)
            reads, marks = readers(world, text)
            assert reads == {"alice"}
            assert marks == ({"alice", "bob"} if shows else {"alice"})


HOSTILE = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


class TestForm:
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.fixed_dictionaries({}, optional=dict.fromkeys(FIELDS, HOSTILE)), HOSTILE)
    def test_stands_whatever_is_posted(self, typed, number):
        posted = posted_for_new()
        posted.update({**typed, "number": number, "note": number, "id": number})
        for is_new in (True, False):
            editor = ArticleEditor(posted.copy(), is_new=is_new).after(typed.get("do", ""), None)
            assert editor.posted["id"] == number
            assert all(block.id for block in editor.outline())
            assert editor.figures().minutes == 1
            if editor.is_valid:
                assert editor.form.words().title.strip()


class TestEmptyList:
    def test_says_what_to_do(self, db):
        page = logged_in(factories.make_user("ines", is_teacher=True)).get(url("articles"))
        assert "Add the first" in page.content.decode()
