"""Opening an attempt again that was handed in, and taking that back."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from quizzes.engine.classes.extending import added_for
from quizzes.engine.words import Message, Refused
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.attempts import Attempt
from quizzes.models.audit import AuditRecord
from quizzes.queries.attempts.running.reopened import reopenings_of
from quizzes.services.attempts.ending import count_what_came, move_end, open_again
from quizzes.services.attempts.handing_in import finish, held_attempt

ANOTHER_IS_OPEN = Message(
    _("The student has begun another try since: only one can be open at a time.")
)


class CannotReopen(Refused):
    """The attempt is open, its time is over, its class is, or another one has been begun."""


@transaction.atomic
def reopen(
    *,
    attempt: Attempt,
    left: timedelta,
    actor: User,
    reason: str,
    now: datetime,
    address: str = "",
) -> Attempt:
    """Return the attempt open again, with so much time left at least; answers and marks stay.

    Without an end `left` says nothing. Raises CannotReopen.
    """
    held = held_attempt(attempt)
    if held.is_open:
        raise CannotReopen(Message(_("This try is open: it need not be opened again.")))
    if held.assignment is not None and held.assignment.classroom.archived_at is not None:
        raise CannotReopen(
            Message(_("This class is archived: nothing is answered in it. Bring it back first."))
        )
    others = Attempt.objects.open().filter(student=held.student_id, assignment=held.assignment_id)
    if others.exists():
        raise CannotReopen(ANOTHER_IS_OPEN)
    added = timedelta(0) if held.deadline is None else added_for(held.deadline, left, now)
    if held.deadline is not None and held.deadline + added <= now:
        raise CannotReopen(Message(_("Its time is over. Say how many minutes the student gets.")))
    try:
        with transaction.atomic():
            open_again(held, actor=actor, reason=reason, now=now, address=address)
    except IntegrityError as error:
        # Begun since we looked.
        raise CannotReopen(ANOTHER_IS_OPEN) from error
    if added:
        move_end(held, added)
        count_what_came(held, actor=actor, reason=reason, now=now)
    return held


@transaction.atomic
def undo_reopening(
    *, attempt: Attempt, actor: User, reason: str, now: datetime, address: str = ""
) -> Attempt:
    """Return the attempt handed in as it was before it was opened again, at the moment of then.

    Raises CannotReopen once its student has answered anything since.
    """
    held = held_attempt(attempt)
    reopenings = reopenings_of([held.public_id])[held.public_id]
    if not held.is_open or not reopenings:
        raise CannotReopen(Message(_("This try was handed in again meanwhile.")))
    stood, earlier = reopenings[-1].stood, held.earlier_receipts.latest("pk")
    revisions = dict(held.items.values_list("position", "last_revision"))
    if any(revisions[position] != each.last_revision for position, each in stood.items()):
        raise CannotReopen(
            Message(_("The student has answered since. You can hand in for the student instead."))
        )
    since = held.added_seconds - int(str(reopenings[-1].before["added_seconds"]))
    move_end(held, -timedelta(seconds=since))
    finish(held, ended_by=earlier.ended_by, at=earlier.submitted_at, now=now)
    AuditRecord.objects.record(
        action="attempts.undo_reopening",
        subject=held,
        actor=actor,
        now=now,
        after={"submitted_at": held.submitted_at, "ended_by": held.ended_by},
        reason=reason,
        address=address,
    )
    return held
