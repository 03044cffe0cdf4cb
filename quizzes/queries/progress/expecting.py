"""What cards and masteries must say by the answers that are stored: for `verify_records`."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from quizzes.engine.progress.beliefs import Belief, taught
from quizzes.engine.progress.scheduling import CardState, card_of
from quizzes.models.progress import RETENTION, Mastery, PracticeSettings, ReviewCard, ReviewLog
from quizzes.queries.progress.lessons import all_lessons
from quizzes.queries.progress.subjects import about_questions

# Sums in another order differ in their last digits; the past is kept to four places.
NEAR, NEAR_IN_THE_PAST = 1e-6, 2e-4

CARD_COLUMNS = (
    "stability",
    "difficulty",
    "due_at",
    "last_review_at",
    "review_count",
    "lapse_count",
)
# A student, and a question or the key of a mastery.
CardKey = tuple[int, int]
MasteryKey = tuple[int, str]


def expected_cards(students: Collection[int]) -> Mapping[CardKey, CardState]:
    """Return the cards of students, by keys of student and question. Five queries."""
    logs = ReviewLog.objects.filter(student__in=students)
    about = about_questions(logs.values("question"))
    chosen = PracticeSettings.objects.filter(student__in=students)
    retention = dict(chosen.values_list("student", "retention"))
    answers: dict[CardKey, list[tuple[datetime, int | None]]] = defaultdict(list)
    rows = logs.values_list("student", "question", "at", "rating", "attempt_key")
    for student, question, at, rating, _key in sorted(rows, key=lambda row: (row[2], str(row[4]))):
        answers[student, question].append((at, rating))
    return {
        key: card_of(each, retention.get(key[0], RETENTION))
        for key, each in answers.items()
        if about[key[1]].is_scheduled
    }


def expected_masteries(students: Collection[int]) -> Mapping[MasteryKey, Belief]:
    """Return what is to be believed of students, by student and key. Two queries."""
    beliefs = {key: taught(None, each) for key, each in all_lessons(students).items()}
    return {key: belief for key, belief in beliefs.items() if belief}


def stale_in_card(row: ReviewCard, state: CardState) -> Sequence[str]:
    """Return the columns that say something else than the answers."""
    return [
        name for name in CARD_COLUMNS if not _near(getattr(row, name), getattr(state, name), NEAR)
    ]


def stale_in_mastery(row: Mastery, belief: Belief) -> Sequence[str]:
    """Return the columns that say something else than the answers, but for sums' last digits."""
    shown = belief.estimate
    wanted: Mapping[str, tuple[Any, float]] = {
        "answer_count": (belief.answer_count, NEAR),
        "as_of": (belief.as_of, NEAR),
        "mean": (shown.mean, NEAR),
        "low": (shown.low, NEAR),
        "high": (shown.high, NEAR),
        "weights": (belief.weights, NEAR),
        "history": (belief.history, NEAR_IN_THE_PAST),
    }
    return [n for n, (value, near) in wanted.items() if not _near(getattr(row, n), value, near)]


def _near(stored: Any, wanted: Any, most: float) -> bool:
    """Return whether values are equal, numbers about so, in lists of lists as well."""
    if isinstance(stored, list | tuple) and isinstance(wanted, list | tuple):
        return len(stored) == len(wanted) and all(
            _near(one, other, most) for one, other in zip(stored, wanted, strict=True)
        )
    if isinstance(stored, float | int) and isinstance(wanted, float | int):
        return abs(stored - wanted) <= most * max(1, abs(wanted))
    return bool(stored == wanted)
