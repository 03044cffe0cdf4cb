"""Answering: saving steps, flags, and the place where a student is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import models, transaction

from quizzes.engine import timing
from quizzes.engine.behaviors.base import Action, Behavior, TakenStep
from quizzes.engine.behaviors.registry import behavior_for, behavior_of
from quizzes.engine.kinds.base import Reading
from quizzes.engine.saving import Incoming, Stored, Verdict, verdict
from quizzes.engine.scoring import to_text
from quizzes.engine.terms import Navigation
from quizzes.engine.words import Message, Refused
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.attempts import Attempt, AttemptItem, Step, Strike
from quizzes.models.fields import write_columns
from quizzes.queries.attempts.judging import read_response, score_of
from quizzes.queries.attempts.replaying import history

# What saving reads of an item, its attempt and its version, and what it writes. The hottest query
# of all: every further column is paid at each save.
WRITTEN = ("last_revision", "counted_revision", "state", "is_finished")
NEEDED = (
    "position",
    *WRITTEN,
    "attempt__submitted_at",
    "attempt__ended_by",
    "attempt__deadline",
    "attempt__behavior",
    "attempt__navigation",
    "attempt__position",
    "attempt__language",
    "version__kind",
    "version__spec",
    "version__is_all_or_nothing",
)


ALREADY_HANDED_IN = Message(_("This try was handed in. Its answers can no longer change."))


class AttemptClosed(Refused):
    """The attempt was handed in, so that it takes no more answers."""


class AttemptNotFound(Exception):  # noqa: N818 - it reads as what happened
    """There is no such attempt of this student."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of one answer.

    `status` is "saved", "late" (stored, not counted), "conflict" or "refused"; `revision` the
    question's newest, `at` when it was stored, `stored` what counts instead after a conflict.
    `is_checked` says that a check was stored, `reading` what a number was read as, in the quiz's
    `language`.
    """

    position: int
    status: str
    revision: int
    at: datetime
    message: Message | None = None
    stored: object = None
    is_finished: bool = False
    is_checked: bool = False
    reading: Reading | None = None
    language: str = ""


@transaction.atomic
def save(
    *,
    attempt_id: UUID,
    student: User,
    answers: Sequence[Incoming],
    now: datetime,
    is_practice: bool = False,
) -> tuple[Saved, ...]:
    """Append a step for each answer that stands on its question's newest revision.

    Returns what became of each, in order. A step is its own record of who, what and when, so
    that saving writes no AuditRecord. Raises AttemptNotFound, and AttemptClosed for an attempt
    that a person has handed in; one that the clock has ended takes late steps. Practice is saved
    by `practice.save`, which asks first whether the question may still be practised.
    """
    if not answers:
        return ()
    positions = [answer.position for answer in answers]
    items = _locked_items(attempt_id, student, positions, is_practice=is_practice)
    if not items:
        raise AttemptNotFound
    attempt = next(iter(items.values())).attempt
    if not attempt.is_open and attempt.ended_by != Attempt.EndedBy.CLOCK:
        raise AttemptClosed(ALREADY_HANDED_IN)
    stored = _stored_steps(items, answers)
    writer = _StepWriter(attempt, _earlier_steps(attempt, items), now)
    saved = tuple(
        writer.take(items[answer.position], answer, stored)
        if answer.position in items
        else _unknown(answer, now)
        for answer in answers
    )
    writer.write()
    return saved


def _unknown(answer: Incoming, now: datetime) -> Saved:
    message = Message(_("This quiz has no such question."))
    return Saved(answer.position, "refused", 0, now, message=message)


def _locked_items(
    attempt_id: UUID, student: User, positions: Iterable[int], *, is_practice: bool
) -> dict[int, AttemptItem]:
    """Return items by position, locked: the attempt first, as submit does, so no ring waits."""
    items = (
        AttemptItem.objects.select_for_update(of=("attempt", "self"))
        .filter(
            attempt__public_id=attempt_id,
            attempt__student=student,
            attempt__is_practice=is_practice,
            position__in=list(positions),
        )
        .select_related("attempt", "version")
        .only(*NEEDED)
    )
    return {item.position: item for item in items}


def _stored_steps(
    items: Mapping[int, AttemptItem], answers: Sequence[Incoming]
) -> dict[tuple[int, int], Step]:
    """Return steps by item and revision, of the items whose answer stands on an old revision."""
    behind = [
        items[answer.position]
        for answer in answers
        if answer.position in items and answer.base_revision != items[answer.position].last_revision
    ]
    steps = Step.objects.filter(item__in=behind) if behind else ()
    return {(step.item_id, step.revision): step for step in steps}


def _earlier_steps(
    attempt: Attempt, items: Mapping[int, AttemptItem]
) -> Mapping[int, Sequence[TakenStep]]:
    """Return the steps so far by item, where the behavior asks for them: else no query."""
    if not behavior_of(attempt.behavior).needs_history:
        return {}
    return history(attempt, tuple(items.values()))


class _StepWriter:
    """Collects the steps of one save and writes them with two queries, however many they are."""

    def __init__(
        self, attempt: Attempt, earlier: Mapping[int, Sequence[TakenStep]], now: datetime
    ) -> None:
        self.attempt = attempt
        self.earlier = dict(earlier)
        self.now = now
        self.is_late = not attempt.is_open or timing.is_late(now, attempt.deadline)
        self.steps: list[Step] = []
        self.items: list[AttemptItem] = []

    def take(
        self, item: AttemptItem, answer: Incoming, stored: Mapping[tuple[int, int], Step]
    ) -> Saved:
        """Return what becomes of one answer; remember what is to be written."""
        expected = stored.get((item.pk, answer.base_revision + 1))
        known = Stored(expected.raw, expected.action) if expected else None
        match verdict(answer, item.last_revision, known):
            case Verdict.REPEAT if expected:
                return self._answered(item, expected, self._reading(item, expected.raw))
            case Verdict.APPEND:
                return self._append(item, answer)
        newest = stored.get((item.pk, item.last_revision))
        return Saved(
            item.position,
            "conflict",
            item.last_revision,
            newest.at if newest else self.now,
            stored=newest.raw if newest else None,
            is_finished=item.is_finished,
        )

    def _append(self, item: AttemptItem, answer: Incoming) -> Saved:
        refusal = self._refusal(item, answer)
        if refusal:
            return Saved(
                item.position,
                "refused",
                item.last_revision,
                self.now,
                message=refusal,
                is_finished=item.is_finished,
            )
        taken, message = self._read(item, answer)
        reading = self._reading(item, answer.raw)
        step = Step(
            item=item,
            revision=item.last_revision + 1,
            action=answer.action,
            raw=answer.raw,
            reading=_value_of(reading),
            is_readable=taken.is_readable,
            is_late=self.is_late,
            at=self.now,
        )
        step.seal = step.sealed()
        self.steps.append(step)
        self._note(item, taken)
        return self._answered(item, step, reading, message)

    def _refusal(self, item: AttemptItem, answer: Incoming) -> Message | None:
        is_forward = self.attempt.navigation == Navigation.FORWARD
        if is_forward and item.position < self.attempt.position:
            return Message(_("You have moved on. In this quiz you cannot go back."))
        behavior, taken = self._behavior(item), self.earlier.get(item.pk, ())
        if item.is_finished and not behavior.needs_history:
            return Message(_("You have checked this question, so its answer is locked."))
        return behavior.refusal(taken, answer.action, partial(score_of, item.version))

    def _behavior(self, item: AttemptItem) -> Behavior:
        return behavior_for(self.attempt.behavior, item.version.option_count)

    def _read(self, item: AttemptItem, answer: Incoming) -> tuple[TakenStep, Message | None]:
        raw, certainty = self._behavior(item).unwrapped(answer.raw)
        version = item.version
        response, message = read_response(version, raw, self.attempt.language)
        taken = TakenStep(
            item.last_revision + 1,
            answer.action,
            response,
            is_readable=message is None,
            is_counted=not self.is_late,
            certainty=certainty,
            compared=version.compared(response),
        )
        return taken, message

    def _note(self, item: AttemptItem, taken: TakenStep) -> None:
        item.last_revision = taken.revision
        self.items.append(item)
        steps = [*self.earlier.get(item.pk, ()), taken]
        self.earlier[item.pk] = steps
        if self.is_late:
            return
        behavior, score = self._behavior(item), partial(score_of, item.version)
        item.counted_revision, item.state = taken.revision, _state(taken)
        if behavior.needs_history:
            outcome = behavior.outcome(steps, score)
            item.counted_revision, item.state = outcome.counted_revision or 0, outcome.state
        item.is_finished = behavior.is_finished(steps, score)

    def _answered(
        self, item: AttemptItem, step: Step, reading: Reading | None, message: Message | None = None
    ) -> Saved:
        return Saved(
            item.position,
            "late" if step.is_late else "saved",
            step.revision,
            step.at,
            message=message,
            is_finished=item.is_finished,
            is_checked=step.action == Action.CHECK and step.is_readable,
            reading=reading,
            language=self.attempt.language,
        )

    def _reading(self, item: AttemptItem, raw: object) -> Reading | None:
        raw, _certainty = self._behavior(item).unwrapped(raw)
        version = item.version
        return version.kind_module.reading(version.loaded_spec, raw, self.attempt.language)

    def write(self) -> None:
        """Store what was taken."""
        if self.steps:
            Step.objects.bulk_create(self.steps)
            write_columns(self.items, WRITTEN)


def _value_of(reading: Reading | None) -> str | None:
    """Return the value that is stored with a step, where the text alone does not tell."""
    return None if reading is None else to_text(reading.value)


def _state(taken: TakenStep) -> str:
    if not taken.is_readable:
        return AttemptItem.State.UNREADABLE
    return AttemptItem.State.UNANSWERED if taken.response is None else AttemptItem.State.ANSWERED


def flag(*, attempt: Attempt, position: int, is_flagged: bool) -> None:
    """Mark a question for later, or not. A bookmark of the student's own: not on record."""
    attempt.items.filter(position=position).update(is_flagged=is_flagged)


def toggle_flag(*, attempt: Attempt, position: int) -> None:
    """Mark a question for later, or take the mark away, as a button without a script does."""
    attempt.items.filter(position=position).update(is_flagged=~models.F("is_flagged"))


def strike(*, attempt: Attempt, position: int, option: str, is_struck: bool) -> None:
    """Strike an option out, or bring it back: a student's own note, scored and shown by nobody."""
    item = attempt.items.filter(position=position).only("pk", "option_order").first()
    if item is None or option not in item.option_order:
        return
    if is_struck:
        Strike.objects.bulk_create([Strike(item=item, option=option)], ignore_conflicts=True)
    else:
        Strike.objects.filter(item=item, option=option).delete()


def toggle_strike(*, attempt: Attempt, position: int, option: str) -> None:
    """Strike an option out or bring it back, as a button without a script does."""
    struck = Strike.objects.filter(
        item__attempt=attempt, item__position=position, option=option
    ).exists()
    strike(attempt=attempt, position=position, option=option, is_struck=not struck)


def remember_place(*, attempt: Attempt, position: int, sentence: str = "") -> None:
    """Keep where the student is, for another device. Where one reads is nobody's business.

    `sentence` is the id of the one last read; without it the last one stays. In a forward-only
    quiz the place never goes back.
    """
    is_forward = attempt.navigation == Navigation.FORWARD
    attempt.position = max(position, attempt.position) if is_forward else position
    attempt.reading_place = sentence or attempt.reading_place
    attempt.save(update_fields=["position", "reading_place"])
