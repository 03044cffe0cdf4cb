"""The pages on which essays are marked."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from quizzes.engine.disclosure import Part
from quizzes.models.attempts import AttemptItem
from quizzes.models.grading import MarkingClaim, MarkingDraft, Phrase
from quizzes.queries.disclosure import of_attempt
from tests import factories
from tests.conftest import logged_in
from tests.services.grading import marking
from tests.services.grading.marking import essays, only, only_again

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(cast_of_the_class):
    return cast_of_the_class


@pytest.fixture
def given(world):
    return essays(world, world.bob, *marking.classmates(world, 2), review_preset="exam")


def begin(client, given):
    question = given.quiz.sections.get().items.get().question
    address = reverse("quizzes:marking-next", args=[question.public_id])
    return client.post(f"{address}?assignment={given.public_id}")


def sent(item, **more):
    return {"do": "save", "based_on": str(item.mark_count), "level-claim": "top", **more}


def at(address) -> AttemptItem:
    _, _, _, attempt, position, _ = address.split("/")
    return AttemptItem.objects.get(attempt__public_id=attempt, position=position)


class TestMarking:
    def test_goes_from_answer_to_answer_until_none_is_left(self, as_alice, world, given):
        page = as_alice.get("/marking/").content.decode()
        assert "<strong>3 wait</strong>" in page
        address, seen = begin(as_alice, given).url, set()
        while "/answers/" in address:
            item = at(address)
            seen.add(item.pk)
            shown = as_alice.get(address).content.decode()
            assert f"{len(seen) - 1} of 3 marked" in shown
            address = as_alice.post(address, sent(item, comment="Good.")).url
        assert (address, len(seen)) == ("/marking/", 3)
        assert "Nothing waits" in as_alice.get("/marking/").content.decode()

    def test_is_not_for_who_has_the_question_before_them(self, as_alice, world, given):
        address = begin(as_alice, given).url
        assert of_attempt(at(address).attempt, world.alice, timezone.now()).shows(Part.KEY)
        classroom = factories.make_classroom(world.dan, world.alice)
        exam = {"review_preset": "exam", "now": timezone.now()}
        factories.make_assignment(given.quiz, classroom, world.dan, **exam)
        assert not of_attempt(at(address).attempt, world.alice, timezone.now()).shows(Part.KEY)
        assert as_alice.get(address).url == "/marking/"
        assert as_alice.post(address, sent(at(address))).url == "/marking/"
        assert begin(as_alice, given).url == "/marking/"

    def test_hides_names_unless_the_marker_wants_them(self, as_alice, world, given):
        address = begin(as_alice, given).url
        names = [world.bob.name, "mate0", "mate1"]
        student = at(address).attempt.student.shown_name
        hidden = as_alice.get(address).content.decode().partition("<main")[2]
        text = f"{at(address).attempt.student.username} says."
        assert text in hidden
        assert student not in hidden.replace(text, "")
        as_alice.post(address, {"do": "names", "based_on": "1", "comment": "Kept"})
        assert f">{student}</h2>" in as_alice.get(address).content.decode()
        assert MarkingDraft.objects.get().comment == "Kept"
        assert names

    def test_skips_to_the_next_and_puts_the_answer_down(self, as_alice, given):
        first = begin(as_alice, given).url
        second = as_alice.post(first, {"do": "skip", "based_on": "1"}).url
        assert first != second
        assert [claim.item for claim in MarkingClaim.objects.all()] == [at(second)]
        assert first.replace("&", "&amp;") in as_alice.get(second).content.decode()

    def test_shows_what_was_typed_again_where_it_is_refused(self, as_alice, given):
        address = begin(as_alice, given).url
        again = as_alice.post(address, {"do": "save", "based_on": "1", "comment": "Half done"})
        page = again.content.decode()
        assert again.status_code == 422
        assert "Choose a level for each criterion." in page
        assert "Half done" in page

    def test_tells_of_a_mark_that_was_given_meanwhile(self, as_alice, world, given):
        address = begin(as_alice, given).url
        fay = marking.assistant(world)
        MarkingClaim.objects.all().delete()
        marking.mark(at(address), fay)
        page = as_alice.post(address, {**sent(at(address)), "based_on": "1"})
        assert page.status_code == 422
        assert "Marked by Fay" in page.content.decode()
        assert as_alice.post(address, sent(at(address))).status_code == 302
        assert at(address).marks.count() == 3

    def test_keeps_drafts_for_its_script(self, as_alice, world, given):
        address = begin(as_alice, given).url
        url = f"{address.partition('?')[0]}draft/"
        body = {**sent(at(address)), "comment": "So far", "user": str(world.alice.public_id)}
        assert "saved_at" in json.loads(as_alice.post(url, body).content)
        assert "So far" in as_alice.get(address).content.decode()
        assert as_alice.post(url, {**body, "user": str(world.bob.public_id)}).status_code == 401
        MarkingClaim.objects.update(marker=marking.assistant(world))
        held = as_alice.post(url, body)
        assert held.status_code == 409
        assert "Fay is marking this answer" in json.loads(held.content)["message"]

    def test_keeps_a_comment_as_a_phrase_and_lets_it_go(self, as_alice, given):
        address = begin(as_alice, given).url
        said = sent(at(address), comment="Name the source.", keeps_phrase="on")
        address = as_alice.post(address, said).url
        assert "data-phrase>Name the source.</button>" in as_alice.get(address).content.decode()
        forget = reverse("quizzes:marking-phrase-forget", args=[Phrase.objects.get().public_id])
        assert as_alice.post(forget, {"next": address}).url == address
        assert not Phrase.objects.exists()

    def test_lists_what_is_marked(self, as_alice, world):
        given = essays(world)
        marking.mark(only(given), world.alice, comment="Fine")
        question = only(given).version.question
        page = as_alice.get(reverse("quizzes:marking-marked", args=[question.public_id]))
        assert "Fine" in page.content.decode()
        assert "2 of 2" in page.content.decode()


class TestTheStudent:
    @pytest.mark.parametrize(("preset", "is_told"), [("practice", True), ("exam", False)])
    def test_reads_levels_and_comment_where_feedback_is_shown(
        self, as_bob, as_alice, world, preset, is_told
    ):
        item = only(essays(world, review_preset=preset))
        item = marking.mark(item, world.alice, comment="Which spirit, though?")
        address = reverse("quizzes:attempt-review", args=[item.attempt.public_id])
        page = as_bob.get(address).content.decode()
        assert ("Which spirit, though?" in page) == is_told
        assert ("A claim from the text" in page) == is_told
        assert "Alice" not in page.partition("<main")[2]
        staff = as_alice.get(address).content.decode()
        assert "Which spirit, though?" in staff
        assert only_again(item).fraction == 1
        assert logged_in(world.dan).get(address).status_code == 404
