"""A teacher who is a student in a class: no page of authoring tells what the class is asked."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from quizzes.services import classrooms, sharing
from tests import factories
from tests.factories import NOW

SECRET = "quintessence"


@pytest.fixture
def held(world):
    """A question that Dan may change, and that Alice's class is asked, in which Dan studies."""
    version = factories.make_version(
        "short_answer",
        spec=factories.short_answer(SECRET),
        stem="Which word is it?",
        note=f"It is {SECRET} after all",
    )
    version.question.owner = world.alice
    version.question.save(update_fields=["owner"])
    quiz = factories.make_quiz([version], owner=world.alice)
    sharing.share(
        thing=version.question, person=world.dan, may_edit=True, actor=world.alice, now=NOW
    )
    classrooms.enroll(
        classroom=world.classroom, user=world.dan, role="student", actor=world.alice, now=NOW
    )
    opened = timezone.now() - timedelta(days=1)
    factories.make_assignment(quiz, world.classroom, world.alice, now=opened, review_preset="exam")
    return version


class TestTeacherWhoStudies:
    def test_reads_no_key_in_the_editor(self, as_dan, as_alice, held):
        address = reverse("quizzes:question-edit", args=[held.question.public_id])
        assert SECRET in as_alice.get(address).content.decode()
        page = as_dan.get(address, follow=True).content.decode()
        assert "when that is over" in page
        assert SECRET not in page
        assert as_dan.post(address, {"do": "look"}).status_code == 302

    def test_learns_no_evidence_by_moving_it_to_where_that_is_not(self, as_dan, world, held):
        other = factories.make_article("Nothing of it is here.", "Elsewhere").article
        address = f"/questions/bulk/?act=move&ticked={held.question.public_id}"
        moved = as_dan.post(address, {"count": "1", "article": str(other.public_id)})
        assert moved.status_code == 422
        assert "when that is over" in moved.content.decode()

    @pytest.mark.parametrize("words", [SECRET, "quint"])
    def test_learns_no_answer_by_searching_for_it(self, as_dan, as_alice, world, held, words):
        quiz = factories.make_quiz((), owner=world.dan)
        stem = "Which word is it?"
        bank, composer = "/questions/?q=", f"/quizzes/{quiz.public_id}/compose/?q={words}"
        assert stem in as_alice.get(bank + words).content.decode()
        for address in (bank + words, composer):
            assert stem not in as_dan.get(address).content.decode()
        assert stem in as_dan.get(f"{bank}WORD").content.decode()
        chosen = as_dan.get(f"/questions/bulk/?act=retire&all=1&q={words}")
        assert chosen.status_code == 302
