"""Rows for tests, made as people make them: through the services."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from quizzes.engine.behaviors.base import Action
from quizzes.engine.kinds import true_false
from quizzes.engine.saving import Incoming
from quizzes.models.accounts import User
from quizzes.models.articles import Article, ArticleRevision
from quizzes.models.assignments import Accommodation, Assignment
from quizzes.models.attempts import Attempt
from quizzes.models.bank import Question, QuestionVersion
from quizzes.models.classrooms import Classroom
from quizzes.models.composition import PooledQuestion, Quiz, QuizItem, Section
from quizzes.services import articles, assignments, attempts, bank, classrooms

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PASSWORD = "a long sentence for tests"
TEXT = """A spirit was named in Astana. It has four parts, said the speaker.

How it began

The first meeting was online. "We met in Xi'an next," the author writes.

Traders carried silk & porcelain west. Music came east.
"""

numbers = count(1)


def make_user(username: str, **fields: Any) -> User:
    """Return a person who can log in with PASSWORD."""
    return User.objects.create_user(username, password=PASSWORD, **fields)


def make_article(text: str = TEXT, title: str = "A spirit", now: datetime = NOW) -> ArticleRevision:
    """Return the first revision of a new article of the library."""
    return articles.publish_revision(
        article=Article.objects.create(), title=title, text=text, now=now, actor=None, author="Ann"
    )


def single_choice(right: str = "b", *, feedback: str = "") -> dict[str, Any]:
    """Return a spec with the options a, b, c."""
    return {
        "options": [
            {
                "id": option,
                "text": f"Option **{option}**",
                "fraction": "1" if option == right else "0",
                "feedback": feedback and f"{feedback} {option}",
            }
            for option in "abc"
        ],
        "is_shuffled": False,
    }


def multiple_choice(right: str = "ab") -> dict[str, Any]:
    """Return a spec with the options a, b, c, d."""
    return {
        "options": [
            {"id": option, "text": f"Option {option}", "is_right": option in right, "feedback": ""}
            for option in "abcd"
        ],
        "is_shuffled": True,
    }


def true_or_false(*, is_true: bool = True) -> dict[str, Any]:
    """Return a spec of a statement."""
    return {"is_true": is_true, "feedback_true": "", "feedback_false": ""}


def short_answer(*variants: str) -> dict[str, Any]:
    """Return a spec that accepts the variants."""
    return {
        "variants": [
            {"text": text, "fraction": "1", "feedback": ""} for text in variants or ("Astana",)
        ]
    }


def numeric(value: str = "30") -> dict[str, Any]:
    """Return a spec that accepts one number."""
    return {
        "answers": [{"value": value, "feedback": "Counted well."}],
        "otherwise": "Look at the dates.",
    }


def cloze(city: str = "Astana") -> dict[str, Any]:
    """Return a text with a typed gap and a picked one."""
    picks = (("d", "spirit", True), ("e", "letter", False), ("f", "road", False))
    return {
        "text": "A [[t]] was named in [[u]].",
        "gaps": [
            {"id": "u", "variants": [{"text": city, "fraction": "1"}]},
            {
                "id": "t",
                "options": [
                    {"id": option, "text": text, "is_right": is_right}
                    for option, text, is_right in picks
                ],
            },
        ],
    }


def matching(first: str = "m") -> dict[str, Any]:
    """Return two things to match with three."""
    second = "n" if first == "m" else "m"
    return {
        "pairs": [
            {"id": "v", "text": "Silk", "answer": first, "feedback": "Silk went west."},
            {"id": "w", "text": "Music", "answer": second},
        ],
        "answers": [
            {"id": "m", "text": "went west"},
            {"id": "n", "text": "came east"},
            {"id": "o", "text": "stayed"},
        ],
    }


def ordering(order: str = "pqr") -> dict[str, Any]:
    """Return three things to put in order."""
    return {"items": [{"id": each, "text": f"Meeting {each}"} for each in order]}


def evidence(accepted: str = "g") -> dict[str, Any]:
    """Return a passage of four sentences in two paragraphs, of which one supports the claim."""
    return {
        "sentences": [
            {"id": each, "text": f"This is sentence {each}.", "begins_paragraph": each in "gi"}
            for each in "ghij"
        ],
        "accepted": [{"sentences": [accepted]}],
    }


def essay(model_answer: str = "A spirit *can* be named.") -> dict[str, Any]:
    """Return a rubric of one criterion with a model answer."""
    levels = [
        {"id": "low", "text": "No claim", "points": "0"},
        {"id": "top", "text": "A claim from the text", "points": "1"},
    ]
    return {
        "criteria": [{"id": "claim", "text": "Claim", "levels": levels}],
        "least_words": 5,
        "model_answer": model_answer,
    }


SPECS = {
    "single_choice": single_choice,
    "multiple_choice": multiple_choice,
    "true_false": true_or_false,
    "short_answer": short_answer,
    "numeric": numeric,
    "cloze": cloze,
    "matching": matching,
    "ordering": ordering,
    "evidence": evidence,
    "essay": essay,
}
RIGHT: dict[str, object] = {
    "single_choice": "b",
    "multiple_choice": ["a", "b"],
    "true_false": true_false.correct_response(true_false.Spec(is_true=True)),
    "short_answer": "Astana",
    "numeric": "30",
    "cloze": {"u": "Astana", "t": "d"},
    "matching": {"v": "m", "w": "n"},
    "ordering": ["p", "q", "r"],
    "evidence": ["g"],
    "essay": "A spirit was named, says the author.",
}
WRONG: dict[str, object] = {
    "single_choice": "a",
    "multiple_choice": ["c"],
    "true_false": "false",
    "short_answer": "Paris",
    "numeric": "31",
    "cloze": {"u": "Paris", "t": "e"},
    "matching": {"v": "n", "w": "o"},
    "ordering": ["r", "q", "p"],
    "evidence": ["h"],
    "essay": "I do not know.",
}


def make_version(
    kind: str = "single_choice",
    spec: dict[str, Any] | None = None,
    *,
    question: Question | None = None,
    revision: ArticleRevision | None = None,
    quotes: tuple[str, ...] = (),
    stem: str = "",
    explanation: str = "The article says so.",
    now: datetime = NOW,
    **fields: Any,
) -> QuestionVersion:
    """Return a published version of a question."""
    content = bank.Content(
        kind=kind,
        stem=stem or f"Question {next(numbers)} about the article?",
        spec=SPECS[kind]() if spec is None else spec,
        explanation=explanation,
        bloom="understand",
        difficulty="medium",
        **{n: fields.pop(n) for n in ("is_all_or_nothing", "hints") if n in fields},
    )
    return bank.publish_version(
        question=question
        or Question.objects.create(article=revision.article if revision else None),
        content=content,
        quotes=quotes,
        revision=revision,
        actor=None,
        now=now,
        **fields,
    )


def make_quiz(
    kinds: tuple[str, ...] | list[QuestionVersion] = ("single_choice", "short_answer"),
    *,
    points: str = "1",
    revision: ArticleRevision | None = None,
    **settings: Any,
) -> Quiz:
    """Return a quiz that is open for self-study, with one question of each kind in order."""
    versions = [
        make_version(kind, revision=revision) if isinstance(kind, str) else kind for kind in kinds
    ]
    article = revision.article if revision else None
    quiz = Quiz.objects.create(
        **{"title": f"Quiz {next(numbers)}", "is_open": True, "article": article, **settings}
    )
    section = Section.objects.create(quiz=quiz, order=1)
    QuizItem.objects.bulk_create(
        QuizItem(section=section, order=order, question=version.question, points=points)
        for order, version in enumerate(versions, start=1)
    )
    return quiz


def make_draw(
    quiz: Quiz, versions: list[QuestionVersion], count: int, *, points: str = "1"
) -> list[QuestionVersion]:
    """Return the versions, of whose questions a new last place of the quiz draws so many."""
    section = quiz.sections.order_by("order").last()
    order = section.items.count() + 1
    item = QuizItem.objects.create(section=section, order=order, draw_count=count, points=points)
    PooledQuestion.objects.bulk_create(
        PooledQuestion(item=item, question=version.question) for version in versions
    )
    return versions


def make_classroom(teacher: User, *students: User, now: datetime = NOW, **fields: Any) -> Classroom:
    """Return a class with its teacher and students."""
    classroom = classrooms.create(
        **{"name": "Reading", "time_zone": "UTC", **fields}, teacher=teacher, now=now
    )
    for student in students:
        classrooms.enroll(classroom=classroom, user=student, role="student", actor=teacher, now=now)
    return classroom


def make_assignment(
    quiz: Quiz, classroom: Classroom, teacher: User, now: datetime = NOW, **terms: Any
) -> Assignment:
    """Return an assignment of a quiz to a class: open now, due in a week, unless said otherwise."""
    week = {
        "opens_at": now,
        "due_at": now + timedelta(days=7),
        "closes_at": now + timedelta(days=7),
    }
    return assignments.assign(
        quiz=quiz,
        classroom=classroom,
        terms=assignments.AssignmentTerms(**{**week, **terms}),
        actor=teacher,
        now=now,
    )


def start(origin: Quiz | Assignment, student: User, now: datetime = NOW, seed: int = 7) -> Attempt:
    """Return the student's open attempt at an assignment, or at a quiz in self-study."""
    if isinstance(origin, Assignment):
        return attempts.start_assignment(assignment=origin, student=student, seed=seed, now=now)
    return attempts.start_self_study(quiz=origin, student=student, seed=seed, now=now)


def grant(world: "World", *, assignment: Assignment | None = None, **values: Any) -> Accommodation:
    """Give Bob something beyond Alice's class."""
    return attempts.accommodate(
        classroom=world.classroom,
        student=world.bob,
        assignment=assignment,
        grant=attempts.Grant(**values),
        actor=world.alice,
        now=NOW,
    )


def incoming(position: int, raw: object, base: int = 0, action: str = "save") -> Incoming:
    """Return an answer as a client sends it."""
    return Incoming(position, raw, Action(action), base)


def save(attempt: Attempt, *answers: Incoming, now: datetime = NOW) -> tuple[attempts.Saved, ...]:
    """Save answers as the attempt's own student."""
    return attempts.save(
        attempt_id=attempt.public_id, student=attempt.student, answers=answers, now=now
    )


def take(
    origin: Quiz | Assignment,
    student: User,
    raws: dict[int, object] | None = None,
    now: datetime = NOW,
) -> Attempt:
    """Return an attempt that was started, answered and handed in. Without `raws` all is right."""
    attempt = start(origin, student, now)
    items = attempt.items.select_related("version")
    said = {item.position: RIGHT[item.version.kind] for item in items} if raws is None else raws
    if said:
        save(attempt, *(incoming(position, raw) for position, raw in said.items()), now=now)
    return attempts.submit(attempt=attempt, now=now)


@dataclass(frozen=True)
class World:
    """The cast, and what they share."""

    alice: User
    bob: User
    carol: User
    dan: User
    classroom: Classroom
    quiz: Quiz
    assignment: Assignment


def make_world() -> World:
    """Return Alice's class with Bob in it; Carol has no business here, Dan teaches another."""
    alice = make_user("alice", name="Alice", is_teacher=True)
    bob = make_user("bob", name="Bob")
    carol = make_user("carol", name="Carol")
    dan = make_user("dan", name="Dan", is_teacher=True)
    classroom = make_classroom(alice, bob)
    make_classroom(dan, name="Writing")
    revision = make_article()
    quiz = make_quiz(("single_choice", "multiple_choice", "short_answer"), revision=revision)
    return World(alice, bob, carol, dan, classroom, quiz, make_assignment(quiz, classroom, alice))


def seeded(seed: int) -> random.Random:
    """Return a source of numbers that is the same in every run."""
    return random.Random(seed)
