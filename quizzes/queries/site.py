"""This installation, as its row says now."""

from datetime import datetime
from hashlib import sha256

from quizzes.models.site import Invitation, SiteSettings


def site_settings() -> SiteSettings:
    """Return the row, or what a site is without one. One query."""
    return SiteSettings.objects.first() or SiteSettings()


def invitation_of(token: str, now: datetime) -> Invitation | None:
    """Return the invitation that a link's token can be used for at this moment. One query."""
    return Invitation.objects.open_at(now).filter(token_hash=hash_of(token)).first()


def hash_of(token: str) -> str:
    """Return what is stored of a token: long and random, it needs no slow hash."""
    return sha256(token.encode()).hexdigest()
