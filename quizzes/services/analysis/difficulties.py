"""Keeping re-estimated difficulties, and having progress think again about who met them."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import transaction

from quizzes.engine.progress.estimating import Difficulty
from quizzes.models.accounts import User
from quizzes.models.attempts import Attempt
from quizzes.models.audit import AuditRecord, Change
from quizzes.models.bank import Question
from quizzes.models.progress import QuestionDifficulty

# Keys that one statement names.
BATCH = 500


@dataclass(frozen=True)
class Kept:
    """What keeping difficulties has done: questions now estimated, changed, attempts to look at."""

    estimated_count: int
    changed_count: int
    attempt_count: int


@transaction.atomic
def keep_difficulties(
    *,
    difficulties: Mapping[int, Difficulty],
    now: datetime,
    actor: User | None = None,
    address: str = "",
) -> Kept:
    """Make the stored difficulties equal to these, by key of the question.

    Each change is on record at its question. Attempts that asked a changed question are to be
    taken in anew, so that mastery follows. Twice the same changes nothing.
    """
    held = QuestionDifficulty.objects.select_for_update().in_bulk(field_name="question_id")
    _store(held, difficulties, now)
    before = {key: row.logit for key, row in held.items()}
    after = {key: each.logit for key, each in difficulties.items()}
    changed = {key for key in before | after if before.get(key) != after.get(key)}
    AuditRecord.objects.record_each(
        _changes(changed, before, after),
        action="analysis.keep_difficulties",
        actor=actor,
        now=now,
        address=address,
    )
    return Kept(len(difficulties), len(changed), _forget(changed))


def _store(
    held: Mapping[int, QuestionDifficulty], difficulties: Mapping[int, Difficulty], now: datetime
) -> None:
    rows = [
        QuestionDifficulty(
            question_id=key,
            logit=each.logit,
            standard_error=each.standard_error,
            answer_count=each.answer_count,
            estimated_at=now,
        )
        for key, each in sorted(difficulties.items())
        if key not in held or _of(held[key]) != each
    ]
    QuestionDifficulty.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["question"],
        update_fields=["logit", "standard_error", "answer_count", "estimated_at"],
    )
    gone = [row.pk for key, row in held.items() if key not in difficulties]
    QuestionDifficulty.objects.filter(pk__in=gone).delete()


def _of(row: QuestionDifficulty) -> Difficulty:
    return Difficulty(row.logit, row.standard_error, row.answer_count)


def _changes(
    changed: Collection[int], before: Mapping[int, float], after: Mapping[int, float]
) -> Iterator[Change]:
    """Yield what changed for each question: its logit, null where its author's guess counts."""
    for keys in _batches(changed):
        for question in Question.objects.filter(pk__in=keys).order_by("pk"):
            yield Change(
                question,
                {"difficulty": before.get(question.pk)},
                {"difficulty": after.get(question.pk)},
            )


def _forget(changed: Collection[int]) -> int:
    """Have progress look again at the attempts that asked these questions; return how many."""
    asked = (
        Attempt.objects.filter(items__version__question__in=keys).values("pk")
        for keys in _batches(changed)
    )
    return sum(Attempt.objects.filter(pk__in=attempts).look_again() for attempts in asked)


def _batches(keys: Collection[int]) -> Iterator[list[int]]:
    remaining = iter(sorted(keys))
    while batch := list(islice(remaining, BATCH)):
        yield batch
