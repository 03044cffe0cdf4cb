"""Answers of Bob's, and what progress knows of them."""

from datetime import timedelta
from fractions import Fraction

from quizzes.engine.scoring import ONE, ZERO
from quizzes.models.attempts import Attempt, AttemptItem
from quizzes.models.progress import ReviewLog
from quizzes.services import attempts
from tests.factories import (
    NOW,
    World,
    make_assignment,
    make_quiz,
    make_version,
    take,
)

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
CLOSED = NOW + 8 * DAY
HOMEWORK, EXAM = {"review_preset": "homework"}, {"review_preset": "exam"}
PRACTICE = {"review_preset": "practice"}
# Its questions are held back, and its quiz is offered for self-study nevertheless.
ALLOWING = {**HOMEWORK, "is_practice_allowed": True}

RIGHT, WRONG = (ONE, True, 3), (ZERO, True, 1)


def given(world: World, *, raw: object = "b", at=NOW, **terms) -> Attempt:
    """Return Bob's answer to one question at an assignment of its own."""
    return take(
        make_assignment(make_quiz([make_version()]), world.classroom, world.alice, **terms),
        world.bob,
        {1: raw} if raw is not None else {},
        now=at,
    )


def learn(world: World, now) -> None:
    attempts.learn_what_is_shown(student=world.bob, now=now)


def entries(attempt: Attempt) -> list[tuple[Fraction | None, bool, int | None]]:
    logs = ReviewLog.objects.filter(attempt_key=attempt.public_id).order_by("pk")
    return list(logs.values_list("fraction", "is_first", "rating"))


def item_of(attempt: Attempt) -> AttemptItem:
    return AttemptItem.objects.get(attempt=attempt, position=1)
