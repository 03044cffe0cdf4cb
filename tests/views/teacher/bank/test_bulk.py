"""Acts on many questions: told beforehand, done to what one may change, undone."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from quizzes.models.audit import AuditRecord
from quizzes.models.bank import Evidence, Question, Topic
from quizzes.services import classrooms
from tests import factories
from tests.factories import NOW

ELSEWHERE = "It has four parts, said the speaker. Nobody knew them."


def bulk(*versions, act, more=""):
    ticked = "".join(f"&ticked={version.question.public_id}" for version in versions)
    return f"/questions/bulk/?act={act}{ticked}{more}"


def statuses():
    return dict(Question.objects.values_list("pk", "status"))


@pytest.fixture
def librarys(world):
    return factories.make_version(stem="A question of the library?")


class TestRetiring:
    def test_tells_the_number_does_it_to_ones_own_and_can_be_undone(
        self, as_alice, as_dan, hers, librarys
    ):
        url = bulk(hers, librarys, act="retire")
        asked = as_alice.get(url).content.decode()
        assert "Retire 2 questions" in asked
        assert "1 of them is yours to change" in asked
        assert statuses()[hers.question_id] == "ready"
        done = as_alice.post(url, {"count": "2"}).content.decode()
        assert "1 question retired" in done
        assert "A question of the library?" in done
        assert statuses()[hers.question_id] == "retired"
        assert statuses()[librarys.question_id] == "ready"
        record = AuditRecord.objects.about(hers.question).get(action="bank.retire")
        at = {"at": record.at.isoformat()}
        as_dan.post("/questions/undo/", at)
        assert statuses()[hers.question_id] == "retired"
        as_alice.post("/questions/undo/", at)
        assert statuses()[hers.question_id] == "ready"
        without_zone = as_alice.post("/questions/undo/", {"at": "2026-01-01"})
        assert without_zone.status_code == 302
        page = as_alice.post("/questions/undo/", at, follow=True).content.decode()
        assert "nothing to undo" in page

    def test_takes_all_that_was_found_and_asks_again_if_that_has_changed(self, as_alice, hers):
        url = "/questions/bulk/?act=retire&all=1&author=mine"
        response = as_alice.post(url, {"count": "7"})
        assert response.status_code == 422
        assert "has changed meanwhile" in response.content.decode()
        as_alice.post(url, {"count": "1"})
        assert set(Question.objects.filter(status="retired")) == {hers.question}

    def test_offers_nothing_where_nothing_can_be_changed(self, as_dan, hers, librarys):
        page = as_dan.get(bulk(librarys, act="retire")).content.decode()
        assert "None of them is yours to change" in page
        assert as_dan.get(bulk(hers, act="retire")).status_code == 302
        assert as_dan.get("/questions/bulk/?act=burn").status_code == 404


class TestTopics:
    def test_are_given_made_and_taken_away(self, as_alice, world, hers):
        old = Topic.objects.create(slug="old", name="Old")
        hers.question.topics.add(old)
        url = bulk(hers, act="tag")
        told = {"count": "1", "remove": ["old"], "new_topic": " Trade  routes "}
        assert "1 question changed" in as_alice.post(url, told).content.decode()
        made = hers.question.topics.get()
        assert (made.name, made.owner) == ("Trade routes", world.alice)
        at = AuditRecord.objects.get(action="bank.tag").at
        as_alice.post("/questions/undo/", {"at": at.isoformat()})
        assert list(hers.question.topics.all()) == [old]
        as_alice.post(url, {"count": "1", "new_topic": "trade routes"})
        assert made in hers.question.topics.all()

    @pytest.mark.parametrize(
        "told", [{}, {"add": ["old"], "remove": ["old"]}, {"add": ["no"]}, {"new_topic": "x" * 101}]
    )
    def test_are_refused_where_nothing_sensible_is_asked(self, as_alice, hers, told):
        Topic.objects.create(slug="old", name="Old")
        assert as_alice.post(bulk(hers, act="tag"), {"count": "1", **told}).status_code == 422


class TestMoving:
    def test_finds_evidence_again_and_lists_what_cannot_be_moved(self, as_alice, world, hers):
        other = factories.make_article(ELSEWHERE, title="Elsewhere")
        lost = factories.make_version(
            revision=world.quiz.article.revisions.get(), quotes=("Music came east.",)
        )
        Question.objects.filter(pk=lost.question_id).update(owner=world.alice)
        url = bulk(hers, lost, act="move")
        told = {"count": "2", "article": str(other.article.public_id)}
        page = as_alice.post(url, told).content.decode()
        assert "1 question moved" in page
        assert "does not have these words: “Music came east.”" in page
        newest = hers.question.versions.get(number=2)
        piece = Evidence.objects.get(version=newest)
        assert (piece.revision, piece.quote) == (other, "It has four parts")
        assert newest.note == "Moved to “Elsewhere”"
        assert Question.objects.get(pk=hers.question_id).article == other.article
        assert lost.question.versions.count() == 1
        again = as_alice.post(url, told).content.decode()
        assert "It is about that article already." in again

    def test_goes_to_no_article_that_one_does_not_see(self, as_alice, world, hers):
        others = factories.make_article(title="Dan's")
        others.article.owner = world.dan
        others.article.save()
        told = {"count": "1", "article": str(others.article.public_id)}
        assert as_alice.post(bulk(hers, act="move"), told).status_code == 422


class TestExport:
    def test_is_our_own_json(self, as_alice, as_dan, hers):
        url = f"/questions/export/?ticked={hers.question.public_id}"
        response = as_alice.get(url)
        assert response["Content-Disposition"].startswith("attachment; filename=")
        sent = json.loads(b"".join(response.streaming_content))
        assert (sent["format"], sent["version"]) == ("quizsite-questions", 1)
        (question,) = sent["questions"]
        assert question["stem"] == hers.stem
        assert question["spec"] == hers.spec
        assert question["evidence"] == ["It has four parts"]
        assert question["article"]["title"] == "A spirit"
        assert as_dan.get(url).status_code == 302

    def test_leaves_out_what_is_held_back_from_a_teacher_who_studies(self, as_dan, world):
        now = timezone.now()
        classrooms.enroll(
            classroom=world.classroom, user=world.dan, role="student", actor=world.alice, now=NOW
        )
        assignment = factories.make_assignment(
            world.quiz,
            world.classroom,
            world.alice,
            now=now - timedelta(days=1),
            review_preset="exam",
        )
        held = assignment.quiz.sections.get().items.first().question
        free = factories.make_version()
        url = f"/questions/export/?ticked={held.public_id}&ticked={free.question.public_id}"
        sent = json.loads(b"".join(as_dan.get(url).streaming_content))
        assert [each["id"] for each in sent["questions"]] == [str(free.question.public_id)]
        page = as_dan.get(f"/questions/{held.public_id}/").content.decode()
        assert "You are a student in a class" in page
        assert "The article says so." not in page
        assert as_dan.get(f"/questions/{held.public_id}/compare/?old=1&new=1").status_code == 302
