"""What is typed in an editor and not published: kept, in conflict, shown again, thrown away."""

import json
from uuid import uuid4

import pytest

from quizzes.models.bank import QuestionShare, Topic
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
        assert 'name="next" value="/questions/?kind=x"' in came.content.decode()
        posted["next"] = "/questions/?kind=x"
        response = post(as_alice, "/questions/new/true_false/", posted)
        assert response.url == "/questions/?kind=x"
        page = as_alice.get(response.url).content.decode()
        assert f"/questions/new/true_false/?from={posted['id']}" in page

    def test_asks_as_many_queries_for_many_articles_and_topics(
        self, as_alice, world, keep, hers, django_assert_max_num_queries, django_assert_num_queries
    ):
        keep(as_alice, world.alice, hers.question.public_id, "Mine")
        with django_assert_max_num_queries(12) as few:
            assert as_alice.get(address(hers)).status_code == 200
        for number in range(8):
            factories.make_article(title=f"Text {number}")
            Topic.objects.create(slug=f"topic-{number}", name=f"Topic {number}")
        with django_assert_num_queries(len(few)):
            page = as_alice.get(address(hers)).content.decode()
        assert "Text 7" in page
