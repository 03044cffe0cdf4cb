"""Notices: telling people, once each, as they want to hear of it."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from quizzes.models.accounts import User
from quizzes.models.notices import Notice


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
    worker or after a kill, changes nothing. `words` fill the kind's sentence: names and moments as
    text (ISO 8601), never what a review policy may hide. `path` is a page of this site.
    """
    Notice.objects.bulk_create(
        [
            Notice(user=user, kind=kind, key=key, words=dict(words), path=path, created_at=now)
            for user in users
        ],
        ignore_conflicts=True,
    )
