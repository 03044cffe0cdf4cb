"""Rows that a run needs: a class and the quiz given to it. Import it after `servers.prepare`."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from quizzes.models.accounts import User
from quizzes.models.classrooms import Membership
from quizzes.models.composition import Quiz, QuizItem
from tests import factories
from tests.load.student import QUESTIONS, Class

# What the students of a run know to answer: the same kinds in every run, to compare its figures.
KINDS = ("single_choice", "multiple_choice", "true_false", "short_answer")


def make_class(size: int, name: str, *, is_typed: bool = False, **terms: Any) -> Class:
    """Return a class of a size that was given a quiz of ten questions on one page.

    The questions are those of the shipped quiz about the article, or all of typed text.
    """
    now = timezone.now()
    teacher = factories.make_user(f"teacher-of-{name}", is_teacher=True)
    students = User.objects.bulk_create(
        User(username=f"{name}{number}", password=teacher.password) for number in range(size)
    )
    classroom = factories.make_classroom(teacher, now=now)
    Membership.objects.bulk_create(
        Membership(classroom=classroom, user=student, role="student", joined_at=now)
        for student in students
    )
    quiz = typed_quiz() if is_typed else shipped_quiz()
    given = factories.make_assignment(
        quiz, classroom, teacher, now=now - timedelta(days=1), **terms
    )
    return Class(
        tuple(student.username for student in students), factories.PASSWORD, str(given.public_id)
    )


def shipped_quiz() -> Quiz:
    """Return ten questions of the first shipped quiz, all on one page with the article."""
    quiz = Quiz.objects.exclude(article=None).order_by("pk")[0]
    quiz.layout = "all_on_one"
    quiz.save()
    items = QuizItem.objects.filter(section__quiz=quiz)
    kept = items.filter(question__versions__kind__in=KINDS).order_by("order")[:QUESTIONS]
    items.exclude(pk__in=[item.pk for item in kept]).delete()
    return quiz


def typed_quiz() -> Quiz:
    """Return a quiz whose answers are typed, so that each can be told from all others."""
    return factories.make_quiz(["short_answer"] * QUESTIONS, layout="all_on_one")
