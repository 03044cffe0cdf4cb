"""This installation, as its row says now; who was invited, and who asks to be a teacher."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from quizzes.models.accounts import User
from quizzes.models.site import Invitation, MailTemplate, SiteSettings, TeacherRequest

# Who was refused may ask again after so long, and nobody asks more often than so in a day.
PAUSE_AFTER_REFUSAL = timedelta(days=7)
MOST_A_DAY = 3


def site_settings() -> SiteSettings:
    """Return the row, or what a site is without one. One query."""
    return SiteSettings.objects.first() or SiteSettings()


def invitation_of(token: str, now: datetime) -> Invitation | None:
    """Return the invitation that a link's token can be used for at this moment. One query."""
    return Invitation.objects.open_at(now).filter(token_hash=hash_of(token)).first()


def hash_of(token: str) -> str:
    """Return what is stored of a token: long and random, it needs no slow hash."""
    return sha256(token.encode()).hexdigest()


def open_invitations(now: datetime) -> Sequence[Invitation]:
    """Return the invitations that can still be used, the newest first. One query."""
    rows = Invitation.objects.open_at(now).select_related("made_by")
    return tuple(rows.order_by("-created_at", "-pk"))


def open_requests() -> Sequence[TeacherRequest]:
    """Return who asks to be a teacher and has no answer, the longest waiting first. One query."""
    rows = TeacherRequest.objects.open().filter(user__is_active=True, user__erased_at=None)
    return tuple(rows.select_related("user").order_by("asked_at", "pk"))


def open_request_count() -> int:
    """Return how many ask to be a teacher and have no answer. One query."""
    return TeacherRequest.objects.open().filter(user__is_active=True, user__erased_at=None).count()


def last_request(user: User) -> TeacherRequest | None:
    """Return what somebody asked last, with its answer. One query."""
    return TeacherRequest.objects.filter(user=user).order_by("-asked_at", "-pk").first()


def next_ask_at(user: User, now: datetime) -> datetime | None:
    """Return until when somebody cannot ask again to be a teacher; None if they can now. One query.

    A week after a refusal; taken back by oneself, at once, but three times in a day at most.
    """
    rows = TeacherRequest.objects.filter(user=user).order_by("-asked_at", "-pk")
    recent = list(rows[:MOST_A_DAY])
    waits = [
        each.decided_at + PAUSE_AFTER_REFUSAL
        for each in recent
        if each.decided_at and each.is_granted is False and each.decided_by_id != user.pk
    ]
    if len(recent) == MOST_A_DAY:
        waits.append(recent[-1].asked_at + timedelta(days=1))
    return max((wait for wait in waits if wait > now), default=None)


def mail_templates() -> Mapping[str, MailTemplate]:
    """Return the mails that an administrator has worded, by their name. One query."""
    return {each.name: each for each in MailTemplate.objects.select_related("changed_by")}
