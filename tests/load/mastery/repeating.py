"""Whether repeats move mastery: ten questions, then four rounds of practice with them, all right.

What a student does, from the first answer to the end of each session, on the database that is set
up. The quiz is taken once more, too: repeats of every sort are the same.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizzes.models.accounts import User

NOW, DAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC), timedelta(days=1)
COUNT, ROUNDS = 10, 4
# Keys of the factories' single choice; FSRS's number.
RIGHT, WRONG = "b", "a"
GOOD = 3


def moved_by_repeats(seed: int) -> float:
    """Return by how much of 0..1 an estimate was moved by four rounds: it should be by nothing.

    Raises AssertionError where the first round, or a schedule, did not come into progress.
    """
    from quizzes.models.progress import ReviewCard, ReviewLog  # noqa: PLC0415 - Django is ready now
    from tests import factories  # noqa: PLC0415
    from tests.services.practising import met  # noqa: PLC0415

    student = factories.make_user(f"repeating{seed}")
    rng = Random(seed)
    said = {place: RIGHT if rng.random() < 0.5 else WRONG for place in range(1, COUNT + 1)}
    article = factories.make_article(title=f"Of {seed}")
    quiz = met(student, ("single_choice",) * COUNT, NOW, said, revision=article)
    before = _means(student.pk)
    assert before, "the first answers did not enter"
    for number in range(1, ROUNDS + 1):
        _practise(student, NOW + number * 3 * DAY)
    factories.take(quiz, student, now=NOW + 30 * DAY)
    assert ReviewLog.objects.filter(student=student).count() == COUNT * (ROUNDS + 2)
    reviewed = ReviewCard.objects.filter(student=student, review_count=ROUNDS + 2)
    assert reviewed.count() == COUNT, "repeats must feed the schedule"
    after = _means(student.pk)
    return max(abs(after[key] - before[key]) for key in before)


def _practise(student: "User", now: datetime) -> None:
    """Practise all ten, each right and remembered well."""
    from quizzes.models.progress import ReviewLog  # noqa: PLC0415
    from quizzes.services import practice  # noqa: PLC0415
    from tests.services.practising import check  # noqa: PLC0415

    asked = ReviewLog.objects.filter(student=student).values_list("question", flat=True)
    questions = sorted(set(asked))
    begun = practice.start_with(student=student, questions=questions, now=now, seed=7)
    for position in range(1, COUNT + 1):
        assert check(begun.attempt, position, now=now) == "saved"
        practice.judge(attempt=begun.attempt, position=position, rating=GOOD, now=now)
    practice.end(attempt=begun.attempt, now=now)


def _means(student: int) -> Mapping[str, float]:
    from quizzes.models.progress import Mastery  # noqa: PLC0415

    return dict(Mastery.objects.filter(student=student).values_list("key", "mean"))
