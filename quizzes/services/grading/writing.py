"""What acts about marks have in common: locking, marks, the answers' cache, totals, telling."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from fractions import Fraction

from django.urls import reverse

from quizzes.engine.settling import shifted_share
from quizzes.models.accounts import User
from quizzes.models.attempts import Attempt, AttemptItem, Mark
from quizzes.models.fields import write_columns
from quizzes.models.grading import GradingAct
from quizzes.models.notices import NoticeKind
from quizzes.queries.attempts.results import totals_of
from quizzes.queries.disclosure import showing_scores
from quizzes.queries.grading.regrading.planning import NewMark, items_by_attempt
from quizzes.services import notices
from quizzes.services.attempts.firsts import refresh_firsts

TOTALS = (
    "raw_earned",
    "earned",
    "maximum",
    "pending",
    "answered_count",
    "kept_share",
    "learned_at",
)
# Rows of one statement.
BATCH = 500


def locked_attempts(pks: Iterable[int]) -> dict[int, Attempt]:
    """Return attempts by key, locked in the order of their keys so that nobody waits in a ring."""
    wanted = Attempt.objects.select_for_update(of=("self",)).filter(pk__in=set(pks))
    loaded = wanted.select_related("student", "assignment__quiz", "assignment__classroom")
    return {attempt.pk: attempt for attempt in loaded.order_by("pk")}


def new_mark(
    item: AttemptItem, given: NewMark, *, marker: User | None, reason: str, now: datetime
) -> Mark:
    """Return the next mark of an answer, sealed and not stored yet."""
    mark = Mark(
        item=item, number=item.mark_count + 1, marker=marker, reason=reason, at=now, **asdict(given)
    )
    mark.seal = mark.sealed()
    return mark


def store_marks(marks: Sequence[Mark]) -> None:
    """Store marks, and let them count at their answers in memory."""
    Mark.objects.bulk_create(marks, batch_size=BATCH)
    for mark in marks:
        mark.item.fraction, mark.item.mark_count = mark.fraction, mark.number


def store_items(items: Sequence[AttemptItem]) -> None:
    """Store what acts change of answers, and what their first ones earn by the marks of now."""
    for start in range(0, len(items), BATCH):
        write_columns(items[start : start + BATCH], ("fraction", "mark_count", "is_dropped"))
    refresh_firsts(item.pk for item in items if item.mark_count)


def shift_kept_shares(
    attempts: Mapping[int, Attempt],
    items: Iterable[AttemptItem],
    before: Mapping[int, Fraction | None],
) -> None:
    """Let shares that are kept since a drop follow what marks have changed since, in memory.

    `before` has the fractions of then, by item. One query, none where no share is kept.
    """
    kept = {pk: attempt for pk, attempt in attempts.items() if attempt.kept_share is not None}
    if not kept:
        return
    whole: dict[int, Fraction] = defaultdict(Fraction)
    rows = AttemptItem.objects.filter(attempt__in=list(kept))
    for pk, points in rows.values_list("attempt_id", "points"):
        whole[pk] += points
    for item in items:
        attempt, old, new = kept.get(item.attempt_id), before.get(item.pk), item.fraction
        if attempt is None or attempt.kept_share is None or item.is_dropped:
            continue
        if old is None or new is None or not item.points:
            continue
        attempt.kept_share = shifted_share(
            attempt.kept_share,
            points=item.points,
            rise=new - old,
            whole=whole[attempt.pk],
            late_percent=attempt.late_percent,
            days_late=attempt.days_late,
        )


def settle_attempts(attempts: Iterable[Attempt]) -> None:
    """Store the totals of attempts that were handed in, computed from their stored answers.

    Progress looks at them again.
    """
    done = [attempt for attempt in attempts if attempt.submitted_at is not None]
    items = items_by_attempt(done)
    for attempt in done:
        attempt.learned_at = None
        for name, value in asdict(totals_of(attempt, items[attempt.pk])).items():
            setattr(attempt, name, value)
    for start in range(0, len(done), BATCH):
        write_columns(done[start : start + BATCH], TOTALS)


def tell_changed(
    act: GradingAct, attempts: Sequence[Attempt], now: datetime, *, is_undone: bool = False
) -> None:
    """Tell students that a score has changed, those who may see it now; neither how nor why."""
    seen = showing_scores(attempts, now)
    end = ":undone" if is_undone else ""
    notices.tell_each(
        kind=NoticeKind.MARK_CHANGED,
        tellings=[
            notices.Telling(
                user=attempt.student,
                key=f"act:{act.public_id}:{attempt.public_id}{end}",
                words=words_of(attempt),
                path=reverse("quizzes:attempt-review", args=[attempt.public_id]),
            )
            for attempt in attempts
            if attempt.pk in seen
        ],
        now=now,
    )


def words_of(attempt: Attempt) -> Mapping[str, str]:
    """Return what a notice says of an attempt at an assignment."""
    where = attempt.assignment.classroom.name if attempt.assignment else ""
    return {"quiz": attempt.title, "class": where}
