"""Minutes that a teacher adds while a quiz runs, or takes back before they are used."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from quizzes.engine.classes.extending import (
    TOUCHED,
    Effect,
    Standing,
    can_take_back,
    effect,
    why_left,
)
from quizzes.engine.words import Message, Refused
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.attempts import Attempt
from quizzes.models.audit import AuditRecord, Change
from quizzes.services.attempts.ending import count_what_came, move_end, open_again


class CannotTakeBack(Refused):
    """The minutes are used already, or were never given."""


@dataclass(frozen=True, slots=True)
class Extended:
    """What became of the attempts: those with each effect, and why the others are as they were."""

    effects: Mapping[Effect, Sequence[Attempt]]
    left: Sequence[tuple[Attempt, Message]]

    def count(self, name: Effect) -> int:
        """Return how many attempts it did this to."""
        return len(self.effects.get(name, ()))

    @property
    def touched(self) -> Sequence[Attempt]:
        """All that have more time."""
        return [attempt for each in TOUCHED for attempt in self.effects.get(each, ())]


@transaction.atomic
def add_minutes(
    *,
    known: Mapping[UUID, int],
    added: timedelta,
    actor: User,
    reason: str,
    now: datetime,
    address: str = "",
) -> Extended:
    """Return what became of attempts whose end is later by so much.

    `known` says by public id how many seconds each had been given when the teacher looked: where
    somebody else was faster it stays as it is. One that the clock has closed is opened again if
    time is left; late answers that came before the new end count.
    """
    effects: dict[Effect, list[Attempt]] = {}
    left: list[tuple[Attempt, Message]] = []
    changes: list[Change] = []
    for held in _held(known):
        if held.added_seconds != known[held.public_id]:
            left.append((held, Message(_("Somebody else has just added minutes."))))
            continue
        if held.assignment is not None and held.assignment.classroom.archived_at is not None:
            left.append((held, Message(_("The class is archived: nothing is answered in it."))))
            continue
        what = effect(_standing(held), added, now)
        if what not in TOUCHED:
            left.append((held, why_left(what)))
            continue
        effects.setdefault(what, []).append(held)
        if what is Effect.REOPENED:
            open_again(held, actor=actor, reason=reason, now=now, address=address)
        changes.append(_moved(held, added, actor=actor, reason=reason, now=now))
    _record(changes, "attempts.add_minutes", actor, reason, now, address)
    return Extended(effects, left)


@transaction.atomic
def take_back_minutes(
    *,
    known: Mapping[UUID, int],
    taken: timedelta,
    actor: User,
    reason: str,
    now: datetime,
    address: str = "",
) -> Sequence[Attempt]:
    """Return open attempts whose end is earlier by minutes that were added and are not used yet.

    Others are left as they are; raises CannotTakeBack if that is all of them.
    """
    changes, done = [], []
    for held in _held(known):
        is_given = held.added_seconds == known[held.public_id] >= taken.total_seconds()
        if held.is_open and is_given and can_take_back(held.deadline, taken, now):
            changes.append(_moved(held, -taken, actor=actor, reason=reason, now=now))
            done.append(held)
    if not done:
        raise CannotTakeBack(
            Message(_("These minutes are used already, or somebody else has changed them."))
        )
    _record(changes, "attempts.take_back_minutes", actor, reason, now, address)
    return done


def _held(known: Mapping[UUID, int]) -> Sequence[Attempt]:
    """Return the attempts, locked in the order of their keys, so that two teachers cannot cross."""
    attempts = Attempt.objects.select_for_update(of=("self",)).filter(public_id__in=list(known))
    return list(attempts.select_related("assignment__classroom", "student").order_by("pk"))


def _standing(held: Attempt) -> Standing:
    others = Attempt.objects.open().filter(student=held.student, assignment=held.assignment)
    return Standing(
        deadline=held.deadline,
        is_open=held.is_open,
        is_ended_by_clock=held.ended_by == Attempt.EndedBy.CLOCK,
        has_another_open=not held.is_open and others.exists(),
    )


def _moved(held: Attempt, added: timedelta, *, actor: User, reason: str, now: datetime) -> Change:
    """Move the end of an attempt that is held; count the late answers that now came in time."""
    before = {"added_seconds": held.added_seconds, "deadline": held.deadline}
    move_end(held, added)
    after = {"added_seconds": held.added_seconds, "deadline": held.deadline}
    if added > timedelta(0):
        counted = count_what_came(held, actor=actor, reason=reason, now=now)
        after["late_answers_counted"] = counted
    return Change(held, before, after)


def _record(
    changes: Sequence[Change],
    action: str,
    actor: User,
    reason: str,
    now: datetime,
    address: str,
) -> None:
    AuditRecord.objects.record_each(
        changes, action=action, actor=actor, reason=reason, now=now, address=address
    )
