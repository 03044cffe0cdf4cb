"""The list of questions: what is shown to whom, by an address, in so many queries."""

from uuid import uuid4

import pytest
from django.urls import reverse

from quizzes.models.bank import Question
from quizzes.models.editing import EditingDraft
from tests import factories
from tests.factories import NOW


def address(version, name="question-detail"):
    return reverse(f"quizzes:{name}", args=[version.question.public_id])


def page_of(client, query=""):
    return client.get(f"/questions/{query}").content.decode()


@pytest.fixture
def draft(world):
    return EditingDraft.objects.create(
        author=world.alice,
        subject="question",
        subject_id=uuid4(),
        kind="essay",
        title="Why was it named?",
        posted=[],
        created_at=NOW,
        saved_at=NOW,
    )


class TestList:
    def test_shows_the_library_and_ones_own(self, as_alice, as_dan, hers):
        assert address(hers) in page_of(as_alice)
        assert address(hers) not in page_of(as_dan)

    def test_says_what_it_is_narrowed_to_and_keeps_it_over_pages(self, as_alice, world):
        for _number in range(30):
            factories.make_version("essay", stem="Why <silk>?")
        page = page_of(as_alice, "?q=silk&kind=essay&bloom=nonsense&page=1")
        assert "30 questions" in page
        assert 'value="silk"' in page
        assert "?q=silk&amp;kind=essay&amp;page=2" in page
        assert 'href="?kind=essay"' in page
        assert "Why &lt;silk&gt;?" in page
        assert "<silk>" not in page

    def test_gives_a_script_the_found_alone(self, as_alice):
        response = as_alice.get("/questions/?q=about", headers={"HX-Request": "true"})
        page = response.content.decode()
        assert page.lstrip().startswith('<div id="bank"')
        assert "<html" not in page

    @pytest.mark.parametrize(
        ("query", "words"),
        [
            ("?kind=riddle&article=x&author=y&order=z&page=last", "questions"),
            ("?q=nowhere", "No question is like this"),
            ("?status=draft", "Nothing is being written"),
        ],
    )
    def test_answers_any_address(self, as_alice, query, words):
        assert words in page_of(as_alice, query)

    def test_leads_a_newcomer_on(self, as_alice, world):
        Question.objects.update(owner=world.dan)
        assert "No questions yet" in page_of(as_alice)

    def test_shows_an_author_what_is_being_written(self, as_alice, as_dan, draft):
        link = f"/questions/new/essay/?draft={draft.subject_id}"
        assert link in page_of(as_alice)
        assert link in page_of(as_alice, "?status=draft")
        assert link not in page_of(as_alice, "?kind=essay")
        assert link not in page_of(as_dan)

    def test_asks_as_many_queries_for_many(self, as_alice, world, django_assert_num_queries):
        query = "?q=about&order=most-used&use=unused"
        factories.make_version()
        with django_assert_num_queries(10):
            page_of(as_alice, query)
        for _number in range(5):
            factories.make_version()
        with django_assert_num_queries(10):
            page_of(as_alice, query)


class TestAlike:
    def test_shows_groups_side_by_side(self, as_alice, world):
        assert "No two questions" in as_alice.get("/questions/alike/").content.decode()
        twins = [factories.make_version(stem="Where was the spirit named at first?") for _ in "ab"]
        page = as_alice.get("/questions/alike/").content.decode()
        assert all(address(each) in page for each in twins)
        assert "1 group" in page
