"""Answers as progress takes them in, for tests: one by one, and a long school life at once."""

from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID, uuid4

from quizzes.engine.progress.entries import Entry
from quizzes.models.bank import Question, Topic
from quizzes.models.composition import Quiz
from tests.factories import NOW, make_version, numbers

DAY = timedelta(days=1)


def make_topic(name: str = "") -> Topic:
    """Return a topic."""
    number = next(numbers)
    return Topic.objects.create(slug=f"topic-{number}", name=name or f"Topic {number}")


def make_question(*topics: Topic, kind: str = "single_choice", **fields: Any) -> Question:
    """Return a question about topics, with one version."""
    question = make_version(kind, **fields).question
    question.topics.set(topics)
    return question


def entry(
    question: Question,
    *,
    right: bool | None = True,
    at: datetime = NOW,
    attempt: UUID | None = None,
    **values: Any,
) -> Entry:
    """Return an answer to a question: right, wrong, or None for left out. First, if answered."""
    told: dict[str, Any] = {
        "question": question.pk,
        "topics": tuple(question.topics.order_by("pk").values_list("pk", flat=True)),
        "article": question.article_id,
        "attempt_key": attempt or uuid4(),
        "at": at,
        "fraction": None if right is None else Fraction(right),
        "is_first": right is not None,
        "rating": {None: None, True: 3, False: 1}[right],
        "chance": 0.25,
        "difficulty": 0.0,
        "seconds": 20,
    }
    return Entry(**(told | values))


def entry_of(quiz: Quiz) -> Entry:
    """Return a right answer to the first question of a quiz."""
    return entry(Question.objects.filter(quiz_items__section__quiz=quiz).order_by("pk")[0])
