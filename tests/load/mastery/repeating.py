"""Whether repeats move mastery: ten questions taken once, then four times more, all right.

What a student does, from the first answer to the handing in, on the database that is set up.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from random import Random

NOW, DAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC), timedelta(days=1)
COUNT, ROUNDS = 10, 4
# Keys of the factories' single choice.
RIGHT, WRONG = "b", "a"


def moved_by_repeats(seed: int) -> float:
    """Return by how much of 0..1 an estimate was moved by four rounds: it should be by nothing.

    Raises AssertionError where the first round, or a schedule, did not come into progress.
    """
    from quizzes.models.progress import ReviewCard, ReviewLog  # noqa: PLC0415 - Django is ready now
    from tests import factories  # noqa: PLC0415

    student = factories.make_user(f"repeating{seed}")
    quiz = factories.make_quiz(
        ["single_choice"] * COUNT, revision=factories.make_article(title=f"Of {seed}")
    )
    rng = Random(seed)
    said = {place: RIGHT if rng.random() < 0.5 else WRONG for place in range(1, COUNT + 1)}
    factories.take(quiz, student, said, now=NOW)
    before = _means(student.pk)
    assert before, "the first answers did not enter"
    for number in range(1, ROUNDS + 1):
        factories.take(quiz, student, now=NOW + number * 3 * DAY)
    assert ReviewLog.objects.filter(student=student).count() == COUNT * (ROUNDS + 1)
    reviewed = ReviewCard.objects.filter(student=student, review_count=ROUNDS + 1)
    assert reviewed.count() == COUNT, "repeats must feed the schedule"
    after = _means(student.pk)
    return max(abs(after[key] - before[key]) for key in before)


def _means(student: int) -> Mapping[str, float]:
    from quizzes.models.progress import Mastery  # noqa: PLC0415

    return dict(Mastery.objects.filter(student=student).values_list("key", "mean"))
