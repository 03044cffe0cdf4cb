"""A teacher's previews of a quiz."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from quizzes.engine.timing import is_over
from quizzes.models.accounts import User
from quizzes.models.attempts import Attempt
from quizzes.models.composition import Quiz
from quizzes.queries.composition import questions_of
from quizzes.queries.disclosure import is_quiz_held_back


@dataclass(frozen=True, slots=True)
class Previews:
    """The open preview, those that were handed in (the newest first), and what can be begun."""

    open_attempt: Attempt | None
    handed_in: Sequence[Attempt]
    question_count: int
    is_held_back: bool


def previews_of(quiz: Quiz, teacher: User, now: datetime) -> Previews:
    """Return a teacher's previews of a quiz. At most seven queries."""
    mine = Attempt.objects.visible_to(teacher).filter(preview_of=quiz)
    found = list(mine.order_by("-number"))
    running = [each for each in found if each.is_open and not is_over(now, each.deadline)]
    return Previews(
        open_attempt=running[0] if running else None,
        handed_in=[each for each in found if not each.is_open],
        question_count=len(questions_of(quiz)),
        is_held_back=is_quiz_held_back(quiz, teacher, now),
    )
