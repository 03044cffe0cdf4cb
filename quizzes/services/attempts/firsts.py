"""What progress reads of answers, kept beside them: the first checked one, and the time spent."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from quizzes.models.attempts import Attempt, AttemptItem
from quizzes.models.fields import write_columns
from quizzes.queries.attempts.learning.answers import (
    FIRST_CACHE,
    answered,
    first_in,
    seconds_in,
    unchecked,
)
from quizzes.queries.attempts.learning.knowing import firsts_among, met_by
from quizzes.queries.attempts.replaying import Replayed, steps_by_item

# Answers in memory, with their steps, at a time.
BATCH = 500


def note_firsts(held: Attempt, done: Sequence[Replayed]) -> None:
    """Let the answers of an attempt that is handed in for the first time say so, in memory.

    One query, and more only where its student has met the questions before.
    """
    seconds = seconds_in(held, {each.item.pk: each.steps for each in done})
    for each in done:
        first_in(held, each).keep(each.item)
        each.item.seconds = seconds.get(each.item.pk, 0)
    if held.preview_of_id is not None:
        return
    given = {each.item.pk: each.item.first_at for each in done}
    questions = {each.item.version.question_id for each in done if each.item.first_revision}
    if not questions:
        return
    firsts = _settled(held.student_id, questions, given)
    for each in done:
        each.item.is_first = firsts.get(each.item.pk, False)


def refresh_firsts(items: Iterable[int]) -> None:
    """Store what the first answers in items are and earn, by their keys, after marks have changed.

    Six queries at most for each batch of items, and those of `is_first` for each student with an
    answer that is another one than before.
    """
    keys = list(items)
    for start in range(0, len(keys), BATCH):
        _refresh(keys[start : start + BATCH])


def refresh_whole(attempts: Iterable[Attempt]) -> None:
    """Store all that progress reads of the answers in attempts, the time spent as well."""
    for attempt in attempts:
        items = list(AttemptItem.objects.filter(attempt=attempt))
        seconds = seconds_in(attempt, steps_by_item(items), unchecked(attempt, items))
        changed = [item for item in items if item.seconds != seconds.get(item.pk, 0)]
        for item in changed:
            item.seconds = seconds.get(item.pk, 0)
        write_columns(changed, ("seconds",))
        refresh_firsts(item.pk for item in items)


def settle_firsts(student: int, questions: Collection[int]) -> None:
    """Store which of the answers of a student, by key, to questions were the first."""
    _settled(student, questions, {})


def _refresh(keys: Sequence[int]) -> None:
    rows = AttemptItem.objects.filter(pk__in=keys).select_related("attempt")
    items = list(rows)
    changed, moved = [], set()
    for each in answered(items):
        item, before = each.item, _said(each.item)
        each.first().keep(item)
        if _said(item) != before:
            changed.append(item)
        if _said(item)[:2] != before[:2]:
            moved.add(item.pk)
    write_columns(changed, FIRST_CACHE)
    by_student: dict[int, set[int]] = {}
    for item in items:
        if item.pk in moved and item.attempt.preview_of_id is None:
            questions = by_student.setdefault(item.attempt.student_id, set())
            questions.add(item.version.question_id)
    for student, questions in by_student.items():
        settle_firsts(student, questions)


def _said(item: AttemptItem) -> tuple[object, ...]:
    return tuple(getattr(item, column) for column in FIRST_CACHE)


def _settled(
    student: int, questions: Collection[int], given: Mapping[int, datetime | None]
) -> Mapping[int, bool]:
    """Return which answers were the first; store it, but for those in memory that were `given`.

    An attempt whose answer is the first no more, or now, is looked at by progress again.
    """
    met = met_by(student, questions)
    firsts = firsts_among(student, met, given)
    stored = {each.asked.item: each for group in met.values() for each in group}
    changed = {pk for pk, each in stored.items() if pk not in given and firsts[pk] != each.is_first}
    if changed:
        rows = AttemptItem.objects.filter(pk__in=changed)
        rows.filter(is_first=True).update(is_first=False)
        rows.filter(pk__in=[pk for pk in changed if firsts[pk]]).update(is_first=True)
        Attempt.objects.filter(pk__in={stored[pk].attempt for pk in changed}).look_again()
    return firsts
