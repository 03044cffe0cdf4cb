"""The page on which a teacher shares with colleagues."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.models.bank import Question
from tests import factories

NOBODY_SO_CALLED = "No teacher here has this name"


@pytest.fixture
def things(world):
    """An article, a question and a quiz of Alice's own."""
    revision = factories.make_article()
    question = factories.make_version(revision=revision, stem="Where was it <b>named</b>?").question
    quiz = factories.make_quiz(revision=revision, owner=world.alice, title="Of Alice")
    things = {"article": revision.article, "question": question, "quiz": quiz}
    for thing in things.values():
        type(thing).objects.filter(pk=thing.pk).update(owner=world.alice)
    return things


@pytest.fixture
def question(things):
    return Question.objects.get(pk=things["question"].pk)


def url_of(thing):
    return reverse(f"quizzes:{type(thing).__name__.lower()}-share", args=[thing.public_id])


@pytest.mark.parametrize("kind", ["article", "question", "quiz"])
def test_shares_takes_back_and_undoes(world, things, as_alice, kind):
    thing, url = things[kind], url_of(things[kind])
    assert "Only you see it" in as_alice.get(url).content.decode()
    as_alice.post(url, {"who": "DAN", "right": "edit"})
    page = as_alice.get(url).content.decode()
    assert "Dan sees it now, and may change it." in page
    assert "may change it, too" in page
    removed = as_alice.post(url, {"remove": world.dan.public_id}, follow=True)
    assert not thing.shares.exists()
    assert "Dan does not see it any more" in removed.content.decode()
    as_alice.post(url, {"undo": removed.context["removed"]["sealed"]})
    assert thing.shares.get().may_edit


def test_tells_the_colleague_who_can_do_without_it_and_not_pass_it_on(
    world, question, as_alice, as_dan
):
    url = url_of(question)
    assert as_dan.get(url).status_code == 404
    as_alice.post(url, {"who": "dan", "right": "edit"})
    assert "Alice has shared it with you" in as_dan.get(url).content.decode()
    as_dan.post(url, {"who": "carol", "right": "edit", "remove": str(world.dan.public_id)})
    assert question.shares.get().person == world.dan
    assert "shared with you by Alice" in as_dan.get("/teach/").content.decode()
    as_dan.post(url, {"leave": "1"})
    assert as_dan.get(url).status_code == 404


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("bob", NOBODY_SO_CALLED),
        ("nobody", NOBODY_SO_CALLED),
        ("alice", "This is you"),
        ("", "This field is required"),
    ],
)
def test_says_why_not_and_keeps_what_was_typed(question, as_alice, who, words):
    response = as_alice.post(url_of(question), {"who": who, "right": "edit"})
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert f'value="{who}"' in page or not who
    assert not question.shares.exists()


def test_takes_back_what_was_removed_here_and_nothing_else(question, as_alice, world):
    other = factories.make_version().question
    other.owner = world.alice
    other.save(update_fields=["owner"])
    as_alice.post(url_of(question), {"who": "dan", "right": "edit"})
    as_alice.get(url_of(question))
    gone = as_alice.post(url_of(question), {"remove": str(world.dan.public_id)})
    sealed = parse_qs(urlsplit(gone.url).query)["removed"][0]
    assert "Dan" not in as_alice.get(url_of(other), {"removed": sealed}).content.decode()
    as_alice.post(url_of(other), {"undo": sealed})
    assert not other.shares.exists()
    as_alice.post(url_of(question), {"undo": sealed})
    assert question.shares.get().may_edit


def test_asks_no_more_for_more_colleagues(question, as_alice):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert as_alice.get(url_of(question)).status_code == 200
        return len(captured)

    few = queries()
    for number in range(5):
        factories.make_user(f"teacher{number}", is_teacher=True)
        as_alice.post(url_of(question), {"who": f"teacher{number}", "right": "view"})
    as_alice.get(url_of(question))
    assert queries() == few <= 8


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    sent=st.fixed_dictionaries(
        {},
        optional={
            name: st.text(max_size=300)
            | st.sampled_from(["dan\0", "' OR 1=1", "dan@", "%", "e" * 9, "..:..:.."])
            for name in ("who", "right", "remove", "undo")
        },
    )
)
def test_takes_anything_and_shares_with_nobody_unnamed(question, as_alice, sent):
    assert as_alice.post(url_of(question), sent).status_code in (302, 422)
    assert not question.shares.exists()
    assert as_alice.get(url_of(question), {"removed": sent.get("undo", "")}).status_code == 200
