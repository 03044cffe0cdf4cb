"""Another version of a question: what it keeps, what it refuses, what it tells of."""

import re
from random import Random

import pytest
from django.http import QueryDict

from quizzes.forms.questions.editor import posted_for
from quizzes.models.audit import AuditRecord
from quizzes.models.bank import Evidence, Question, QuestionVersion, Topic
from quizzes.queries.bank import evidence_by_version
from quizzes.services import articles, bank
from tests import factories
from tests.views.teacher.writing import address, fields_of, post


@pytest.fixture
def retyped(hers, revision):
    """What a browser would post for Alice's question as it stands."""
    evidence = evidence_by_version([hers.pk])[hers.pk]
    return posted_for(hers, evidence, [], revision, Random(1))


class TestEdit:
    def test_shows_the_question_as_it_stands(self, as_alice, hers):
        page = as_alice.get(address(hers)).content.decode()
        assert hers.stem in page
        assert re.search(r'name="q-sentences" value="\d+:s2" checked', page)

    def test_publishes_another_version(self, as_alice, hers, retyped, world):
        retyped["spec-options.b.-fraction"] = "0"
        retyped["spec-options.c.-fraction"] = "100"
        retyped["p-change"] = "scoring_correction"
        retyped["p-note"] = "The key was wrong."
        assert post(as_alice, address(hers), retyped).status_code == 302
        newest = QuestionVersion.objects.get(question=hers.question, number=2)
        assert (newest.change, newest.note) == ("scoring_correction", "The key was wrong.")
        assert [option["fraction"] for option in newest.spec["options"]] == ["0", "0", "1"]
        hers.refresh_from_db()
        assert [option["fraction"] for option in hers.spec["options"]] == ["0", "1", "0"]
        # A part of a sentence was quoted; its author has not touched that.
        [piece] = Evidence.objects.filter(version=newest)
        assert piece.quote == "It has four parts"

    def test_offers_to_score_old_answers_again(self, as_alice, hers, retyped, world):
        retyped["p-change"] = "scoring_correction"
        given = factories.make_assignment(factories.make_quiz([hers]), world.classroom, world.alice)
        factories.take(given, world.bob)
        post(as_alice, address(hers), retyped)
        said = as_alice.get("/questions/").content.decode()
        assert f"/questions/{hers.question.public_id}/marks/?act=recompute" in said

    def test_points_at_whole_sentences_that_are_ticked_anew(
        self, as_alice, hers, retyped, revision
    ):
        retyped.setlist("q-sentences", [f"{revision.pk}:s2", f"{revision.pk}:s1"])
        assert post(as_alice, address(hers), retyped).status_code == 302
        pieces = Evidence.objects.filter(version__number=2).order_by("order")
        assert [piece.quote for piece in pieces] == [
            "A spirit was named in Astana.",
            "It has four parts, said the speaker.",
        ]

    def test_tells_what_the_article_does_not_have_any_more(self, as_alice, hers, world):
        articles.publish_revision(
            article=world.quiz.article,
            title="Corrected",
            text="A spirit was named in Astana. It has five parts, said the speaker.",
            now=factories.NOW,
            actor=None,
            author="Ann",
        )
        page = as_alice.get(address(hers)).content.decode()
        assert "these words are not in it any more" in page
        assert "It has four parts" in page

    def test_keeps_an_article_that_its_author_does_not_see_any_more(
        self, as_alice, hers, retyped, world
    ):
        world.quiz.article.owner = world.dan
        world.quiz.article.save()
        assert post(as_alice, address(hers), retyped).status_code == 302
        hers.question.refresh_from_db()
        assert hers.question.article == world.quiz.article
        assert Evidence.objects.filter(version__number=2).exists()

    def test_leaves_a_retired_question_retired_and_says_so(self, as_alice, hers, retyped):
        bank.retire(question=hers.question, actor=None, now=factories.NOW)
        assert "This question is retired" in as_alice.get(address(hers)).content.decode()
        assert post(as_alice, address(hers), retyped).status_code == 302
        hers.question.refresh_from_db()
        assert hers.question.status == Question.Status.RETIRED

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("q-stem", "Another question?"),
            ("spec-options.a.-text", "Another option"),
            ("spec-options.b.-.gone", "on"),
        ],
    )
    def test_takes_nothing_else_for_a_scoring_correction(
        self, as_alice, hers, retyped, name, value
    ):
        retyped["p-change"] = "scoring_correction"
        retyped["spec-options.c.-fraction"] = "100"
        retyped[name] = value
        response = post(as_alice, address(hers), retyped)
        assert response.status_code == 422
        assert "A scoring correction changes only what is right" in response.content.decode()

    def test_records_where_a_question_is_filed(self, as_alice, hers, retyped):
        topic = Topic.objects.create(slug="trade", name="Trade")
        retyped["q-topics"] = topic.slug
        assert post(as_alice, address(hers), retyped).status_code == 302
        record = AuditRecord.objects.get(action="bank.file_question")
        assert record.before["topics"] == []
        assert record.after["topics"] == ["trade"]

    def test_tells_of_a_version_that_came_between(self, as_alice, hers, retyped):
        retyped["q-stem"] = "Mine."
        assert post(as_alice, address(hers), retyped).status_code == 302
        retyped["q-stem"] = "Mine too, from another tab."
        response = post(as_alice, address(hers), retyped)
        assert response.status_code == 422
        page = response.content.decode()
        assert "Version 2 was published while you were writing." in page
        assert "Mine too, from another tab." in page
        assert QuestionVersion.objects.filter(question=hers.question).count() == 2
        retyped["p-number"] = fields_of(response)["p-number"]
        assert post(as_alice, address(hers), retyped).status_code == 302
        assert QuestionVersion.objects.get(question=hers.question, number=3).stem == (
            "Mine too, from another tab."
        )

    @pytest.mark.parametrize("whose", ["as_bob", "as_dan", "as_carol"])
    def test_is_not_there_for_others(self, request, hers, retyped, whose):
        client = request.getfixturevalue(whose)
        assert client.get(address(hers)).status_code == 404
        assert post(client, address(hers), retyped).status_code == 404
        assert QuestionVersion.objects.filter(question=hers.question).count() == 1

    def test_of_the_library_is_not_there(self, as_alice, world):
        version = QuestionVersion.objects.filter(question__owner=None).first()
        assert as_alice.get(address(version)).status_code == 404

    def test_takes_a_flood_of_nothing(self, as_alice, hers):
        posted = QueryDict(mutable=True)
        posted.setlist("spec-options", ["x"] * 300)
        assert post(as_alice, address(hers), posted).status_code == 400
