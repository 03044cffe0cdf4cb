"""What an act would do to answers: scored again, given to everybody, dropped. Nothing more."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import partial
from typing import Any

from django.db.models import QuerySet

from quizzes.engine.behaviors.registry import behavior_for
from quizzes.engine.regrading import Choice, Winner, correction_of, took_tries_away, weighed
from quizzes.engine.scoring import ONE, to_text
from quizzes.models.assignments import Assignment
from quizzes.models.attempts import AcceptedLateStep, Attempt, AttemptItem, Mark, Step
from quizzes.models.bank import Question, QuestionVersion
from quizzes.models.grading import GradingAct
from quizzes.queries.attempts.judging import score_of
from quizzes.queries.attempts.replaying import Replayed, replay, steps_by_item, taken_step

# Answers in memory, with their steps, at a time.
CHUNK = 250
BY_RULE = (Mark.Source.RULE, Mark.Source.REGRADE)


class Why(StrEnum):
    """What becomes of an answer, or why nothing does."""

    CHANGED = "changed"
    SAME = "same"
    # The old key ended it as right, so that its student could not try on.
    KEPT = "kept"
    # A person has decided, or everybody was given the point: no rule takes that back.
    BY_PERSON = "by_person"
    # What was shown has no scoring correction.
    NOT_CORRECTED = "not_corrected"


@dataclass(frozen=True, slots=True)
class Plan:
    """One act about a question: what is to be done with the answers of whom.

    `choice` is of a regrade, `keeps_percent` of a drop.
    """

    kind: str
    question: Question
    assignments: tuple[Assignment, ...]
    choice: str = ""
    keeps_percent: bool = False


@dataclass(frozen=True, slots=True)
class NewMark:
    """What a mark to give says."""

    fraction: Fraction | None
    source: str
    version_id: int
    revision: int
    parts: Mapping[str, str] = field(default_factory=dict)
    is_near_miss: bool = False
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Looked:
    """An answer, what becomes of it, and the mark it gets; None where it gets none."""

    item: AttemptItem
    why: Why
    mark: NewMark | None = None

    @property
    def is_touched(self) -> bool:
        """Whether the act does anything to it."""
        return self.why is Why.CHANGED


def answers_of(plan: Plan) -> QuerySet[AttemptItem]:
    """Return the answers that a plan is about, of students of its assignments, in order.

    Of an attempt that is still open only a drop knows: its answers have no marks yet.
    """
    shown = AttemptItem.objects.filter(
        version__question=plan.question, attempt__assignment__in=plan.assignments
    )
    if plan.kind != GradingAct.Kind.DROP:
        shown = shown.filter(attempt__submitted_at__isnull=False)
    return shown.order_by("pk")


def chunks(pks: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield keys, so many at a time as are looked at together."""
    for start in range(0, len(pks), CHUNK):
        yield pks[start : start + CHUNK]


def looked_at(plan: Plan, pks: Sequence[int]) -> list[Looked]:
    """Return what a plan does to answers, by their keys. At most five queries."""
    items = list(AttemptItem.objects.filter(pk__in=pks).select_related("attempt").order_by("pk"))
    if plan.kind == GradingAct.Kind.DROP:
        return [Looked(item, Why.SAME if item.is_dropped else Why.CHANGED) for item in items]
    counting = _counting(items)
    if plan.kind == GradingAct.Kind.EVERYONE:
        return [_given(item, counting[item.pk]) for item in items]
    return _regraded(plan, items, counting)


def versions_of(question: Question) -> Mapping[int, QuestionVersion]:
    """Return a question's versions by number, as far as scoring reads them. One query."""
    content = question.versions.defer("rendered", "searched")
    return {version.number: version for version in content}


def corrections(versions: Mapping[int, QuestionVersion]) -> Mapping[int, QuestionVersion]:
    """Return the version that each one's answers are scored again by, by the key of the shown."""
    changes = {
        number: version.change == QuestionVersion.Change.CORRECTION
        for number, version in versions.items()
    }
    found = {}
    for number, version in versions.items():
        newest = correction_of(number, changes)
        if newest is not None and versions[newest].kind == version.kind:
            found[version.pk] = versions[newest]
    return found


def _counting(items: Sequence[AttemptItem]) -> Mapping[int, Mark]:
    """Return the mark that counts, by item. One query."""
    marks = Mark.objects.filter(item__in=[item.pk for item in items]).order_by("number")
    return {mark.item_id: mark for mark in marks}


def _given(item: AttemptItem, counting: Mark) -> Looked:
    if counting.source == Mark.Source.GIVEN:
        return Looked(item, Why.SAME)
    mark = NewMark(ONE, Mark.Source.GIVEN, item.version_id, item.counted_revision)
    return Looked(item, Why.CHANGED, mark)


def _regraded(
    plan: Plan, items: Sequence[AttemptItem], counting: Mapping[int, Mark]
) -> list[Looked]:
    versions = versions_of(plan.question)
    by_pk = {version.pk: version for version in versions.values()}
    corrected = corrections(versions)
    steps = steps_by_item(items)
    accepted = _accepted(steps)
    found = []
    for item in items:
        # Of one version the same object, whose spec is then read once.
        item.version = by_pk[item.version_id]
        target = corrected.get(item.version_id)
        if counting[item.pk].source not in BY_RULE:
            found.append(Looked(item, Why.BY_PERSON))
        elif target is None:
            found.append(Looked(item, Why.NOT_CORRECTED))
        else:
            found.append(_scored(plan, item, target, steps[item.pk], accepted))
    return found


def _accepted(steps: Mapping[int, Sequence[Step]]) -> frozenset[int]:
    late = [step.pk for group in steps.values() for step in group if step.is_late]
    found = AcceptedLateStep.objects.filter(step__in=late).values_list("step_id", flat=True)
    return frozenset(found) if late else frozenset()


def _scored(
    plan: Plan,
    item: AttemptItem,
    target: QuestionVersion,
    steps: Sequence[Step],
    accepted: frozenset[int],
) -> Looked:
    old = replay(item.attempt, item, steps, accepted)
    new = replay(item.attempt, item, steps, accepted, target)
    behavior = behavior_for(item.attempt.behavior, item.version.option_count)
    taken = [
        taken_step(behavior, item.version, step, item.attempt.language, accepted) for step in steps
    ]
    were_taken = took_tries_away(behavior, taken, partial(score_of, item.version))
    winner = weighed(
        Choice(plan.choice),
        counting=item.fraction,
        shown=old.outcome.fraction,
        corrected=new.outcome.fraction,
        tries_were_taken=were_taken,
    )
    if winner is Winner.COUNTING:
        is_kept = were_taken and plan.choice == Choice.RECOMPUTE
        falls = (new.outcome.fraction or 0) < (item.fraction or 0)
        return Looked(item, Why.KEPT if is_kept and falls else Why.SAME)
    best, version = (old, item.version) if winner is Winner.SHOWN else (new, target)
    return Looked(item, Why.CHANGED, _mark(best, version))


def _mark(done: Replayed, version: QuestionVersion) -> NewMark:
    score = done.outcome.score
    return NewMark(
        fraction=done.outcome.fraction,
        source=Mark.Source.REGRADE,
        version_id=version.pk,
        revision=done.outcome.counted_revision or 0,
        parts={part.part_id: to_text(part.fraction) for part in score.parts} if score else {},
        is_near_miss=bool(score and score.is_near_miss),
    )


def items_by_attempt(attempts: Sequence[Attempt]) -> Mapping[int, list[AttemptItem]]:
    """Return what the totals of attempts are made of, by attempt. One query for 1,000 attempts."""
    found: dict[int, list[AttemptItem]] = defaultdict(list)
    columns = ("attempt_id", "points", "fraction", "state", "is_dropped")
    pks = [attempt.pk for attempt in attempts]
    for start in range(0, len(pks), 1000):
        rows: Any = AttemptItem.objects.filter(attempt__in=pks[start : start + 1000])
        for item in rows.only(*columns):
            found[item.attempt_id].append(item)
    return found
