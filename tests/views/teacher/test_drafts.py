"""What is typed in an editor and not published: kept, in conflict, shown again, thrown away."""

import json
from random import Random
from uuid import uuid4

import pytest

from quizzes.forms.questions.editor import posted_for_new
from quizzes.models.articles import Article
from quizzes.models.bank import QuestionShare, QuestionVersion, Topic
from quizzes.models.editing import EditingDraft
from tests import factories
from tests.views.teacher.writing import address, post

SAVE = "/drafts/save/"


@pytest.fixture
def keep(world):
    """Send a draft as the page's script does."""

    def sent(client, user, subject_id, stem, base_revision=0, **changed):
        body = {
            "user": str(user.public_id),
            "subject": "question",
            "id": str(subject_id),
            "kind": "single_choice",
            "base": 1,
            "base_revision": base_revision,
            "posted": [["q-stem", stem]],
            **changed,
        }
        return client.post(SAVE, json.dumps(body), content_type="application/json")

    return sent


class TestSave:
    def test_counts_the_saves_and_answers_a_resend_as_the_first_time(self, as_alice, world, keep):
        new = uuid4()
        first = keep(as_alice, world.alice, new, "One")
        assert first.status_code == 200
        assert keep(as_alice, world.alice, new, "One").json() == first.json()
        assert keep(as_alice, world.alice, new, "Two", 1).json()["revision"] == 2
        draft = EditingDraft.objects.get()
        assert (draft.title, draft.posted) == ("Two", [["q-stem", "Two"]])

    def test_tells_of_what_another_tab_has_saved(self, as_alice, world, keep):
        new = uuid4()
        keep(as_alice, world.alice, new, "One")
        keep(as_alice, world.alice, new, "Two", 1)
        late = keep(as_alice, world.alice, new, "Another", 1)
        assert late.status_code == 409
        assert late.json()["stored"]["posted"] == [["q-stem", "Two"]]
        EditingDraft.objects.all().delete()
        gone = keep(as_alice, world.alice, new, "Another", 2)
        assert (gone.status_code, gone.json()["stored"]) == (409, None)

    def test_is_for_whoever_typed_it(self, as_alice, as_dan, world, keep, hers):
        assert keep(as_dan, world.alice, uuid4(), "?").status_code == 401
        assert keep(as_dan, world.dan, hers.question.public_id, "?").status_code == 404
        QuestionShare.objects.create(
            question=hers.question,
            person=world.dan,
            may_edit=True,
            shared_by=world.alice,
            shared_at=factories.NOW,
        )
        assert keep(as_dan, world.dan, hers.question.public_id, "Mine").status_code == 200
        page = as_alice.get(address(hers)).content.decode()
        assert f"{world.dan.shown_name} is writing on this, too" in page
        assert ">Mine<" not in page

    @pytest.mark.parametrize(
        "changed",
        [
            {"subject": "quiz"},
            {"id": "x"},
            {"base_revision": True},
            {"base": -1},
            {"posted": [["q-stem"]]},
            {"posted": {"q-stem": "x"}},
            {"posted": [["a", "b"]] * 4001},
            {"kind": 3},
        ],
        ids=lambda changed: str(changed)[:30],
    )
    def test_refuses_what_no_page_sends(self, as_alice, world, keep, changed):
        assert keep(as_alice, world.alice, uuid4(), "?", **changed).status_code == 400

    def test_takes_what_no_database_stores(self, as_alice, world, keep):
        assert keep(as_alice, world.alice, uuid4(), "a\0b\ud800").status_code == 200

    def test_is_for_articles_as_well(self, as_alice, world, keep):
        mine = Article.objects.create(owner=world.alice).public_id
        posted = [["title", "A text"], ["text", "It is long."]]
        told = {"subject": "article", "kind": "", "posted": posted}
        assert keep(as_alice, world.alice, mine, "", **told).status_code == 200
        assert EditingDraft.objects.get().title == "A text"
        # What was saved is corrected, not written anew under the same id.
        opened = as_alice.get(f"/articles/new/?draft={mine}")
        assert opened.url == f"/articles/{mine}/edit/"
        theirs = Article.objects.create(owner=world.dan).public_id
        assert keep(as_alice, world.alice, theirs, "", **told).status_code == 404


class TestWithoutAScript:
    @pytest.fixture
    def form(self):
        posted = posted_for_new("true_false", Random(1))
        posted["q-stem"] = "Half a question"
        posted["draft-subject"] = "question"
        posted["draft-id"] = posted["id"]
        posted["draft-kind"] = "true_false"
        posted["draft-address"] = f"/questions/new/true_false/?draft={posted['id']}"
        return posted

    def test_a_button_keeps_it_and_the_form_opens_with_it(self, as_alice, form):
        response = post(as_alice, SAVE, form, "", by_script=False)
        assert response.url == form["draft-address"]
        page = as_alice.get(response.url).content.decode()
        assert "Half a question" in page
        assert "This is your draft" in page
        assert 'name="draft-base_revision" value="1"' in page

    def test_another_tabs_newer_draft_is_told_and_can_be_replaced(self, as_alice, form):
        post(as_alice, SAVE, form, "")
        form["q-stem"] = "From an older tab"
        response = post(as_alice, SAVE, form, "")
        assert response.status_code == 409
        page = response.content.decode()
        assert 'value="From an older tab"' in page
        assert 'name="draft-base_revision" value="1"' in page
        form["draft-base_revision"] = "1"
        assert post(as_alice, SAVE, form, "").status_code == 302
        assert EditingDraft.objects.get().title == "From an older tab"

    def test_thrown_away_it_can_be_brought_back(self, as_alice, form):
        post(as_alice, SAVE, form, "")
        url = f"/drafts/{EditingDraft.objects.get().public_id}/discard/"
        response = as_alice.post(url, {"next": "https://example.org/"})
        assert not EditingDraft.objects.exists()
        page = response.content.decode()
        assert 'value="Half a question"' in page
        assert "example.org" not in page

    def test_publishing_ends_it(self, as_alice, form, world):
        post(as_alice, SAVE, form, "")
        form["spec-is_true"] = "true"
        assert post(as_alice, "/questions/new/true_false/", form).status_code == 302
        assert not EditingDraft.objects.exists()
        # The draft's old address leads to the question that it became.
        assert as_alice.get(form["draft-address"]).url == f"/questions/{form['id']}/edit/"


class TestEditor:
    def test_says_who_has_published_since_the_draft_was_begun(self, as_alice, world, keep, hers):
        keep(as_alice, world.alice, hers.question.public_id, "Mine", base=0)
        QuestionVersion.objects.filter(pk=hers.pk).update(created_by=world.dan)
        page = as_alice.get(address(hers)).content.decode()
        assert f"{world.dan.shown_name} has published version 1" in page

    def test_points_at_a_question_that_asks_nearly_the_same(self, as_alice, hers, revision):
        posted = posted_for_new("true_false", Random(1))
        posted["q-stem"] = f"{hers.stem} "
        posted["q-article"] = str(revision.article.public_id)
        shown = post(as_alice, "/questions/new/true_false/", posted, "live", by_script=True)
        assert f"/questions/{hers.question.public_id}/" in shown.content.decode()
        posted["id"] = str(hers.question.public_id)
        own = post(as_alice, address(hers), posted, "live", by_script=True).content.decode()
        assert f"/questions/{hers.question.public_id}/" not in own

    def test_goes_back_to_where_its_author_came_from(self, as_alice):
        posted = posted_for_new("true_false", Random(1))
        posted["q-stem"], posted["spec-is_true"] = "So it is.", "true"
        came = as_alice.get(
            "/questions/new/true_false/", headers={"Referer": "http://testserver/questions/?kind=x"}
        )
        assert 'name="next" value="/questions/?kind=x"' in came.content.decode()
        posted["next"] = "/questions/?kind=x"
        response = post(as_alice, "/questions/new/true_false/", posted)
        assert response.url == "/questions/?kind=x"
        page = as_alice.get(response.url).content.decode()
        assert f"/questions/new/true_false/?from={posted['id']}" in page
        # The same form from another tab, typed on: it is not taken for a second press.
        late = posted.copy()
        late["q-stem"] = "So it is not."
        refused = post(as_alice, "/questions/new/true_false/", late)
        assert refused.status_code == 422
        assert "published already" in refused.content.decode()
        away = {"Referer": "http://testserver//evil.example/"}
        page = as_alice.get("/questions/new/true_false/", headers=away).content.decode()
        assert "evil.example" not in page

    def test_asks_as_many_queries_for_many_articles_and_topics(
        self, as_alice, world, keep, hers, django_assert_max_num_queries, django_assert_num_queries
    ):
        keep(as_alice, world.alice, hers.question.public_id, "Mine")
        with django_assert_max_num_queries(12) as few:
            assert as_alice.get(address(hers)).status_code == 200
        for number in range(8):
            factories.make_article(title=f"Text {number}")
            Topic.objects.create(slug=f"topic-{number}", name=f"Topic {number}")
        Topic.objects.create(slug="dans", name="A word of Dan's", owner=world.dan)
        with django_assert_num_queries(len(few)):
            page = as_alice.get(address(hers)).content.decode()
        assert "Text 7" in page
        assert "Topic 7" in page
        assert "A word of Dan" not in page
