"""One question's page: use, versions and their differences; restoring, retiring, deleting."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quizzes.models.audit import AuditRecord
from quizzes.models.bank import Evidence, Question, QuestionShare
from quizzes.queries.bank.comparing import NAMES, fields_changed
from tests import factories
from tests.factories import NOW


def url(version, rest=""):
    return f"/questions/{version.question.public_id}/{rest}"


def names_in(value):
    if isinstance(value, dict):
        yield from value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from names_in(each)


@pytest.fixture
def rewritten(hers, revision):
    """Version 2 of Alice's question: another key, another word, without evidence."""
    spec = factories.single_choice("a")
    spec["options"][2]["text"] = "Option *C*"
    return factories.make_version(
        question=hers.question, spec=spec, stem=f"{hers.stem} Really?", note="The key was wrong."
    )


class TestPage:
    def test_tells_where_it_is_used_and_what_happened(self, as_alice, world, hers, rewritten):
        factories.take(factories.make_quiz([rewritten], title="Silk and jade"), world.bob)
        page = as_alice.get(url(hers)).content.decode()
        for words in ("Silk and jade", "Asked in 1 try", "The key was wrong.", "Retire it"):
            assert words in page
        assert "Delete…" not in page

    def test_costs_as_many_queries_for_much_use(self, as_alice, world, hers):
        def cost():
            with CaptureQueriesContext(connection) as asked:
                assert as_alice.get(url(hers)).status_code == 200
            return len(asked)

        factories.take(factories.make_quiz([hers]), world.bob)
        few = cost()
        for _number in range(3):
            factories.take(factories.make_quiz([hers]), world.bob)
            factories.make_version(question=hers.question)
        assert cost() == few <= 20

    def test_of_a_colleagues_question_offers_a_copy_alone(self, as_dan, world, hers):
        QuestionShare.objects.create(
            question=hers.question, person=world.dan, shared_by=world.alice, shared_at=NOW
        )
        page = as_dan.get(url(hers)).content.decode()
        assert "Copy and change" in page
        assert "Delete…" not in page
        assert as_dan.post(url(hers, "retire/")).status_code == 404
        assert as_dan.get(url(hers, "delete/")).status_code == 404


class TestComparing:
    def test_names_fields_and_keeps_what_is_the_same(self, hers, rewritten):
        pieces = list(Evidence.objects.filter(version=hers))
        found = fields_changed(hers, rewritten, {hers.pk: pieces})
        assert [field.label for field in found] == [
            "Question",
            "Option 1 · Earns",
            "Option 2 · Earns",
            "Option 3",
            "Option · Order",
            "Evidence",
        ]
        assert [(str(piece.change), piece.text) for piece in found[0].pieces][-1:] == [
            ("added", " Really?")
        ]
        assert [piece.text for piece in found[1].pieces] == ["0", "100", "%"]
        assert fields_changed(hers, hers, {}) == []

    @pytest.mark.parametrize("kind", factories.SPECS)
    def test_has_words_for_all_that_specs_hold(self, kind):
        assert set(names_in(factories.SPECS[kind]())) - {"id"} <= set(NAMES)

    def test_is_shown_with_the_way_back(self, as_alice, as_dan, hers, rewritten):
        page = as_alice.get(url(hers, "compare/?old=1&new=2")).content.decode()
        assert "<ins>" in page
        assert "Go back to version 1" in page
        assert "Go back" not in as_alice.get(url(hers, "compare/?old=2&new=2")).content.decode()
        for odd in ("", "?old=1&new=9", "?old=x&new=1", "?old=-1&new=1"):
            assert as_alice.get(url(hers, f"compare/{odd}")).status_code == 404


class TestRestoring:
    def test_publishes_the_old_content_and_its_evidence_anew(self, as_alice, hers, rewritten):
        told = {"change": "new_content", "note": "Back", "number": "2"}
        response = as_alice.post(url(hers, "versions/1/restore/"), told)
        assert response.status_code == 302
        made = hers.question.versions.get(number=3)
        assert (made.stem, made.spec, made.note) == (hers.stem, hers.spec, "Back")
        assert Evidence.objects.get(version=made).quote == "It has four parts"

    @pytest.mark.parametrize(
        ("told", "words"),
        [
            ({"change": "new_content", "number": "1"}, "Version 2 was published while"),
            ({"change": "scoring_correction", "number": "2"}, "changes only what is right"),
            ({"change": "nonsense", "number": "2"}, "Look at the marked fields"),
        ],
    )
    def test_is_refused_with_the_reason(self, as_alice, hers, rewritten, told, words):
        response = as_alice.post(url(hers, "versions/1/restore/"), {"note": "typed", **told})
        assert response.status_code == 422
        page = response.content.decode()
        assert words in page
        assert "typed" in page
        assert hers.question.versions.count() == 2


class TestRemoving:
    def test_deletes_what_was_never_used_after_a_question(self, as_alice, hers):
        assert "Delete it" in as_alice.get(url(hers, "delete/")).content.decode()
        as_alice.post(url(hers, "delete/"))
        assert not Question.objects.filter(pk=hers.question_id).exists()
        record = AuditRecord.objects.get(action="bank.delete")
        assert record.before["stem"] == hers.stem

    def test_retires_what_was_used_and_says_so_beforehand(self, as_alice, world, hers):
        factories.make_quiz([hers])
        assert "cannot be deleted" in as_alice.get(url(hers, "delete/")).content.decode()
        page = as_alice.post(url(hers, "delete/"), follow=True).content.decode()
        assert "cannot be deleted" in page
        as_alice.post(url(hers, "retire/"))
        assert "is retired" in as_alice.get(url(hers)).content.decode()
        as_alice.post(url(hers, "put-back/"))
        assert Question.objects.get(pk=hers.question_id).status == "ready"
