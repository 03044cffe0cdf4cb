"""What an administrator decides about this installation, and whom it lets in."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from quizzes.engine.words import Message, Refused
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.audit import AuditRecord
from quizzes.models.site import ONLY, Invitation, SiteSettings
from quizzes.queries.site import hash_of, invitation_of

COLUMNS = ("name", "address", "sign_up", "language", "time_zone")


class InvitationUsed(Refused):
    """The link was used, or its time is over, or it never was one."""

    def __init__(self) -> None:
        super().__init__(Message(_("This invitation has been used, or its time is over.")))


@transaction.atomic
def configure(*, changes: Mapping[str, Any], actor: User | None, now: datetime) -> SiteSettings:
    """Change some columns of the site's row, which is made if there is none; return it."""
    row, is_new = SiteSettings.objects.select_for_update().get_or_create(pk=ONLY)
    before = _values(row)
    for column, value in changes.items():
        setattr(row, column, value)
    row.full_clean()
    after = _values(row)
    if is_new or after != before:
        row.save()
        AuditRecord.objects.record(
            action="site.configure",
            subject=row,
            now=now,
            actor=actor,
            before={} if is_new else before,
            after=after,
        )
    return row


def _values(row: SiteSettings) -> dict[str, Any]:
    return {column: str(getattr(row, column)) for column in COLUMNS}


@transaction.atomic
def invite(*, actor: User | None, note: str, lasts: timedelta, now: datetime) -> str:
    """Return the token of a new invitation for one person; it cannot be had a second time."""
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        token_hash=hash_of(token),
        note=note,
        made_by=actor,
        created_at=now,
        expires_at=now + lasts,
    )
    AuditRecord.objects.record(
        action="site.invite",
        subject=invitation,
        now=now,
        actor=actor,
        after={"note": note, "expires_at": invitation.expires_at},
    )
    return token


@transaction.atomic
def use_invitation(*, token: str, user: User, now: datetime) -> Invitation:
    """Use up an invitation for a new account; raise InvitationUsed for the second who comes."""
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
        after={"user": user.public_id},
    )
    return found
