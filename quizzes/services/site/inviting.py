"""Invitations: links that let one person in, or make one person a teacher."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from quizzes.engine.words import Message, Refused
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.audit import AuditRecord
from quizzes.models.site import Invitation
from quizzes.queries.site import hash_of, invitation_of
from quizzes.services.site.asking import make_teacher


class InvitationUsed(Refused):
    """The link was used, or its time is over, or it never was one."""

    def __init__(self) -> None:
        super().__init__(Message(_("This invitation has been used, or its time is over.")))


@transaction.atomic
def invite(
    *,
    actor: User | None,
    note: str,
    lasts: timedelta,
    now: datetime,
    makes_teacher: bool = False,
    address: str = "",
) -> str:
    """Return the token of a new invitation for one person; it cannot be had a second time."""
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        token_hash=hash_of(token),
        note=note,
        makes_teacher=makes_teacher,
        made_by=actor,
        created_at=now,
        expires_at=now + lasts,
    )
    AuditRecord.objects.record(
        action="site.invite",
        subject=invitation,
        now=now,
        actor=actor,
        after={
            "note": note,
            "expires_at": invitation.expires_at,
            "makes_teacher": makes_teacher,
        },
        address=address,
    )
    return token


@transaction.atomic
def revoke_invitation(
    *, invitation: Invitation, actor: User, now: datetime, address: str = ""
) -> None:
    """End the time of an invitation now; raise InvitationUsed if it can be used no more."""
    open_one = Invitation.objects.open_at(now).filter(pk=invitation.pk)
    if not open_one.update(expires_at=now):
        raise InvitationUsed
    AuditRecord.objects.record(
        action="site.revoke_invitation",
        subject=invitation,
        now=now,
        actor=actor,
        before={"expires_at": invitation.expires_at},
        after={"expires_at": now},
        address=address,
    )


@transaction.atomic
def use_invitation(*, token: str, user: User, now: datetime) -> Invitation:
    """Use up an invitation, which may make the user a teacher; return it.

    Raise InvitationUsed for the second who comes.
    """
    found = invitation_of(token, now)
    # The condition again, in the statement that writes: of two at once only one passes.
    unused = Invitation.objects.open_at(now).filter(token_hash=hash_of(token))
    if found is None or not unused.update(used_by=user, used_at=now):
        raise InvitationUsed
    AuditRecord.objects.record(
        action="site.use_invitation",
        subject=found,
        now=now,
        actor=user,
        after={"user": user.public_id, "makes_teacher": found.makes_teacher},
    )
    if found.makes_teacher:
        make_teacher(user=user, decided_by=found.made_by, now=now)
    return found
