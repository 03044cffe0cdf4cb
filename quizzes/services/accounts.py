"""What people do to their own accounts."""

from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.db import transaction

from quizzes.models.accounts import User
from quizzes.models.audit import AuditRecord


@transaction.atomic
def record_sign_up(*, user: User, name: str, time_zone: str, now: datetime) -> None:
    """Give a new account its person's name and time zone, and write down that it began."""
    user.name = name
    user.time_zone = time_zone
    user.save(update_fields=["name", "time_zone"])
    AuditRecord.objects.record(
        action="accounts.sign_up",
        subject=user,
        now=now,
        actor=user,
        after={"username": user.username, **_profile_of(user)},
    )


@transaction.atomic
def update_profile(
    *, user: User, name: str, time_zone: str, color_scheme: str, now: datetime
) -> User:
    """Change how the user is called and likes to read; return the changed row."""
    changed = User.objects.select_for_update().get(pk=user.pk)
    before = _profile_of(changed)
    changed.name, changed.time_zone, changed.color_scheme = name, time_zone, color_scheme
    after = _profile_of(changed)
    if after != before:
        changed.save(update_fields=list(after))
        AuditRecord.objects.record(
            action="accounts.update_profile",
            subject=changed,
            now=now,
            actor=user,
            before=before,
            after=after,
        )
    return changed


@transaction.atomic
def end_session(*, user: User, session: UserSession, now: datetime, address: str = "") -> None:
    """Log the user out on one device."""
    AuditRecord.objects.record(
        action="accounts.end_session",
        subject=user,
        now=now,
        actor=user,
        before={"address": session.ip, "user_agent": session.user_agent},
        address=address,
    )
    session.end()


def note_change(*, user: User, what: str, now: datetime, address: str = "") -> None:
    """Write down that somebody changed how one gets into their account: `what` is allauth's name
    for it, "totp_deactivated" for example. What it was before and is now are secrets."""
    AuditRecord.objects.record(
        action=f"accounts.{what}", subject=user, now=now, actor=user, address=address
    )


def set_reading(*, user: User, text_size: int, line_spacing: int, is_dimming: bool) -> None:
    """Keep how somebody reads articles, for every device. Nobody's business: not on record."""
    user.text_size, user.line_spacing, user.is_dimming = text_size, line_spacing, is_dimming
    user.save(update_fields=["text_size", "line_spacing", "is_dimming"])


def _profile_of(user: User) -> dict[str, Any]:
    return {
        "name": user.name,
        "time_zone": user.time_zone,
        "color_scheme": user.color_scheme,
    }


@transaction.atomic
def create_administrator(
    *, username: str, email: str, password: str, time_zone: str, now: datetime
) -> User:
    """Return a new account with every right; whoever set up the site may do everything."""
    user = User.objects.create_superuser(username, email, password, time_zone=time_zone)
    AuditRecord.objects.record(
        action="accounts.create_administrator",
        subject=user,
        now=now,
        actor=None,
        after={"username": username, "is_superuser": True},
    )
    return user


@transaction.atomic
def use_slip(*, user: User, now: datetime, address: str = "") -> None:
    """Void the one-time password that somebody logs in with: it has opened this session, no other.

    The person has to choose a password before anything else. Changes the row that is given.
    """
    user.set_unusable_password()
    user.save(update_fields=["password"])
    AuditRecord.objects.record(
        action="accounts.use_slip", subject=user, now=now, actor=user, address=address
    )


@transaction.atomic
def choose_password(*, user: User, password: str, now: datetime, address: str = "") -> None:
    """Set the password that somebody has chosen in place of a slip's."""
    user.set_password(password)
    user.must_choose_password = False
    user.save(update_fields=["password", "must_choose_password"])
    AuditRecord.objects.record(
        action="accounts.choose_password", subject=user, now=now, actor=user, address=address
    )


def note_seeing_as(*, user: User, actor: User, reason: str, now: datetime, address: str) -> None:
    """Write down that a superuser begins to see the site as somebody, and why."""
    AuditRecord.objects.record(
        action="accounts.note_seeing_as",
        subject=user,
        now=now,
        actor=actor,
        reason=reason,
        address=address,
    )


def note_seen_as(*, user: User, actor: User, now: datetime, address: str) -> None:
    """Write down that a superuser stops to see the site as somebody."""
    AuditRecord.objects.record(
        action="accounts.note_seen_as", subject=user, now=now, actor=actor, address=address
    )
