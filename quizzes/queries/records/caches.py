"""Cached columns of attempts and their questions, computed anew from steps and marks."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models, transaction

from quizzes.engine.receipts import receipt_code
from quizzes.engine.scoring import ONE, to_text
from quizzes.engine.settling import SettledItem, settle
from quizzes.models.attempts import (
    AcceptedLateStep,
    Attempt,
    AttemptItem,
    EarlierReceipt,
    Mark,
    Step,
)
from quizzes.models.bank import QuestionVersion
from quizzes.queries.attempts.learning.answers import (
    NO_ANSWER,
    Answered,
    FirstAnswer,
    seconds_in,
    unchecked,
)
from quizzes.queries.attempts.replaying import Replayed, replay
from quizzes.queries.attempts.running.reopened import Reopening, reopenings_of
from quizzes.queries.records.difference import Difference, compared, difference

# Attempts in memory at a time.
CHUNK = 100

ITEM_CACHE = (
    "last_revision",
    "counted_revision",
    "is_finished",
    "state",
    "fraction",
    "mark_count",
    "first_revision",
    "first_at",
    "first_fraction",
    "seconds",
    "is_first",
)
ATTEMPT_CACHE = (
    "raw_earned",
    "earned",
    "maximum",
    "pending",
    "answered_count",
    "days_late",
    "receipt",
)
BY_RULE = (Mark.Source.RULE, Mark.Source.REGRADE)


@dataclass(frozen=True, slots=True)
class _Item:
    """A question of an attempt with everything that bears on its cache."""

    attempt: Attempt
    row: AttemptItem
    steps: Sequence[Step]
    marks: Sequence[Mark]
    accepted: Sequence[AcceptedLateStep]
    # The moments at which the attempt was opened again, with how it stood then.
    reopenings: Sequence[Reopening]

    @property
    def key(self) -> str:
        """How a difference names it."""
        return f"{self.attempt.public_id} question {self.row.position}"

    def replayed(self, mark: Mark | None = None) -> Replayed:
        """Return what the steps come to now, or came to when a mark was given."""
        accepted = {
            acceptance.step_id
            for acceptance in self.accepted
            if mark is None or _was_known(acceptance, mark)
        }
        version = mark.version if mark else None
        return replay(self.attempt, self.row, self._steps_until(mark), accepted, version)

    def _steps_until(self, mark: Mark | None) -> Sequence[Step]:
        """Return the steps that a mark is over: those of before the attempt was opened again."""
        for reopening in self.reopenings if mark else ():
            stood = reopening.stood[self.row.position]
            if mark and mark.number <= stood.mark_count:
                return [step for step in self.steps if step.revision <= stood.last_revision]
        return self.steps

    def for_progress(self) -> tuple[FirstAnswer, bool]:
        """Return the first checked answer, and whether the row need not know of it yet.

        Nothing was looked for in attempts of before there was progress, until they are taken in,
        nor in an open session of practice before an answer was judged.
        """
        row, accepted = self.row, {each.step_id for each in self.accepted}
        stored = FirstAnswer(row.first_revision, row.first_at, row.first_fraction)
        may_wait = self.attempt.learned_at is None or self.attempt.is_open
        is_to_come = may_wait and stored == NO_ANSWER and not row.seconds
        first = Answered(row, self.steps, accepted, self.marks, self.reopenings).first()
        return first, is_to_come

    def counted_at(self, reopening_count: int) -> int:
        """Return what counted when the attempt was handed in after so many reopenings.

        The mark of then says it; an answer that was as before kept the one it had.
        """
        stood = self.reopenings[reopening_count - 1].stood if reopening_count else {}
        known = stood.get(self.row.position)
        since = [mark for mark in self.marks if not known or mark.number > known.mark_count]
        ends = self.reopenings[reopening_count : reopening_count + 1]
        last = ends[0].stood[self.row.position].mark_count if ends else len(self.marks)
        rule = [each for each in since if each.source == Mark.Source.RULE and each.number <= last]
        if rule:
            return rule[0].revision
        return known.counted_revision if known else 0


@dataclass(frozen=True, slots=True)
class _Whole:
    """An attempt with its questions and its earlier receipts, the first one first."""

    attempt: Attempt
    items: Sequence[_Item]
    receipts: Sequence[EarlierReceipt]

    def seconds(self) -> Mapping[int, int]:
        """Return the time spent by item, of the steps that were handed in; in practice of all."""
        is_running = self.attempt.is_open and self.attempt.is_practice
        steps = {
            item.row.pk: item.steps
            if is_running
            else Answered(item.row, item.steps, (), (), item.reopenings).closed_steps
            for item in self.items
        }
        rows = [item.row for item in self.items]
        return seconds_in(self.attempt, steps, unchecked(self.attempt, rows))


Loaded = Sequence[_Whole]


def _was_known(acceptance: AcceptedLateStep, mark: Mark) -> bool:
    """Whether a late step was accepted when a mark was given; its own regrade has its moment."""
    if mark.source == Mark.Source.REGRADE:
        return acceptance.at <= mark.at
    return acceptance.at < mark.at


def stale_caches() -> Iterator[Difference]:
    """Yield the cached columns that are wrong. A few queries for each chunk of attempts."""
    for chunk in _chunks():
        suspects = [whole.attempt.pk for whole in chunk if any(_found(whole))]
        if suspects:
            yield from _certain(suspects)


def _certain(suspects: Sequence[int]) -> Sequence[Difference]:
    """Return what is wrong with attempts, looked at again while nobody can write them.

    An answer that was saved between two of our queries has only looked like a difference.
    """
    with transaction.atomic():
        locked = Attempt.objects.select_for_update(of=("self",)).filter(pk__in=suspects)
        return [found for whole in _loaded(locked) for found in _found(whole)]


def _chunks() -> Iterator[Loaded]:
    last = 0
    while chunk := _loaded(Attempt.objects.filter(pk__gt=last), CHUNK):
        yield chunk
        last = chunk[-1].attempt.pk


def _loaded(attempts: models.QuerySet[Attempt], limit: int | None = None) -> Loaded:
    """Return attempts with what bears on them, in the order of their keys.

    Seven queries, eight if one of them was opened again.
    """
    chosen = list(attempts.select_related("assignment__classroom").order_by("pk")[:limit])
    rows = list(AttemptItem.objects.filter(attempt__in=chosen).order_by("position"))
    steps = Step.objects.filter(item__attempt__in=chosen).order_by("revision")
    marks = list(Mark.objects.filter(item__attempt__in=chosen).order_by("number"))
    accepted = AcceptedLateStep.objects.filter(step__item__attempt__in=chosen)
    by_pk = {attempt.pk: attempt for attempt in chosen}
    for row in rows:
        row.attempt = by_pk[row.attempt_id]
    _share_versions([*rows, *marks])
    steps_of = _grouped(steps, lambda step: step.item_id)
    marks_of = _grouped(marks, lambda mark: mark.item_id)
    accepted_of = _grouped(
        accepted.select_related("step"), lambda acceptance: acceptance.step.item_id
    )
    rows_of = _grouped(rows, lambda row: row.attempt_id)
    receipts = EarlierReceipt.objects.filter(attempt__in=chosen).order_by("pk")
    receipts_of = _grouped(receipts, lambda receipt: receipt.attempt_id)
    again = [attempt.public_id for attempt in chosen if attempt.pk in receipts_of]
    reopenings = reopenings_of(again) if again else {}
    return [
        _Whole(
            attempt,
            [
                _Item(
                    attempt,
                    row,
                    steps_of[row.pk],
                    marks_of[row.pk],
                    accepted_of[row.pk],
                    reopenings.get(attempt.public_id, ()),
                )
                for row in rows_of[attempt.pk]
            ],
            receipts_of.get(attempt.pk, ()),
        )
        for attempt in chosen
    ]


def _share_versions(rows: Sequence[Any]) -> None:
    """Give rows of one version the same object, whose spec is then read once. One query."""
    content = QuestionVersion.objects.defer("rendered", "stem", "explanation")
    versions = content.in_bulk({row.version_id for row in rows})
    for row in rows:
        row.version = versions[row.version_id]


def _grouped(rows: Iterable[Any], owner: Callable[[Any], int]) -> Mapping[int, list[Any]]:
    groups: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        groups[owner(row)].append(row)
    return groups


def _found(whole: _Whole) -> Iterator[Difference]:
    """Yield what is wrong with one attempt. No query."""
    attempt, items, settled = whole.attempt, whole.items, []
    seconds = whole.seconds()
    for item in items:
        try:
            yield from _mark_differences(item)
            expected = {**_item_cache(item), **_progress_cache(item, seconds)}
        except Exception as error:  # noqa: BLE001 - a damaged row breaks the rules in any way
            yield difference(AttemptItem, item.key, "steps", "such that no rule reads them", error)
            return
        yield from compared(item.row, item.key, expected)
        is_answered = expected["state"] == AttemptItem.State.ANSWERED
        settled.append(
            SettledItem(item.row.points, expected["fraction"], is_answered, item.row.is_dropped)
        )
    yield from compared(attempt, attempt.public_id, _attempt_cache(attempt, items, settled))
    for count, earlier in enumerate(whole.receipts):
        code = _receipt(attempt, items, count, earlier.submitted_at, earlier.code)
        yield from compared(earlier, earlier.code, {"code": code})


def _mark_differences(item: _Item) -> Iterator[Difference]:
    """Yield what is wrong with marks: none after handing in, or not what the steps come to."""
    if not item.marks and not item.attempt.is_open:
        yield difference(AttemptItem, item.key, "marks", "none", "one, since it was handed in")
    for mark in item.marks:
        if mark.source in BY_RULE:
            yield from compared(mark, mark.pk, _mark_columns(item.replayed(mark)))
        elif mark.source == Mark.Source.GIVEN:
            yield from compared(mark, mark.pk, {"fraction": ONE})


def _mark_columns(done: Replayed) -> Mapping[str, Any]:
    score = done.outcome.score
    return {
        "fraction": done.outcome.fraction,
        "parts": {part.part_id: to_text(part.fraction) for part in score.parts} if score else {},
        "is_near_miss": bool(score and score.is_near_miss),
        "revision": done.outcome.counted_revision or 0,
    }


def _item_cache(item: _Item) -> Mapping[str, Any]:
    done = item.replayed()
    newest = item.marks[-1] if item.marks else None
    values = (
        item.steps[-1].revision if item.steps else 0,
        done.outcome.counted_revision or 0,
        done.is_finished,
        done.outcome.state,
        newest.fraction if newest else None,
        newest.number if newest else 0,
    )
    return dict(zip(ITEM_CACHE, values, strict=False))


def _progress_cache(item: _Item, seconds: Mapping[int, int]) -> Mapping[str, Any]:
    """Return what progress reads of an answer by itself; `is_first` needs all its student's."""
    first, is_to_come = item.for_progress()
    if is_to_come:
        return {}
    return {
        "first_revision": first.revision,
        "first_at": first.at,
        "first_fraction": first.fraction,
        "seconds": seconds.get(item.row.pk, 0),
    }


def _attempt_cache(
    attempt: Attempt, items: Sequence[_Item], settled: Sequence[SettledItem]
) -> Mapping[str, Any]:
    if attempt.submitted_at is None:
        empty = Attempt()
        return {column: getattr(empty, column) for column in ATTEMPT_CACHE}
    days_late = attempt.days_after_due()
    totals = asdict(settle(settled, attempt.late_percent, days_late, attempt.kept_share))
    count = len(items[0].reopenings) if items else 0
    code = _receipt(attempt, items, count, attempt.submitted_at, attempt.receipt)
    return {**totals, "days_late": days_late, "receipt": code}


def _receipt(
    attempt: Attempt,
    items: Sequence[_Item],
    reopening_count: int,
    moment: datetime,
    known: str,
) -> str:
    """Return the code that the student was given: over what counted then, by a secret of then."""
    answers = [(item.row.position, item.counted_at(reopening_count)) for item in items]
    codes = [
        receipt_code(str(secret), str(attempt.public_id), moment, answers)
        for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ]
    return known if known in codes else codes[0]
