"""Answers as progress takes them in, for tests: one by one, and a long school life at once."""

import random
import re
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import islice
from typing import Any
from uuid import UUID, uuid4

from quizzes.engine.progress.entries import Entry
from quizzes.models.accounts import User
from quizzes.models.articles import ArticleRevision
from quizzes.models.bank import Evidence, Question, QuestionVersion, Topic
from quizzes.models.composition import Quiz
from quizzes.models.progress import ReviewLog
from quizzes.services import progress
from tests.factories import NOW, make_article, make_version, numbers

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


def long_life(
    student: User,
    *,
    cards: int = 10_000,
    answers: int = 20_000,
    days: int = 365,
    topics: int = 20,
    articles: int = 20,
    until: datetime = NOW,
) -> list[Question]:
    """Give a student so many answers to so many questions in the days before; return these.

    Each question has two topics, an article and a sentence there that settles it. Rows are written
    by the thousand; cards and masteries are made of them by `progress.rebuild`.
    """
    rng = random.Random(8)
    questions = _questions(
        cards,
        [make_topic() for _ in range(topics)],
        [make_article(title=f"Article {number}") for number in range(articles)],
        rng,
    )
    size = min(20, cards)
    attempts = [uuid4() for _ in range(1 + answers // size)]
    begin = until - days * DAY
    logs = []
    for number in range(answers):
        question, repeat = questions[number % cards], number // cards
        right = rng.random() < 0.7
        at = begin + (until - begin) * (number / answers)
        logs.append(
            ReviewLog(
                student=student,
                question=question,
                attempt_key=attempts[number // size],
                at=at,
                quarter=int(at.timestamp()) // 900,
                fraction=Fraction(right),
                is_first=not repeat,
                rating=3 if right else 1,
                chance=0.25,
                difficulty=float(rng.choice((-1, 0, 1))),
                seconds=rng.randrange(5, 90),
            )
        )
    ReviewLog.objects.bulk_create(logs, batch_size=500)
    progress.rebuild(students=[student], now=until)
    return questions


def _questions(
    count: int, topics: list[Topic], revisions: list[ArticleRevision], rng: random.Random
) -> list[Question]:
    pattern = make_version()
    questions = Question.objects.bulk_create(
        [
            Question(status="ready", article_id=revisions[number % len(revisions)].article_id)
            for number in range(count)
        ],
        batch_size=500,
    )
    tagged = Question.topics.through
    tagged.objects.bulk_create(
        [
            tagged(question=question, topic=topic)
            for question in questions
            for topic in rng.sample(topics, min(2, len(topics)))
        ],
        batch_size=500,
    )
    versions = QuestionVersion.objects.bulk_create(
        [_alike(pattern, question, f"Question {n}?") for n, question in enumerate(questions)],
        batch_size=200,
    )
    Evidence.objects.bulk_create(
        [
            _evidence(version, revisions[number % len(revisions)], number)
            for number, version in enumerate(versions)
        ],
        batch_size=500,
    )
    return questions


def _alike(pattern: QuestionVersion, question: Question, stem: str) -> QuestionVersion:
    version = QuestionVersion(
        question=question,
        number=1,
        kind=pattern.kind,
        stem=stem,
        spec=pattern.spec,
        explanation=pattern.explanation,
        rendered={**pattern.rendered, "stem": f"<p>{stem}</p>"},
        bloom=pattern.bloom,
        difficulty=pattern.difficulty,
        created_at=pattern.created_at,
    )
    version.seal = version.sealed()
    return version


def _evidence(version: QuestionVersion, revision: ArticleRevision, number: int) -> Evidence:
    words = [word.start() for word in islice(re.finditer(r"\b[A-Z]\w+ \w+", revision.text), 20)]
    start = words[number % len(words)]
    end = start + 12
    return Evidence(
        version=version,
        order=1,
        revision=revision,
        start=start,
        end=end,
        quote=revision.text[start:end],
    )
