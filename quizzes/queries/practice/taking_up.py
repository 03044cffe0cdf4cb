"""Quizzes with which a student can take up a topic."""

from collections.abc import Sequence
from datetime import datetime

from quizzes.models.accounts import User
from quizzes.models.composition import Quiz, QuizItem
from quizzes.queries.assignments import timetable_of
from quizzes.queries.disclosure import quizzes_held_back

MOST = 5


def quizzes_of_topic(student: User, slug: str, now: datetime) -> Sequence[Quiz]:
    """Return some quizzes for self-study that ask about a topic. Six queries at most."""
    asking = QuizItem.objects.filter(question__topics__slug=slug).values("section__quiz")
    offered = list(
        Quiz.objects.open_for_self_study(student).filter(pk__in=asking).order_by("title", "pk")
    )
    held = quizzes_held_back(offered, timetable_of(student), now) if offered else frozenset()
    return [quiz for quiz in offered if quiz.pk not in held][:MOST]
