"""Telling people of something, once each, as they want to hear of its kind."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from quizzes.engine.telling.times import next_morning
from quizzes.models.accounts import User
from quizzes.models.notices import Notice, NoticeChoice


def tell(
    *,
    users: Iterable[User],
    kind: str,
    key: str,
    words: Mapping[str, str],
    path: str,
    now: datetime,
) -> None:
    """Tell each of the people once that something has happened, in the caller's transaction.

    `kind` is one of NoticeKind; `key` names the thing told of, so that a second telling, by another
    worker or after a kill, changes nothing. `words` fill the kind's sentence (which has what places
    is in `engine/telling/sentences.py`): names and moments as text (ISO 8601), never what a review
    policy may hide; `zone` is the class's clock. `path` is a page of this site.

    Who is not active any more is told nothing; who wants to hear nothing gets a row that nobody
    shows, so that it stays so. Two queries for a class of any size that is taught here.
    """
    people = {user.pk: user for user in users if user.is_active and user.erased_at is None}
    if not people:
        return
    chosen = {
        choice.user_id: choice
        for choice in NoticeChoice.objects.filter(user__in=list(people), kind=kind)
    }
    usual = NoticeChoice.usual(kind)
    Notice.objects.bulk_create(
        [
            Notice(
                user=user,
                kind=kind,
                key=key,
                words=dict(words),
                path=path,
                created_at=now,
                is_in_app=chosen.get(pk, usual).is_in_app,
                mail_due_at=_mail_due_at(user, chosen.get(pk, usual), now),
            )
            for pk, user in people.items()
        ],
        ignore_conflicts=True,
    )


def _mail_due_at(user: User, choice: NoticeChoice, now: datetime) -> datetime | None:
    if not user.email or choice.mail == NoticeChoice.Mail.OFF:
        return None
    return now if choice.mail == NoticeChoice.Mail.AT_ONCE else next_morning(now, user.zone)
