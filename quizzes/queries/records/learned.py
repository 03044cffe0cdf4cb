"""What progress has taken in of attempts, computed anew and compared."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef

from quizzes.engine.progress.entries import Entry
from quizzes.engine.progress.knowing import earliest
from quizzes.models.accounts import User
from quizzes.models.attempts import Attempt, AttemptItem
from quizzes.models.progress import ReviewLog
from quizzes.queries.assignments import Timetable, timetables_of
from quizzes.queries.attempts.learning.entering import entries_of, items_of
from quizzes.queries.attempts.learning.knowing import Met, met_of
from quizzes.queries.disclosure import marks_shown
from quizzes.queries.records.difference import Difference, compared, difference

# Students, and attempts, in memory at a time.
STUDENTS, ATTEMPTS = 200, 100

# What an entry and its row must agree in. Difficulty is that of the day it was taken in.
COMPARED = ("at", "fraction", "is_first", "rating", "chance", "seconds")


def wrong_firsts() -> Iterator[Difference]:
    """Yield answers that are called the first to their question and are not, or the other way.

    Whether a key was shown before is not asked again: where it may have been, either is right. Two
    queries for each chunk of students.
    """
    last = 0
    while students := _next_students(last):
        last = students[-1]
        suspects = {item for item, _ in _misnamed(students)}
        # An attempt that was handed in between two of our reads has only looked like a difference.
        for item, is_first in _misnamed(students) if suspects else ():
            if item in suspects:
                yield _named(item, is_first=is_first)


def _next_students(last: int) -> Sequence[int]:
    found = User.objects.filter(pk__gt=last, attempts__isnull=False).distinct().order_by("pk")
    return list(found.values_list("pk", flat=True)[:STUDENTS])


def _misnamed(students: Sequence[int]) -> Iterator[tuple[int, bool]]:
    """Yield the items whose `is_first` is wrong, with what is stored. One query."""
    by_answer: dict[tuple[int, int], list[Met]] = defaultdict(list)
    for student, met in met_of(AttemptItem.objects.filter(attempt__student__in=students)):
        by_answer[student, met.question].append(met)
    for group in by_answer.values():
        first = earliest(each.asked for each in group)
        for each in group:
            is_winner = each.asked == first
            may_be_told = is_winner and any(other.can_tell_by(each) for other in group)
            if each.is_first != is_winner and not (may_be_told and not each.is_first):
                yield each.asked.item, each.is_first


def _named(pk: int, *, is_first: bool) -> Difference:
    item = AttemptItem.objects.select_related("attempt").get(pk=pk)
    key = f"{item.attempt.public_id} question {item.position}"
    return difference(AttemptItem, key, "is_first", is_first, not is_first)


def wrong_entries(now: datetime | None) -> Iterator[Difference]:
    """Yield what progress has taken in otherwise than attempts say, and what is not shown `now`.

    Attempts that it has to look at again are left out. At most ten queries for each chunk.
    """
    yield from _homeless()
    last = 0
    while chunk := _next_attempts(last):
        last = chunk[-1].pk
        yield from _of_chunk(chunk, now)


def _homeless() -> Iterator[Difference]:
    """Yield entries of attempts that there are not, or that cannot have any. One query."""
    can = Attempt.objects.counted().filter(
        public_id=OuterRef("attempt_key"), student=OuterRef("student")
    )
    closed = can.filter(submitted_at__isnull=False) | can.filter(is_practice=True)
    for log in ReviewLog.objects.filter(~Exists(closed)).order_by("pk"):
        yield difference(ReviewLog, log.pk, "attempt_key", log.attempt_key, "none handed in")


def _next_attempts(last: int) -> Sequence[Attempt]:
    found = Attempt.objects.counted().filter(
        pk__gt=last, learned_at__isnull=False, student__erased_at__isnull=True
    )
    loaded = found.select_related("student", "assignment__quiz", "assignment__classroom")
    return list(loaded.order_by("pk")[:ATTEMPTS])


def _of_chunk(chunk: Sequence[Attempt], now: datetime | None) -> Iterator[Difference]:
    logs = _logs(chunk)
    shown = _shown(chunk, now)
    expected: Mapping[tuple[int, Any], Entry] = {
        (entry.question, entry.attempt_key): entry for entry in entries_of(items_of(chunk))
    }
    may_wait = {attempt.public_id for attempt in chunk if attempt.is_open}
    for attempt in chunk:
        for log in logs.get(attempt.public_id, ()) if attempt.pk not in shown else ():
            computed = "none, since its mark is not shown"
            yield difference(ReviewLog, log.pk, "fraction", log.fraction, computed)
    known = {
        (log.question_id, log.attempt_key): log
        for attempt in chunk
        if attempt.pk in shown
        for log in logs.get(attempt.public_id, ())
    }
    hidden = {attempt.public_id for attempt in chunk if attempt.pk not in shown}
    for key in known.keys() | expected.keys():
        if key[1] not in hidden:
            yield from _of_entry(known.get(key), expected.get(key), may_wait)


def _of_entry(
    log: ReviewLog | None, entry: Entry | None, may_wait: Iterable[object]
) -> Iterator[Difference]:
    if log is not None and entry is not None:
        values = {name: getattr(entry, name) for name in COMPARED}
        yield from compared(log, log.pk, values)
    elif log is not None:
        yield difference(ReviewLog, log.pk, "fraction", log.fraction, "none")
    elif entry is not None and entry.attempt_key not in may_wait:
        about = f"of {entry.attempt_key} question {entry.question}"
        yield difference(ReviewLog, about, "fraction", "none", entry.fraction)


def _logs(chunk: Sequence[Attempt]) -> Mapping[object, Sequence[ReviewLog]]:
    found: dict[object, list[ReviewLog]] = defaultdict(list)
    keys = [attempt.public_id for attempt in chunk]
    for log in ReviewLog.objects.filter(attempt_key__in=keys).order_by("pk"):
        found[log.attempt_key].append(log)
    return found


def _shown(chunk: Sequence[Attempt], now: datetime | None) -> frozenset[int]:
    """Return the attempts whose marks their students see then, by these attempts alone."""
    if now is None:
        return frozenset(attempt.pk for attempt in chunk)
    timetables = timetables_of(chunk)
    found: frozenset[int] = frozenset()
    for attempt in chunk:
        known = timetables.get(attempt.pk) or Timetable(attempt.student, {}, {}, {})
        found |= marks_shown([attempt], known, now)
    return found
