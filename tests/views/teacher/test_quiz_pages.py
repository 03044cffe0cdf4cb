"""Coverage, preview, copy and paper: who may see them, and what they lead to."""

import pytest
from django.urls import reverse

from quizzes.models.attempts import Attempt
from quizzes.models.bank import Question
from quizzes.models.composition import Quiz, QuizItem, QuizShare
from quizzes.services import classrooms
from tests import factories
from tests.conftest import logged_in
from tests.factories import NOW

ASKED = "?variants=2&size=a4&seed=7"
ADDRESSES = {
    "quiz-coverage": ([], ""),
    "quiz-preview": ([], ""),
    "quiz-paper": ([], ASKED),
    "quiz-paper-file": (["questions"], ASKED),
    "quiz-paper-page": (["answers"], ASKED),
}


@pytest.fixture
def quiz(world):
    """Return a quiz of Alice's own, of her own questions of every kind."""
    revision = factories.make_article()
    quiz = factories.make_quiz(tuple(factories.SPECS), revision=revision, owner=world.alice)
    Question.objects.filter(quiz_items__section__quiz=quiz).update(owner=world.alice)
    return quiz


def address(name, quiz, *more):
    args, query = ADDRESSES.get(name, ([], ""))
    return reverse(f"quizzes:{name}", args=[quiz.public_id, *(more or args)]) + query


def teach_alice(world):
    """Make Alice a student of Dan's, whose class has the world's quiz before it."""
    given = factories.make_assignment(
        world.quiz,
        factories.make_classroom(world.dan),
        world.dan,
        review_preset="homework",
        closes_at=None,
        due_at=None,
    )
    classrooms.enroll(
        classroom=given.classroom, user=world.alice, role="student", actor=world.dan, now=NOW
    )


class TestEveryPage:
    def test_is_for_its_owner_and_a_colleague_it_was_shared_with(self, world, quiz):
        QuizShare.objects.create(quiz=quiz, person=world.dan, shared_by=world.alice, shared_at=NOW)
        roles = {"alice": 200, "dan": 200, "bob": 404}
        for name in ADDRESSES:
            for role, status in roles.items():
                client = logged_in(getattr(world, role))
                assert client.get(address(name, quiz)).status_code == status, (name, role)
        QuizShare.objects.all().delete()
        found = [logged_in(world.dan).get(address(n, quiz)).status_code for n in ADDRESSES]
        assert found == [404] * len(ADDRESSES)


class TestPreview:
    def test_leads_through_the_students_pages_and_is_marked_on_each(self, world, as_alice):
        started = as_alice.post(address("quiz-preview", world.quiz))
        attempt = Attempt.objects.get(preview_of=world.quiz)
        assert started.url == reverse("quizzes:attempt-take", args=[attempt.public_id])
        assert "Preview: nothing counts" in as_alice.get(started.url).text
        handed_in = as_alice.post(reverse("quizzes:attempt-submit", args=[attempt.public_id]))
        for query in ("", "?as=teacher"):
            assert "Preview: nothing counts" in as_alice.get(handed_in.url + query).text
        as_alice.post(address("quiz-preview", world.quiz), {"act": "discard"})
        assert not Attempt.objects.exists()

    def test_is_refused_in_words_to_a_student_of_these_questions(self, world, as_alice):
        teach_alice(world)
        answer = as_alice.post(address("quiz-preview", world.quiz), follow=True)
        assert "A class in which you are a student" in answer.text
        assert not Attempt.objects.exists()


class TestCopy:
    def test_makes_a_quiz_of_ones_own_of_the_librarys(self, world, as_dan):
        answer = as_dan.post(address("quiz-copy", world.quiz))
        copy = Quiz.objects.get(owner=world.dan)
        assert str(copy.public_id) in answer.url
        assert as_dan.get(answer.url).status_code == 200


class TestPaper:
    def test_has_a_seed_in_its_address(self, quiz, as_alice):
        bare = reverse("quizzes:quiz-paper", args=[quiz.public_id])
        assert "seed=" in as_alice.get(bare).url

    def test_is_a_pdf_and_the_same_as_a_page(self, quiz, as_alice):
        for part in ("questions", "answers", "key"):
            file = as_alice.get(address("quiz-paper-file", quiz, part))
            assert file["Content-Type"] == "application/pdf"
            assert file.content.startswith(b"%PDF")
            assert "no-store" in file["Cache-Control"]
            page = as_alice.get(address("quiz-paper-page", quiz, part)).text
            assert page.count('class="qs-asked-here"') == 2 * len(factories.SPECS)
            assert ("A spirit <em>can</em> be named." in page) == (part == "key")

    def test_is_a_file_for_each_variant_of_a_long_quiz(self, world, as_alice):
        quiz = factories.make_quiz(("numeric",), owner=world.alice)
        section = quiz.sections.get()
        QuizItem.objects.bulk_create(
            QuizItem(section=section, order=n, question=factories.make_version().question)
            for n in range(2, 27)
        )
        four = address("quiz-paper", quiz).replace("variants=2", "variants=4")
        page = as_alice.get(four).text
        assert page.count("&only=B") == 3
        # Not all in one file, whatever the address says: it would take a worker's time.
        file = four.replace("/paper/", "/paper/questions.pdf")
        assert as_alice.get(file).url == four
        page = as_alice.get(address("quiz-paper-page", quiz) + "&only=B").text
        assert page.count('class="qs-asked-here"') == 26
        assert as_alice.get(address("quiz-paper-page", quiz) + "&only=C").status_code == 404

    @pytest.mark.parametrize(
        "query", ["", "?variants=99&size=a4&seed=7", "?variants=1&size=a0&seed=-1"]
    )
    def test_refuses_what_it_cannot_make(self, quiz, as_alice, query):
        base = reverse("quizzes:quiz-paper", args=[quiz.public_id])
        assert as_alice.get(f"{base}key.pdf{query}").status_code == 404
        assert as_alice.get(f"{base}{query}").status_code == (422 if query else 302)

    def test_gives_no_key_to_a_student_of_these_questions(self, world, as_alice):
        teach_alice(world)
        found = [
            as_alice.get(address(name, world.quiz, part)).status_code
            for name in ("quiz-paper-file", "quiz-paper-page")
            for part in ("questions", "key")
        ]
        assert found == [200, 404, 200, 404]
        assert "/paper/key" not in as_alice.get(address("quiz-paper", world.quiz)).text


class TestCoverage:
    def test_shows_no_evidence_to_a_student_of_these_questions(self, world, as_alice):
        assert "qs-coverage-text" in as_alice.get(address("quiz-coverage", world.quiz)).text
        teach_alice(world)
        assert "qs-coverage-text" not in as_alice.get(address("quiz-coverage", world.quiz)).text
