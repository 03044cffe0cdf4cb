"""Practice for tests: questions that a student has met, and a session of them."""

from datetime import datetime, timedelta

from quizzes.models.accounts import User
from quizzes.models.attempts import Attempt
from quizzes.models.bank import QuestionVersion
from quizzes.models.composition import Quiz
from quizzes.services import practice
from tests import factories
from tests.factories import NOW, incoming, take

KINDS = ("single_choice", "short_answer", "true_false", "numeric")
DAY = timedelta(days=1)
# Long enough for everything that was answered to be ready.
LATER = NOW + 60 * DAY


def met(
    student: User,
    kinds: tuple[str, ...] | list[QuestionVersion] = KINDS,
    at: datetime = NOW,
    raws: dict[int, object] | None = None,
    **settings: object,
) -> Quiz:
    """Return a quiz that the student has taken for themselves; without `raws` all is right."""
    quiz = factories.make_quiz(kinds, **settings)
    take(quiz, student, raws, now=at)
    return quiz


def session(student: User, now: datetime = LATER) -> Attempt:
    """Return a new session of what is ready."""
    return practice.start(student=student, now=now, seed=7)


def check(attempt: Attempt, position: int, *, is_right: bool = True, now: datetime = LATER) -> str:
    """Check an answer to a question of a session; return what became of it."""
    item = attempt.items.select_related("version").get(position=position)
    raw = (factories.RIGHT if is_right else factories.WRONG)[item.version.kind]
    (saved,) = practice.save(
        attempt_id=attempt.public_id,
        student=attempt.student,
        answers=[incoming(position, raw, item.last_revision, "check")],
        now=now,
    )
    return saved.status
