"""Re-estimated difficulties: from stored first answers to rows, a record, and mastery anew."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quizzes.engine.progress.estimating import Difficulty
from quizzes.models.accounts import User
from quizzes.models.attempts import Attempt
from quizzes.models.audit import AuditRecord
from quizzes.models.bank import Question
from quizzes.models.progress import Mastery, QuestionDifficulty, ReviewLog
from quizzes.queries.analysis.difficulties import difficulties_by_answers
from quizzes.queries.records import differences
from quizzes.services import analysis, attempts, bank
from tests.factories import NOW, make_quiz, make_user, make_version, take

pytestmark = [pytest.mark.rows, pytest.mark.django_db]


def answer_all(questions: list[Question], rights: list[float], students: int) -> None:
    """Store first answers, of which so many are right (0..1) for each question."""
    known = User.objects.count()
    people = [make_user(f"s{known + number}") for number in range(students)]
    ReviewLog.objects.bulk_create(
        ReviewLog(
            student=person,
            question=question,
            attempt_key=uuid4(),
            at=NOW,
            quarter=1,
            fraction=Fraction((7 * number + 5 * place) % students < share * students),
            is_first=True,
            chance=0.25,
            difficulty=0,
        )
        for number, person in enumerate(people)
        for place, (question, share) in enumerate(zip(questions, rights, strict=True))
    )


def keep(**difficulties: tuple[int, float]) -> analysis.Kept:
    """Keep difficulties given as name=(question, logit)."""
    told = {key: Difficulty(logit, 0.3, 40) for key, logit in difficulties.values()}
    return analysis.keep_difficulties(difficulties=told, now=NOW)


class TestDifficultiesByAnswers:
    def test_tells_the_hard_from_the_easy_and_asks_two_queries(self):
        questions = [make_version().question for _ in range(4)]
        answer_all(questions, [0.95, 0.75, 0.5, 0.3], students=30)
        with CaptureQueriesContext(connection) as queries:
            found = difficulties_by_answers()
        assert len(queries) == 2
        logits = [found[question.pk].logit for question in questions]
        assert logits == sorted(logits)
        assert logits[0] < -0.5
        assert logits[3] > 0.5
        answer_all(questions, [0.95, 0.75, 0.5, 0.3], students=10)
        with CaptureQueriesContext(connection) as queries:
            assert difficulties_by_answers()[questions[0].pk].answer_count == 40
        assert len(queries) == 2

    def test_knows_no_repeats_no_blanks_and_too_few_answers_not(self):
        question = make_version().question
        answer_all([question], [0.5], students=21)
        assert set(difficulties_by_answers()) == {question.pk}
        one, other = ReviewLog.objects.order_by("pk")[:2]
        ReviewLog.objects.filter(pk=one.pk).update(is_first=False)
        ReviewLog.objects.filter(pk=other.pk).update(fraction=None)
        assert difficulties_by_answers() == {}

    def test_begins_at_the_newest_guess(self, world):
        version = make_version()
        guessed = bank.content_of(version)
        bank.publish_version(
            question=version.question,
            content=replace(guessed, difficulty="hard"),
            quotes=(),
            revision=None,
            actor=world.alice,
            now=NOW,
        )
        answer_all([version.question], [0.5], students=20)
        assert difficulties_by_answers()[version.question_id].logit == pytest.approx(1, abs=0.01)


class TestKeepDifficulties:
    def test_stores_changes_and_removes_and_says_so(self):
        one, other, third = (make_version().question.pk for _ in range(3))
        assert keep(a=(one, 0.5), b=(other, -0.5)).changed_count == 2
        assert keep(a=(one, 0.7), c=(third, 0.1)).changed_count == 3
        stored = dict(QuestionDifficulty.objects.values_list("question", "logit"))
        assert stored == {one: 0.7, third: 0.1}
        records = AuditRecord.objects.filter(
            action="analysis.keep_difficulties",
            subject_id=Question.objects.get(pk=other).public_id,
        )
        assert [each.after["difficulty"] for each in records.order_by("pk")] == [-0.5, None]

    def test_changes_nothing_the_second_time(self):
        question = make_version().question.pk
        keep(a=(question, 0.5))
        row, records = QuestionDifficulty.objects.get(), AuditRecord.objects.count()
        later = analysis.keep_difficulties(
            difficulties={question: Difficulty(0.5, 0.3, 40)}, now=NOW + timedelta(days=1)
        )
        assert later == analysis.Kept(1, 0, 0)
        assert QuestionDifficulty.objects.get().estimated_at == row.estimated_at
        assert AuditRecord.objects.count() == records

    def test_has_progress_look_again_at_attempts_with_the_question(self, world):
        touched = take(world.quiz, world.bob)
        take(make_quiz(), world.bob)
        Attempt.objects.update(learned_at=NOW)
        question = touched.items.get(position=1).version.question_id
        assert keep(a=(question, 0.5)).attempt_count == 1
        assert list(Attempt.objects.filter(learned_at=None)) == [touched]
        Attempt.objects.update(learned_at=NOW)
        assert keep(a=(question, 0.5)).attempt_count == 0

    def test_is_what_mastery_learns_from_next(self, world):
        met = take(world.quiz, world.bob)
        question = met.items.get(position=1).version.question_id
        before = Mastery.objects.get(student=world.bob, article=world.quiz.article).mean
        keep(a=(question, 2.5))
        attempts.learn_what_is_shown(student=world.bob, now=NOW)
        assert ReviewLog.objects.get(question=question).difficulty == 2.5
        after = Mastery.objects.get(student=world.bob, article=world.quiz.article).mean
        assert after > before
        assert list(differences()) == []


def test_the_command_says_what_it_did_and_does_it_once():
    questions = [make_version().question for _ in range(2)]
    answer_all(questions, [0.9, 0.4], students=20)
    out = StringIO()
    call_command("estimate_difficulty", stdout=out, stderr=StringIO())
    call_command("estimate_difficulty", stdout=out, stderr=StringIO())
    first, second = out.getvalue().splitlines()
    assert "2 questions with 20 first answers or more: 2 difficulties changed" in first
    assert "0 difficulties changed, 0 attempts" in second
    assert QuestionDifficulty.objects.count() == 2
