"""From attempts to progress: answers enter when their marks are shown, and go when they are not.

What is written is cache of steps, marks and judgments, so that no AuditRecord is: the acts that
these come from are on record.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from quizzes.models.accounts import User
from quizzes.models.attempts import Attempt, AttemptItem
from quizzes.models.progress import ReviewLog
from quizzes.queries.assignments import Timetable, timetable_of
from quizzes.queries.attempts.learning.entering import entries_of, items_of, lacking, put_off
from quizzes.queries.attempts.learning.looking import (
    Looked,
    looked_at,
    students_to_learn,
    to_learn_from,
)
from quizzes.queries.disclosure import may_show_marks
from quizzes.services import progress
from quizzes.services.attempts.firsts import refresh_whole, settle_firsts

# Attempts taken in together: the answers of so many are in memory, and one transaction.
BATCH = 50
# Students whose attempts the clock looks at in one round.
A_ROUND = 100


def learn_what_is_shown(
    *, student: User, now: datetime, timetable: Timetable | None = None
) -> None:
    """Bring a student's progress to what they may see now. Nothing is written where nothing is new.

    Not for an administrator who sees the site as somebody: the caller knows, and reads what is
    there. Four queries where there is nothing to do, one with the student's own timetable.
    """
    if student.erased_at is not None:
        return
    keys = list(to_learn_from(student, now, timetable=timetable).keys)
    for start in range(0, len(keys), BATCH):
        _learn(student, keys[start : start + BATCH], now)


def learn_handed_in(held: Attempt, now: datetime) -> None:
    """Take in an attempt that was just handed in, which is held, if its marks are shown at once.

    No query for one whose own rows say that they are not: an exam, homework that is still open.
    """
    if held.preview_of_id is None and may_show_marks(held, now):
        given = [held.assignment_id] if held.assignment_id else []
        _take_in(held.student, looked_at([held], timetable_of(held.student, given), now), now)


def learn_overdue(*, now: datetime, limit: int = A_ROUND) -> int:
    """Take in what came to be shown since, by the clock; return of how many students.

    Of more students than `limit`, each round takes the next ones: who waits for long, since another
    assignment holds something back, is in nobody's way.
    """
    students = students_to_learn(now)
    rounds = -(-len(students) // limit) or 1
    turn = int(now.timestamp()) // 60 % rounds
    for student in User.objects.filter(pk__in=students[turn * limit : (turn + 1) * limit]):
        learn_what_is_shown(student=student, now=now)
    return len(students[turn * limit : (turn + 1) * limit])


def learn_everything(*, now: datetime) -> int:
    """Look at all students, once a day: also for what no row of their attempts tells.

    Returns of how many students. Grants of more time, and questions that are held back, are such.
    """
    students = User.objects.filter(erased_at__isnull=True, attempts__submitted_at__isnull=False)
    count = 0
    for student in students.distinct().order_by("pk").iterator(chunk_size=500):
        learn_what_is_shown(student=student, now=now)
        count += 1
    return count


def forget(*, attempt: Attempt, now: datetime) -> None:
    """Withdraw what has entered of an attempt that is held and open again. In its transaction."""
    withdrawn = [attempt.public_id]
    progress.take_in(student=attempt.student, entries=(), withdrawn=withdrawn, now=now)


@transaction.atomic
def _learn(student: User, keys: Collection[int], now: datetime) -> None:
    """Take in the attempts of these keys as they are now, locked: marks may just be changing."""
    held = Attempt.objects.select_for_update(of=("self",)).filter(pk__in=keys)
    list(held.order_by("pk").values_list("pk", flat=True))
    _take_in(student, to_learn_from(student, now, keys), now)


def _take_in(student: User, looked: Looked, now: datetime) -> None:
    if not looked.keys:
        return
    items = items_of(looked.shown)
    older = lacking(items)
    if older:
        refresh_whole([each for each in looked.shown if each.pk in older])
        items = items_of(looked.shown)
    entries = entries_of(items, looked.held)
    entered = {entry.attempt_key for entry in entries}
    gone = [each.public_id for each in looked.hidden]
    gone += [each.public_id for each in looked.shown if each.public_id not in entered]
    progress.take_in(student=student, entries=entries, withdrawn=gone, now=now)
    _note(looked, put_off(items, entries), now)


def _note(looked: Looked, later: Collection[int], now: datetime) -> None:
    """Note that attempts were taken in as they stand, and that the hidden ones are to come."""
    shown = [attempt.pk for attempt in looked.shown if attempt.pk not in later]
    if shown:
        Attempt.objects.filter(pk__in=shown).update(learned_at=now)
    if looked.hidden:
        Attempt.objects.filter(pk__in=[each.pk for each in looked.hidden]).look_again()


def rebuild_progress(*, student: User, now: datetime) -> None:
    """Make all that progress knows of a student again, from steps, marks and judgments.

    Twice is as once. What they see of it stays what they may see now.
    """
    if student.erased_at is not None:
        return
    own = list(Attempt.objects.visible_to(student).order_by("pk"))
    refresh_whole([each for each in own if not each.is_open or each.is_practice])
    items = AttemptItem.objects.filter(attempt__student=student)
    settle_firsts(student.pk, set(items.values_list("version__question", flat=True)))
    can_enter = [each.public_id for each in own if _can_enter(each)]
    logs = ReviewLog.objects.visible_to(student).exclude(attempt_key__in=can_enter)
    gone = set(logs.values_list("attempt_key", flat=True))
    progress.take_in(student=student, entries=(), withdrawn=gone, now=now)
    Attempt.objects.visible_to(student).look_again()
    learn_what_is_shown(student=student, now=now)
    progress.rebuild(students=[student], now=now)


def _can_enter(attempt: Attempt) -> bool:
    return attempt.preview_of_id is None and (not attempt.is_open or attempt.is_practice)
