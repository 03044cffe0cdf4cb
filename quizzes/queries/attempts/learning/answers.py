"""The first checked answers in attempts, computed from steps and marks."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import partial
from typing import Any

from quizzes.engine.behaviors.interactive import Interactive
from quizzes.engine.behaviors.registry import behavior_for
from quizzes.engine.progress.first import SaidMark, Worth, first_answer, worth
from quizzes.engine.progress.spending import time_spent
from quizzes.models.attempts import AcceptedLateStep, Attempt, AttemptItem, Mark, Step
from quizzes.models.bank import QuestionVersion
from quizzes.queries.attempts.judging import read_response, score_of
from quizzes.queries.attempts.replaying import Replayed, steps_by_item, taken_step
from quizzes.queries.attempts.running.reopened import Reopening, reopenings_of

# The columns of an answer that are made of its own steps and marks.
FIRST_CACHE = ("first_revision", "first_at", "first_fraction")


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """The first checked answer to a question: its step, moment, and what it earns by itself, 0..1.

    `revision` 0: there is none. `fraction` None waits for a person.
    """

    revision: int = 0
    at: datetime | None = None
    fraction: Fraction | None = None

    def keep(self, item: AttemptItem) -> None:
        """Let the answer's row say so, in memory."""
        item.first_revision, item.first_at, item.first_fraction = (
            self.revision,
            self.at,
            self.fraction,
        )


NO_ANSWER = FirstAnswer()


def first_in(attempt: Attempt, done: Replayed) -> FirstAnswer:
    """Return the first answer in steps that were just replayed and have no mark yet. No query."""
    version = done.item.version
    behavior = behavior_for(attempt.behavior, version.option_count)
    step = first_answer(behavior, done.taken, partial(score_of, version))
    if step is None:
        return NO_ANSWER
    at = next(each.at for each in done.steps if each.revision == step.revision)
    is_scored = step.revision == done.outcome.counted_revision
    if is_scored and not isinstance(behavior, Interactive):
        return FirstAnswer(step.revision, at, done.outcome.fraction)
    return FirstAnswer(step.revision, at, score_of(version, step.response).fraction)


def seconds_in(
    attempt: Attempt, steps: Mapping[int, Sequence[Step]], open_items: Collection[int] = ()
) -> Mapping[int, int]:
    """Return the seconds spent by item, of all steps of an attempt; late ones are left out.

    Nothing is said yet of `open_items`: in practice, while the session goes on.
    """
    moments = [
        (step.at, item) for item, group in steps.items() for step in group if not step.is_late
    ]
    spent = time_spent(attempt.started_at, moments)
    return {item: seconds for item, seconds in spent.items() if item not in open_items}


def unchecked(attempt: Attempt, items: Iterable[AttemptItem]) -> frozenset[int]:
    """Return the items of an open session of practice that can still be answered."""
    if not (attempt.is_open and attempt.is_practice):
        return frozenset()
    return frozenset(item.pk for item in items if not item.is_finished)


@dataclass(frozen=True, slots=True)
class Answered:
    """An item with everything that bears on its first answer."""

    item: AttemptItem
    steps: Sequence[Step]
    accepted: Collection[int]
    marks: Sequence[Mark]
    reopenings: Sequence[Reopening]

    @property
    def closed_steps(self) -> Sequence[Step]:
        """The steps that were handed in; those of a checked question in practice, which is over."""
        attempt = self.item.attempt
        if not attempt.is_open or (attempt.is_practice and self.item.is_finished):
            return self.steps
        return self._until(self.reopenings[-1]) if self.reopenings else ()

    def first(self) -> FirstAnswer:
        """Return the first answer: of what was handed in first, if anything was answered then."""
        for steps in (*map(self._until, self.reopenings), self.closed_steps):
            if steps and (step := self._first_of(steps)):
                return self._scored(step)
        return NO_ANSWER

    def _until(self, reopening: Reopening) -> Sequence[Step]:
        last = reopening.stood[self.item.position].last_revision
        return [step for step in self.steps if step.revision <= last]

    def _first_of(self, steps: Sequence[Step]) -> Step | None:
        attempt, version = self.item.attempt, self.item.version
        behavior = behavior_for(attempt.behavior, version.option_count)
        taken = [
            taken_step(behavior, version, step, attempt.language, self.accepted) for step in steps
        ]
        first = first_answer(behavior, taken, partial(score_of, version))
        return next((each for each in steps if first and each.revision == first.revision), None)

    def _scored(self, step: Step) -> FirstAnswer:
        behavior = behavior_for(self.item.attempt.behavior, self.item.version.option_count)
        said = [SaidMark(m.source, m.revision, m.version_id, m.fraction) for m in self.marks]
        decides = worth(said, step.revision, is_interactive=isinstance(behavior, Interactive))
        return FirstAnswer(step.revision, step.at, self._fraction(step, decides))

    def _fraction(self, step: Step, decides: Worth) -> Fraction | None:
        if decides.is_by_person:
            return decides.fraction
        shown, attempt = self.item.version, self.item.attempt
        scored_by = [m.version for m in self.marks if m.version_id == decides.version]
        raw, _certainty = behavior_for(attempt.behavior, shown.option_count).unwrapped(step.raw)
        for version in (*scored_by[-1:], shown):
            response, _message = read_response(version, raw, attempt.language)
            if response is not None:
                return score_of(version, response).fraction
        return None


def answered(items: Sequence[AttemptItem]) -> Sequence[Answered]:
    """Return items, whose attempts are loaded, with what bears on them. Five queries at most."""
    steps = steps_by_item(items)
    late = [step.pk for group in steps.values() for step in group if step.is_late]
    accepted = frozenset(
        AcceptedLateStep.objects.filter(step__in=late).values_list("step_id", flat=True)
        if late
        else ()
    )
    marks = marks_by_item(items)
    _share_versions([*items, *(mark for group in marks.values() for mark in group)])
    again = {item.attempt.public_id for item in items}
    reopenings = reopenings_of(again)
    return [
        Answered(
            item,
            steps.get(item.pk, ()),
            accepted,
            marks.get(item.pk, ()),
            reopenings.get(item.attempt.public_id, ()),
        )
        for item in items
    ]


def marks_by_item(items: Iterable[AttemptItem]) -> Mapping[int, list[Mark]]:
    """Return all marks by item, in order. One query."""
    found: dict[int, list[Mark]] = defaultdict(list)
    for mark in Mark.objects.filter(item__in=items).order_by("item_id", "number"):
        found[mark.item_id].append(mark)
    return found


def _share_versions(rows: Sequence[Any]) -> None:
    """Give rows of one version the same object, whose spec is then read once. One query."""
    content = QuestionVersion.objects.defer("rendered", "stem", "explanation", "searched", "hints")
    versions = content.in_bulk({row.version_id for row in rows})
    for row in rows:
        row.version = versions[row.version_id]
