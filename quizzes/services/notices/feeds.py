"""The secret address of a person's calendar: made, made anew, taken away."""

import secrets
from datetime import datetime

from django.db import transaction

from quizzes.models.accounts import User
from quizzes.models.audit import AuditRecord
from quizzes.models.notices import CalendarFeed

TOKEN_BYTES = 32


@transaction.atomic
def make_feed(*, user: User, now: datetime, address: str = "") -> CalendarFeed:
    """Return the address of a person's calendar; one that was there before is good no more.

    The record does not say what it is: who has it reads the calendar without a log-in.
    """
    had = CalendarFeed.objects.filter(user=user).exists()
    token = secrets.token_urlsafe(TOKEN_BYTES)
    feed, _ = CalendarFeed.objects.update_or_create(
        user=user, defaults={"token": token, "made_at": now}
    )
    AuditRecord.objects.record(
        action="notices.make_feed",
        subject=user,
        actor=user,
        now=now,
        before={"has_feed": had},
        after={"has_feed": True},
        address=address,
    )
    return feed


@transaction.atomic
def remove_feed(*, user: User, now: datetime, address: str = "") -> None:
    """Take the address of a person's calendar away. A second call changes nothing."""
    removed, _ = CalendarFeed.objects.filter(user=user).delete()
    if removed:
        AuditRecord.objects.record(
            action="notices.remove_feed",
            subject=user,
            actor=user,
            now=now,
            before={"has_feed": True},
            after={"has_feed": False},
            address=address,
        )
