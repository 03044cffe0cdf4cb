"""What a person wants to be told of, and how: chosen on a page, or by a mail's link."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from django.core import signing
from django.db import transaction

from quizzes.models.accounts import User
from quizzes.models.audit import AuditRecord
from quizzes.models.notices import Notice, NoticeChoice, NoticeKind

# What a link in a mail stops: a kind, or all that comes in the daily mail.
DAILY = "daily"
SALT = "quizzes.notices.off"
OFF = NoticeChoice.Mail.OFF


class Wanted(NamedTuple):
    """How a person wants to hear of a kind."""

    is_in_app: bool
    mail: str


class NoSuchLink(Exception):  # noqa: N818 - it reads as what is the matter
    """A link that nobody was sent, or to somebody who has left."""


@transaction.atomic
def choose(*, user: User, wanted: Mapping[str, Wanted], now: datetime, address: str = "") -> None:
    """Keep what a person wants to hear of, by kind; mails that wait for it are called off."""
    # Two pages at once: the second waits for the first.
    User.objects.select_for_update().get(pk=user.pk)
    before = _chosen(user, wanted)
    changed = {kind: each for kind, each in wanted.items() if each != before[kind]}
    if not changed:
        return
    for kind, each in changed.items():
        NoticeChoice.objects.update_or_create(user=user, kind=kind, defaults=each._asdict())
    silent = [kind for kind, each in changed.items() if each.mail == OFF]
    Notice.objects.visible_to(user).to_mail().filter(kind__in=silent).update(mail_due_at=None)
    AuditRecord.objects.record(
        action="notices.choose",
        subject=user,
        now=now,
        actor=user,
        before={kind: list(before[kind]) for kind in changed},
        after={kind: list(each) for kind, each in changed.items()},
        address=address,
    )


def _chosen(user: User, kinds: Mapping[str, Wanted]) -> Mapping[str, Wanted]:
    rows = {row.kind: row for row in NoticeChoice.objects.filter(user=user)}
    found = {kind: rows.get(kind) or NoticeChoice.usual(kind) for kind in kinds}
    return {kind: Wanted(row.is_in_app, row.mail) for kind, row in found.items()}


def token_for(user: User, what: str) -> str:
    """Return what stands in a mail's link that stops mails of a kind, or the daily mail."""
    return signing.dumps([str(user.public_id), what], salt=SALT, compress=False)


def meant_by(token: str) -> tuple[User, str]:
    """Return whose mails a link stops, and which; raise NoSuchLink. One query."""
    try:
        public_id, what = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError) as error:
        raise NoSuchLink from error
    user = User.objects.filter(public_id=public_id, erased_at=None).first()
    if user is None or what not in {DAILY, *NoticeKind.values}:
        raise NoSuchLink
    return user, what


def stop_mail(*, token: str, now: datetime, address: str = "") -> None:
    """Send no more mails of what a link is about; what the app shows stays. Raise NoSuchLink.

    Done twice it is done once: a mail program may press the link as well.
    """
    user, what = meant_by(token)
    chosen = _chosen(user, dict.fromkeys(NoticeKind.values, Wanted(is_in_app=True, mail=OFF)))
    stopped = {
        kind: each._replace(mail=OFF)
        for kind, each in chosen.items()
        if what in (kind, DAILY) and (what != DAILY or each.mail == NoticeChoice.Mail.DAILY)
    }
    choose(user=user, wanted=stopped, now=now, address=address)
