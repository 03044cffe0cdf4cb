"""Asking to be a teacher, and the answer of an administrator."""

from datetime import datetime

from django.db import IntegrityError, transaction

from quizzes.engine.words import Message, Refused
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.audit import AuditRecord
from quizzes.models.site import TeacherRequest
from quizzes.queries.site import next_ask_at


class CannotAsk(Refused):
    """The user teaches already, has asked already, or was refused a short while ago."""


class AlreadyDecided(Refused):
    """Somebody else has answered, or it was taken back."""

    def __init__(self) -> None:
        super().__init__(Message(_("This has been answered, or was taken back.")))


def ask_to_teach(*, user: User, message: str, now: datetime, address: str = "") -> TeacherRequest:
    """Return the user's new request, which administrators see; raise CannotAsk."""
    if user.is_teacher:
        raise CannotAsk(Message(_("You are a teacher here already.")))
    again_at = next_ask_at(user, now)
    if again_at is not None:
        text = Message(_("You can ask again from %(when)s on."), {"when": again_at})
        raise CannotAsk(text)
    try:
        return _asked(user, message, now, address)
    except IntegrityError as error:
        # A second click: the first one has been stored.
        raise CannotAsk(Message(_("You have asked already. An administrator sees it."))) from error


@transaction.atomic
def _asked(user: User, message: str, now: datetime, address: str) -> TeacherRequest:
    asked = TeacherRequest.objects.create(user=user, message=message, asked_at=now)
    # Without its words: they go with the account.
    AuditRecord.objects.record(
        action="site.ask_to_teach", subject=asked, now=now, actor=user, address=address
    )
    return asked


@transaction.atomic
def withdraw_request(*, user: User, now: datetime, address: str = "") -> None:
    """Take the user's open request back; nothing happens where there is none."""
    asked = TeacherRequest.objects.open().select_for_update().filter(user=user).first()
    if asked is None:
        return
    _answer(asked, is_granted=False, by=user, now=now)
    AuditRecord.objects.record(
        action="site.withdraw_request", subject=asked, now=now, actor=user, address=address
    )


@transaction.atomic
def decide_request(
    *, request: TeacherRequest, is_granted: bool, actor: User, now: datetime, address: str = ""
) -> TeacherRequest:
    """Make who asked a teacher, or not; return the answered request. Raise AlreadyDecided."""
    opened = TeacherRequest.objects.open().select_for_update().filter(pk=request.pk)
    asked = opened.first()
    if asked is None:
        raise AlreadyDecided
    _answer(asked, is_granted=is_granted, by=actor, now=now)
    AuditRecord.objects.record(
        action="site.decide_request",
        subject=asked,
        now=now,
        actor=actor,
        after={"user": asked.user.public_id, "is_granted": is_granted},
        address=address,
    )
    if is_granted:
        make_teacher(user=asked.user, decided_by=actor, now=now)
    return asked


@transaction.atomic
def make_teacher(*, user: User, decided_by: User | None, now: datetime) -> None:
    """Let somebody teach, and answer what they still ask. A part of the acts that record it."""
    User.objects.filter(pk=user.pk).update(is_teacher=True)
    user.is_teacher = True
    for asked in TeacherRequest.objects.open().filter(user=user):
        _answer(asked, is_granted=True, by=decided_by, now=now)


def _answer(asked: TeacherRequest, *, is_granted: bool, by: User | None, now: datetime) -> None:
    asked.is_granted, asked.decided_by, asked.decided_at = is_granted, by, now
    asked.save(update_fields=["is_granted", "decided_by", "decided_at"])
