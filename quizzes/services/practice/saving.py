"""Saving an answer in practice: as everywhere, but not in a session that rests by now."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from quizzes.engine.saving import Incoming
from quizzes.engine.words import Message
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.attempts import Attempt
from quizzes.queries.practice.sitting import put_aside
from quizzes.services import attempts

PUT_ASIDE = Message(
    _("An assignment of your class has some of these questions now, so the session is put aside.")
)


def save(
    *, attempt_id: UUID, student: User, answers: Sequence[Incoming], now: datetime
) -> tuple[attempts.Saved, ...]:
    """Save answers in a session, as `attempts.save` does; refuse all where it is put aside.

    An assignment may have begun since the session did. Raises what `attempts.save` raises.
    """
    mine = Attempt.objects.visible_to(student).filter(public_id=attempt_id, is_practice=True)
    attempt = mine.select_related("student").first()
    if attempt is not None and attempt.is_open and put_aside(attempt, now) is not None:
        known = dict(attempt.items.values_list("position", "last_revision"))
        return tuple(
            attempts.Saved(each.position, "refused", known.get(each.position, 0), now, PUT_ASIDE)
            for each in answers
        )
    return attempts.save(
        attempt_id=attempt_id, student=student, answers=answers, now=now, is_practice=True
    )
