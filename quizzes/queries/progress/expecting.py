"""What cards and masteries must say by the answers that are stored: for `verify_records`."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime

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


def card_agrees(row: ReviewCard, state: CardState) -> bool:
    """Return whether a row says what its answers say."""
    for name in ("stability", "difficulty"):
        stored, wanted = getattr(row, name), getattr(state, name)
        if (stored is None) != (wanted is None):
            return False
        if stored is not None and abs(stored - wanted) > NEAR * max(1, wanted):
            return False
    exact = CARD_COLUMNS[2:]
    return all(getattr(row, name) == getattr(state, name) for name in exact)


def mastery_agrees(row: Mastery, belief: Belief) -> bool:
    """Return whether a row says what its answers say, but for the last digits of sums."""
    shown = belief.estimate
    if (row.answer_count, row.as_of) != (belief.answer_count, belief.as_of):
        return False
    pairs = [(row.mean, shown.mean), (row.low, shown.low), (row.high, shown.high)]
    if len(row.weights) != len(belief.weights) or len(row.history) != len(belief.history):
        return False
    pairs += zip(row.weights, belief.weights, strict=True)
    past = [
        pair
        for was, wanted in zip(row.history, belief.history, strict=True)
        for pair in zip(was, wanted, strict=False)
    ]
    return all(abs(a - b) <= NEAR for a, b in pairs) and all(
        abs(a - b) <= NEAR_IN_THE_PAST for a, b in past
    )
