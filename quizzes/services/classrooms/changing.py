"""What a class is called, how people come in, what missing means; put away and brought back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from quizzes.engine.words import Message, Refused
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.audit import AuditRecord
from quizzes.models.classrooms import Classroom
from quizzes.services.classrooms.codes import unused_code

SETTINGS = ("name", "time_zone", "joining", "are_missing_zero")


class CannotChange(Refused):
    """The class, or who is in it, cannot be changed so; the message says why."""


def refuse_archived(classroom: Classroom) -> None:
    """Raise CannotChange for a class that is archived."""
    if classroom.archived_at is not None:
        raise CannotChange(Message(_("This class is archived. Bring it back to change it.")))


def locked(classroom: Classroom) -> Classroom:
    """Return the class as it is now, locked until the transaction ends.

    Its members are changed behind this lock, so that two teachers never remove each other at once.
    """
    return Classroom.objects.select_for_update(no_key=True).get(pk=classroom.pk)


@transaction.atomic
def change_settings(
    *,
    classroom: Classroom,
    values: Mapping[str, Any],
    actor: User,
    now: datetime,
    address: str = "",
) -> Classroom:
    """Return the class with other settings; names are those of `SETTINGS`.

    The first time that students may join by themselves it gets its code. Nothing changed leaves no
    record.
    """
    held = locked(classroom)
    before = {name: getattr(held, name) for name in SETTINGS}
    after = {name: values.get(name, before[name]) for name in SETTINGS}
    changed = [name for name in SETTINGS if before[name] != after[name]]
    if not changed:
        return held
    refuse_archived(held)
    for name in changed:
        setattr(held, name, after[name])
    if held.joining != Classroom.Joining.CLOSED and not held.join_code:
        held.join_code = unused_code()
    held.save(update_fields=[*changed, "join_code"])
    AuditRecord.objects.record(
        action="classrooms.change_settings",
        subject=held,
        actor=actor,
        now=now,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
        address=address,
    )
    return held


@transaction.atomic
def renew_code(*, classroom: Classroom, actor: User, now: datetime, address: str = "") -> Classroom:
    """Return the class with another code; the old one opens nothing any more.

    The codes themselves are in no record: whoever reads it could join by them.
    """
    held = locked(classroom)
    refuse_archived(held)
    held.join_code = unused_code()
    held.save(update_fields=["join_code"])
    AuditRecord.objects.record(
        action="classrooms.renew_code", subject=held, actor=actor, now=now, address=address
    )
    return held


@transaction.atomic
def unarchive(*, classroom: Classroom, actor: User, now: datetime, address: str = "") -> Classroom:
    """Return an archived class among the current ones; its assignments stay as they were ended."""
    held = locked(classroom)
    if held.archived_at is None:
        return held
    before = {"archived_at": held.archived_at}
    held.archived_at = None
    held.save(update_fields=["archived_at"])
    AuditRecord.objects.record(
        action="classrooms.unarchive",
        subject=held,
        actor=actor,
        now=now,
        before=before,
        address=address,
    )
    return held
