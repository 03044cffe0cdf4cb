"""Notices that were read, and those that nobody needs any more."""

from datetime import datetime, timedelta

from django.db import transaction

from quizzes.models.accounts import User
from quizzes.models.notices import Notice
from quizzes.queries.site import site_settings


def read(*, notice: Notice, now: datetime) -> None:
    """Note that its person has followed it; the first time counts."""
    Notice.objects.filter(pk=notice.pk).unread().update(read_at=now)


def read_all(*, user: User, now: datetime) -> int:
    """Note that a person has read what has come up to now; return how many these were."""
    until = Notice.objects.visible_to(user).unread().filter(created_at__lte=now)
    return until.update(read_at=now)


@transaction.atomic
def remove_old(*, now: datetime) -> int:
    """Remove notices that are older than this site keeps them; return how many."""
    days = site_settings().notices_kept_days
    if days is None:
        return 0
    return Notice.objects.before(now - timedelta(days=days)).delete()[0]
