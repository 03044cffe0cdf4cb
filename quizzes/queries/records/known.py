"""Cards and masteries, made anew of the answers that progress has taken in, and compared."""

from collections.abc import Iterator, Sequence

from django.db.models import Exists, Model, OuterRef

from quizzes.engine.progress.beliefs import Belief
from quizzes.models.accounts import User
from quizzes.models.progress import Mastery, ReviewCard, ReviewLog
from quizzes.queries.progress.expecting import (
    expected_cards,
    expected_masteries,
    stale_in_card,
    stale_in_mastery,
)
from quizzes.queries.records.difference import Difference, difference

# Students with all their answers in memory at a time.
STUDENTS = 100


def wrong_knowledge() -> Iterator[Difference]:
    """Yield cards and masteries that say something else than their student's answers.

    Ten queries for each chunk of students, and where there may be a difference.
    """
    last = 0
    while students := _next_students(last):
        last = students[-1]
        # Who answered between two of our reads has only looked like a difference.
        suspects = {student for student, _found in _wrong(students)}
        if suspects:
            yield from (found for _student, found in _wrong(sorted(suspects)))


def _next_students(last: int) -> Sequence[int]:
    known = [
        Exists(table.objects.filter(student=OuterRef("pk")))
        for table in (ReviewLog, ReviewCard, Mastery)
    ]
    found = User.objects.filter(known[0] | known[1] | known[2], pk__gt=last).order_by("pk")
    return list(found.values_list("pk", flat=True)[:STUDENTS])


def _wrong(students: Sequence[int]) -> Iterator[tuple[int, Difference]]:
    yield from _wrong_cards(students)
    yield from _wrong_masteries(students)


def _wrong_cards(students: Sequence[int]) -> Iterator[tuple[int, Difference]]:
    rows = ReviewCard.objects.filter(student__in=students).order_by("pk")
    stored = {(row.student_id, row.question_id): row for row in rows}
    expected = expected_cards(students)
    for key, row in stored.items():
        if key in expected:
            for column in stale_in_card(row, expected[key]):
                yield key[0], _stale(row, column, getattr(expected[key], column))
        else:
            yield key[0], _stale(row, "question_id", "none")
    for student, question in expected.keys() - stored.keys():
        about = f"of student {student}"
        yield student, difference(ReviewCard, about, "question_id", "none", question)


def _wrong_masteries(students: Sequence[int]) -> Iterator[tuple[int, Difference]]:
    rows = Mastery.objects.filter(student__in=students).order_by("pk")
    stored = {(row.student_id, row.key): row for row in rows}
    expected = expected_masteries(students)
    for key, row in stored.items():
        if key in expected:
            for column in stale_in_mastery(row, expected[key]):
                yield key[0], _stale(row, column, _shown(expected[key], column))
        else:
            yield key[0], _stale(row, "key", "none")
    for student, name in expected.keys() - stored.keys():
        yield student, difference(Mastery, f"of student {student}", "key", "none", name)


def _shown(belief: Belief, column: str) -> object:
    if column in ("mean", "low", "high"):
        return getattr(belief.estimate, column)
    return getattr(belief, column)


def _stale(row: Model, column: str, computed: object) -> Difference:
    stored = getattr(row, column)
    if isinstance(computed, tuple):
        # Dozens of numbers, which tell nobody anything.
        return difference(type(row), row.pk, column, "a list", "another one")
    return difference(type(row), row.pk, column, stored, computed)
