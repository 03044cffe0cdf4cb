"""Practice for tests: questions that a student has met, and a session of them."""

from datetime import datetime, timedelta

from quizzes.models.accounts import User
from quizzes.models.attempts import Attempt
from quizzes.models.composition import Quiz
from quizzes.models.progress import ReviewCard
from quizzes.services import practice
from tests import factories
from tests.factories import NOW, incoming, take

KINDS = ("single_choice", "short_answer", "true_false", "numeric")
# Long enough for everything that was answered to be ready.
LATER = NOW + timedelta(days=60)
DAY = timedelta(days=1)


def met(
    student: User, kinds=KINDS, at: datetime = NOW, raws: dict[int, object] | None = None
) -> Quiz:
    """Return a quiz that the student has taken for themselves; without `raws` all is right."""
    quiz = factories.make_quiz(kinds)
    take(quiz, student, raws, now=at)
    for version in quiz.sections.get().items.all():
        ReviewCard.objects.get_or_create(
            student=student, question=version.question, defaults={"due_at": at + timedelta(days=1)}
        )
    return quiz


def session(student: User, now: datetime = LATER) -> Attempt:
    """Return a new session of what is ready."""
    return practice.start(student=student, now=now, seed=7)


def check(attempt: Attempt, position: int, *, is_right: bool = True, now: datetime = LATER) -> None:
    """Check an answer to a question of a session."""
    item = attempt.items.select_related("version").get(position=position)
    raw = (factories.RIGHT if is_right else factories.WRONG)[item.version.kind]
    practice.save(
        attempt_id=attempt.public_id,
        student=attempt.student,
        answers=[incoming(position, raw, item.last_revision, "check")],
        now=now,
    )
