"""Previews: taken as students take a quiz, and without a trace."""

import pytest

from quizzes.engine.disclosure import Part
from quizzes.models.attempts import Attempt, AttemptItem, Mark, Step
from quizzes.models.audit import AuditRecord
from quizzes.models.composition import Quiz
from quizzes.queries.assignments import timetable_of
from quizzes.queries.attempts.home import history_of, home_of
from quizzes.queries.attempts.offer import offer_of_quiz
from quizzes.queries.attempts.running.live import live_of
from quizzes.queries.disclosure import held_back_questions, of_attempt
from quizzes.queries.records.leaving import leaving_of
from quizzes.services import attempts, classrooms, review
from quizzes.services.composition import CannotCompose
from tests import factories
from tests.factories import NOW, incoming, save


def preview(quiz, teacher, **options):
    return attempts.start_preview(quiz=quiz, teacher=teacher, seed=7, now=NOW, **options)


def handed_in(world):
    attempt = preview(world.quiz, world.alice)
    save(attempt, incoming(1, "b"))
    return attempts.submit(attempt=attempt, now=NOW)


# What each page says that could tell of an attempt; a preview must change none of them.
TOLD = {
    "home": lambda w: home_of(w.alice, NOW),
    "history": lambda w: history_of(w.alice, NOW),
    "offer": lambda w: offer_of_quiz(w.quiz, w.alice, NOW).attempts,
    "overview": lambda w: live_of([w.assignment], w.assignment.public_id, NOW),
    "leaving": lambda w: leaving_of(w.alice).open_attempts,
    "held back": lambda w: dict(held_back_questions(timetable_of(w.bob), NOW)),
    "counted": lambda w: list(Attempt.objects.counted()),
}


class TestAPreview:
    @pytest.mark.parametrize("name", TOLD)
    def test_is_told_of_nowhere(self, world, name):
        before = TOLD[name](world)
        handed_in(world)
        preview(world.quiz, world.alice)
        assert TOLD[name](world) == before

    def test_is_one_at_a_time_and_as_often_as_one_likes(self, world):
        Quiz.objects.update(attempts_allowed=1)
        world.quiz.refresh_from_db()
        first = preview(world.quiz, world.alice)
        assert preview(world.quiz, world.alice) == first
        attempts.submit(attempt=first, now=NOW)
        assert preview(world.quiz, world.alice).number == 2

    def test_gives_an_essay_its_points_as_a_class_would_get_them(self, world):
        quiz = factories.make_quiz(("essay",), points="4")
        assert preview(quiz, world.alice).items.get().points == 4

    def test_is_thrown_away_whole_when_another_begins(self, world):
        kept = factories.take(world.quiz, world.carol)
        old = handed_in(world)
        new = preview(world.quiz, world.alice, is_anew=True)
        assert set(Attempt.objects.all()) == {kept, new}
        assert not AttemptItem.objects.filter(attempt=old.pk).exists()
        assert set(Step.objects.values_list("item__attempt", flat=True)) == {kept.pk}
        assert set(Mark.objects.values_list("item__attempt", flat=True)) == {kept.pk}
        record = AuditRecord.objects.get(action="attempts.discard_previews")
        assert record.before == {"previews": [str(old.public_id)]}

    def test_of_a_colleague_stays(self, world):
        preview(world.quiz, world.alice)
        attempts.discard_previews(quiz=world.quiz, teacher=world.dan, now=NOW)
        assert Attempt.objects.count() == 1


class TestDeletingAQuiz:
    def test_throws_away_what_its_readers_only_tried(self, world):
        quiz = factories.make_quiz(owner=world.alice)
        save(preview(quiz, world.alice), incoming(1, "b"))
        preview(quiz, world.dan)
        attempts.delete_quiz(quiz=quiz, actor=world.alice, now=NOW)
        assert not Quiz.objects.filter(pk=quiz.pk).exists()
        assert not Attempt.objects.filter(preview_of__isnull=False).exists()

    def test_is_refused_whole_for_what_was_taken_or_reported(self, world):
        quiz = factories.make_quiz(owner=world.alice)
        mine = preview(quiz, world.alice)
        taken = factories.take(quiz, world.carol)
        with pytest.raises(CannotCompose, match="results stay"):
            attempts.delete_quiz(quiz=quiz, actor=world.alice, now=NOW)
        assert set(Attempt.objects.all()) == {mine, taken}

        other = factories.make_quiz(owner=world.alice)
        reported = preview(other, world.alice)
        item = reported.items.get(position=1)
        review.report(item=item, reporter=world.alice, reason="key", text="?", now=NOW)
        with pytest.raises(CannotCompose, match="reported a question"):
            attempts.delete_quiz(quiz=other, actor=world.alice, now=NOW)


class TestWhatIsShown:
    @pytest.mark.parametrize(
        ("preset", "as_student"),
        [
            ("practice", set(Part)),
            ("homework", {Part.RESPONSE, Part.SCORE, Part.CORRECTNESS}),
            ("exam", {Part.RESPONSE}),
        ],
    )
    def test_is_what_a_student_sees_right_after_or_everything(self, world, preset, as_student):
        Quiz.objects.update(review_preset=preset)
        world.quiz.refresh_from_db()
        attempt = handed_in(world)
        assert of_attempt(attempt, world.alice, NOW).parts == as_student
        everything = of_attempt(attempt, world.alice, NOW, is_everything=True)
        assert everything.parts == set(Part)

    def test_is_nothing_more_while_it_is_open(self, world):
        attempt = preview(world.quiz, world.alice)
        assert not of_attempt(attempt, world.alice, NOW, is_everything=True).parts

    def test_is_not_the_key_of_what_the_teachers_own_class_is_asked(self, world):
        attempt = handed_in(world)
        other = factories.make_assignment(
            world.quiz, factories.make_classroom(world.dan), world.dan, review_preset="homework"
        )
        classrooms.enroll(
            classroom=other.classroom, user=world.alice, role="student", actor=world.dan, now=NOW
        )
        shown = of_attempt(attempt, world.alice, NOW, is_everything=True)
        assert shown.parts == {Part.RESPONSE, Part.SCORE, Part.CORRECTNESS}
        with pytest.raises(attempts.CannotStart):
            preview(world.quiz, world.alice, is_anew=True)
        # What was refused has thrown nothing away.
        assert Attempt.objects.filter(pk=attempt.pk).exists()
