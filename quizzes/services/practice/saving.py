"""Saving an answer in practice: as everywhere, but not to what an assignment holds back by now."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from quizzes.engine.saving import Incoming
from quizzes.engine.words import Message
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.attempts import AttemptItem
from quizzes.queries.practice.holding import held_of
from quizzes.services import attempts

PUT_ASIDE = Message(_("An assignment of your class has this question now, so it is put aside."))


def save(
    *, attempt_id: UUID, student: User, answers: Sequence[Incoming], now: datetime
) -> tuple[attempts.Saved, ...]:
    """Save answers in a session, as `attempts.save` does; refuse those to what is held back.

    An assignment may have begun since the session did. Raises what `attempts.save` raises.
    """
    aside = _put_aside(attempt_id, student, answers, now)
    taken = attempts.save(
        attempt_id=attempt_id,
        student=student,
        answers=[answer for answer in answers if answer.position not in aside],
        now=now,
        is_practice=True,
    )
    by_position = {each.position: each for each in (*taken, *aside.values())}
    return tuple(by_position[answer.position] for answer in answers)


def _put_aside(
    attempt_id: UUID, student: User, answers: Sequence[Incoming], now: datetime
) -> dict[int, attempts.Saved]:
    """Return what becomes of answers to questions that are held back, by position."""
    held = held_of(student, now).until
    if not held:
        return {}
    items = AttemptItem.objects.filter(
        attempt__public_id=attempt_id,
        attempt__student=student,
        attempt__is_practice=True,
        position__in=[answer.position for answer in answers],
        version__question__in=list(held),
    )
    return {
        position: attempts.Saved(position, "refused", revision, now, message=PUT_ASIDE)
        for position, revision in items.values_list("position", "last_revision")
    }
