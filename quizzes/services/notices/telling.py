"""Telling people of something, once each, as they want to hear of its kind."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from quizzes.engine.telling.times import next_morning
from quizzes.models.accounts import User
from quizzes.models.notices import Notice, NoticeChoice


@dataclass(frozen=True, slots=True)
class Telling:
    """Who is told of what: see `tell`."""

    user: User
    key: str
    words: Mapping[str, str]
    path: str


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
    people = {user.pk: user for user in users}
    tell_each(
        kind=kind,
        tellings=[Telling(user, key, words, path) for user in people.values()],
        now=now,
    )


def tell_each(*, kind: str, tellings: Iterable[Telling], now: datetime) -> None:
    """Tell people once each of something of one kind that is another thing for each of them.

    As `tell` does. Two queries for a thousand.
    """
    told = [each for each in tellings if each.user.is_active and each.user.erased_at is None]
    if not told:
        return
    people = {each.user.pk for each in told}
    chosen = {
        choice.user_id: choice for choice in NoticeChoice.objects.filter(user__in=people, kind=kind)
    }
    usual = NoticeChoice.usual(kind)
    Notice.objects.bulk_create(
        [
            Notice(
                user=each.user,
                kind=kind,
                key=each.key,
                words=dict(each.words),
                path=each.path,
                created_at=now,
                is_in_app=chosen.get(each.user.pk, usual).is_in_app,
                mail_due_at=_mail_due_at(each.user, chosen.get(each.user.pk, usual), now),
            )
            for each in told
        ],
        batch_size=1000,
        ignore_conflicts=True,
    )


def _mail_due_at(user: User, choice: NoticeChoice, now: datetime) -> datetime | None:
    if not user.email or choice.mail == NoticeChoice.Mail.OFF:
        return None
    return now if choice.mail == NoticeChoice.Mail.AT_ONCE else next_morning(now, user.zone)
