"""Writing questions: who may, what is published, what is refused and keeps what was typed."""

import re
from random import Random

import pytest
from django.utils import timezone

from quizzes.engine.kinds.registry import KINDS
from quizzes.forms.questions.editor import posted_for_new
from quizzes.models.audit import AuditRecord
from quizzes.models.bank import Evidence, Question, QuestionVersion, Topic
from quizzes.services import classrooms
from tests import factories
from tests.views.teacher.writing import fields_of, post

NEW = "/questions/new/single_choice/"


@pytest.fixture
def typed(revision):
    """What a browser would post for a whole new question."""
    posted = posted_for_new("single_choice", Random(1))
    posted["q-stem"] = "According to the article, where was it *named*?"
    posted["q-explanation"] = "The first sentence says it."
    posted["q-article"] = str(revision.article.public_id)
    posted["q-sentences"] = f"{revision.pk}:s1"
    keys = posted.getlist("spec-options")
    for key, text, share in zip(keys, ("Astana", "Xi'an", "Both", "Neither"), "1000", strict=True):
        posted[f"spec-options.{key}.-text"] = text
        posted[f"spec-options.{key}.-fraction"] = f"{share}00" if share == "1" else ""
    return posted


class TestCreate:
    def test_publishes_the_question_with_its_sentences(self, as_alice, world, typed, revision):
        topic = Topic.objects.create(slug="trade", name="Trade")
        typed["q-topics"] = topic.slug
        response = post(as_alice, NEW, typed)
        assert response.status_code == 302
        assert response.url == "/questions/"
        version = QuestionVersion.objects.get(question__owner=world.alice)
        assert (version.number, version.kind, version.created_by) == (
            1,
            "single_choice",
            world.alice,
        )
        assert "<em>named</em>" in version.rendered["stem"]
        assert [option["fraction"] for option in version.spec["options"]] == ["1", "0", "0", "0"]
        assert version.question.status == Question.Status.READY
        assert version.question.article == revision.article
        assert list(version.question.topics.all()) == [topic]
        [piece] = Evidence.objects.filter(version=version)
        assert piece.quote == "A spirit was named in Astana."
        assert AuditRecord.objects.filter(action="bank.publish_version", actor=world.alice).exists()

    def test_points_at_the_sentence_that_was_ticked_not_at_its_like(self, as_alice, typed, world):
        text = "A title here.\n\nYes. It began there.\n\nNo. It began there."
        twice = factories.make_article(text, "Twice")
        typed["q-article"] = str(twice.article.public_id)
        typed["q-sentences"] = f"{twice.pk}:s5"
        post(as_alice, NEW, typed)
        piece = Evidence.objects.get(revision=twice)
        assert piece.start == text.rindex("It began there.")

    def test_refuses_a_mistake_and_keeps_what_was_typed(self, as_alice, typed, world):
        for key in typed.getlist("spec-options"):
            typed[f"spec-options.{key}.-fraction"] = ""
        response = post(as_alice, NEW, typed)
        assert response.status_code == 422
        page = response.content.decode()
        assert "This cannot be published yet." in page
        assert "No option is right: mark the one that earns all points." in page
        assert "where was it *named*?" in page
        assert fields_of(response)[f"spec-options.{typed.getlist('spec-options')[1]}.-text"] == (
            "Xi&#x27;an"
        )
        assert not Question.objects.filter(owner=world.alice).exists()

    def test_refuses_an_article_that_its_author_may_not_see(self, as_alice, typed, world):
        other = factories.make_article(title="Dan's own")
        other.article.owner = world.dan
        other.article.save()
        assert "Dan&#x27;s own" not in as_alice.get(NEW).content.decode()
        typed["q-article"] = str(other.article.public_id)
        assert post(as_alice, NEW, typed).status_code == 422

    def test_looks_without_publishing(self, as_alice, typed, world):
        response = post(as_alice, NEW, typed, "look")
        assert response.status_code == 200
        page = response.content.decode()
        assert "a blind guess earns 25% on average" in page
        assert "<em>named</em>" in page
        assert not Question.objects.filter(owner=world.alice).exists()

    def test_says_under_which_behaviors_it_cannot_be_asked_and_why(self, as_alice, typed):
        posted = posted_for_new("ordering", Random(1))
        posted["q-stem"] = "Put them in the order of the article."
        for place, key in enumerate(posted.getlist("spec-items")):
            posted[f"spec-items.{key}.-text"] = f"Thing {place}"
        url = "/questions/new/ordering/"
        reason = "Partial credit is no fair bet."
        assert reason in post(as_alice, url, posted, "look").content.decode()
        posted["q-is_all_or_nothing"] = "on"
        assert reason not in post(as_alice, url, posted, "look").content.decode()

    @pytest.mark.parametrize(
        ("image", "is_said"),
        [
            ("![A map](https://example.org/map.png)", True),
            ("![](/media/map.png)", True),
            ("![A map](/media/map.png)", False),
            ("Really!", False),
        ],
    )
    def test_says_that_an_image_is_left_out(self, as_alice, typed, image, is_said):
        typed["q-stem"] += f" {image}"
        page = post(as_alice, NEW, typed, "look").content.decode()
        assert ("An image is left out" in page) == is_said

    def test_adds_a_row_without_a_script_and_loses_nothing(self, as_alice, typed):
        response = post(as_alice, NEW, typed, "add:spec-options")
        assert response.status_code == 200
        page = response.content.decode()
        assert page.count('name="spec-options"') == 5
        assert "where was it *named*?" in page
        assert "This field is required" not in page
        [focused] = re.findall(r"<[^>]* autofocus[^>]*>", page)
        assert 'name="spec-options.' in focused

    def test_shows_the_sentences_of_the_article(self, as_alice, typed):
        page = post(as_alice, NEW, typed, "article").content.decode()
        assert re.search(r'name="q-sentences" value="\d+:s1" checked', page)
        assert re.search(r'name="q-sentences" value="\d+:s2">', page)

    def test_copies_from_the_library(self, as_alice, world):
        version = world.quiz.sections.get().items.first().question.versions.get()
        url = f"/questions/new/{version.kind}/"
        page = as_alice.get(url, {"from": version.question.public_id}).content.decode()
        assert version.stem in page
        assert 'name="p-number"' not in page

    @pytest.mark.parametrize("kind", KINDS)
    def test_opens_for_every_kind(self, as_alice, kind):
        response = as_alice.get(f"/questions/new/{kind}/")
        assert response.status_code == 200

    @pytest.mark.parametrize(
        "url",
        [
            "/questions/new/riddle/",
            f"{NEW}?from=nothing",
            f"{NEW}?from=00000000-0000-4000-8000-000000000000",
        ],
    )
    def test_does_not_know_what_is_not_there(self, as_alice, url):
        assert as_alice.get(url).status_code == 404

    def test_copies_nothing_of_another_teacher(self, as_dan, hers):
        url = f"/questions/new/{hers.kind}/?from={hers.question.public_id}"
        assert as_dan.get(url).status_code == 404

    @pytest.mark.parametrize("posted", [{"go": "move:1:a:down"}, {}, {"do": "conquer"}])
    def test_publishes_only_by_its_button(self, as_alice, typed, world, posted):
        for name, value in posted.items():
            typed[name] = value
        response = as_alice.post(
            NEW, typed.urlencode(), content_type="application/x-www-form-urlencoded"
        )
        assert response.status_code == 200
        assert not Question.objects.filter(owner=world.alice).exists()

    def test_refuses_sentences_of_another_article(self, as_alice, typed, world):
        other = factories.make_article("A title.\n\nOne. Two. Three.", "Another")
        typed["q-article"] = str(other.article.public_id)
        response = post(as_alice, NEW, typed)
        assert response.status_code == 422
        assert "These are sentences of another article." in response.content.decode()
        typed["q-article"] = ""
        assert (
            "These are sentences of another article." in post(as_alice, NEW, typed).content.decode()
        )
        assert not Question.objects.filter(owner=world.alice).exists()

    def test_pressed_twice_is_one_question(self, as_alice, typed, world):
        for _time in range(2):
            assert post(as_alice, NEW, typed).status_code == 302
        version = QuestionVersion.objects.get(question__owner=world.alice)
        assert str(version.question.public_id) == typed["id"]

    def test_takes_no_form_of_somebody_else(self, as_alice, as_dan, typed, world):
        assert post(as_alice, NEW, typed).status_code == 302
        typed["q-stem"] = "Dan's."
        response = post(as_dan, NEW, typed)
        assert response.status_code == 422
        assert "This form is not yours." in response.content.decode()
        assert QuestionVersion.objects.filter(question__owner=world.alice).count() == 1

    def test_shows_no_key_to_a_teacher_who_is_asked_it_as_a_student(self, as_dan, world):
        version = QuestionVersion.objects.filter(question__owner=None).first()
        url = f"/questions/new/{version.kind}/?from={version.question.public_id}"
        assert as_dan.get(url).status_code == 200
        factories.make_assignment(
            world.quiz, world.classroom, world.alice, now=timezone.now(), review_preset="exam"
        )
        classrooms.enroll(
            classroom=world.classroom,
            user=world.dan,
            role="student",
            actor=world.alice,
            now=factories.NOW,
        )
        response = as_dan.get(url, follow=True)
        assert response.redirect_chain == [("/questions/", 302)]
        page = response.content.decode()
        assert "You are a student in a class that is asked this question." in page
        assert version.explanation not in page

    def test_sends_a_page_with_a_script_on(self, as_alice, typed):
        response = post(as_alice, NEW, typed, by_script=True)
        assert response["HX-Redirect"] == "/questions/"

    def test_sends_only_the_form_to_a_page_with_a_script(self, as_alice, typed):
        page = post(as_alice, NEW, typed, "add:q-hints", by_script=True).content.decode()
        assert "<html" not in page
        assert "Hint 1 added." in page


class TestList:
    def test_is_closed_to_students(self, as_bob):
        assert as_bob.get("/questions/").status_code == 403
        assert as_bob.get("/questions/new/").status_code == 403
        assert as_bob.get(NEW).status_code == 403
