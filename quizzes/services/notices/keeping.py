"""Notices that were read, and those that nobody needs any more."""

from datetime import datetime, timedelta

from django.db import transaction

from quizzes.models.accounts import User
from quizzes.models.jobs import Job
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


def forget_name(*, user: User) -> None:
    """Take a person's name out of what others were told of them. A part of leaving.

    Whoever is called the same is named no more either: a notice does not say of whom it is.
    """
    named = Notice.objects.filter(words__student=user.shown_name)
    rows = list(named.select_for_update())
    for row in rows:
        row.words = {name: said for name, said in row.words.items() if name != "student"}
    Notice.objects.bulk_update(rows, ["words"], batch_size=500)
    for job in Job.objects.filter(kind="mail", about__contains=user.shown_name):
        # The recipient stays, so that their own leaving finds it.
        job.about = f"{job.about.partition(': ')[0]}: "
        job.save(update_fields=["about"])
