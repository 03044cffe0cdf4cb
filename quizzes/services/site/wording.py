"""Wording the site's mails, and going back to the shipped words."""

from datetime import datetime

from django.db import transaction

from quizzes.engine.telling.mails import MAILS
from quizzes.models.accounts import User
from quizzes.models.audit import AuditRecord
from quizzes.models.site import MailTemplate


@transaction.atomic
def word_mail(
    *, name: str, subject: str, body: str, actor: User, now: datetime, address: str = ""
) -> MailTemplate:
    """Return the mail's new words, which its form has checked; raise KeyError for no such mail."""
    if name not in MAILS:
        raise KeyError(name)
    before = _words(MailTemplate.objects.select_for_update().filter(name=name).first())
    row, _is_new = MailTemplate.objects.update_or_create(
        name=name,
        defaults={"subject": subject, "body": body, "changed_by": actor, "changed_at": now},
    )
    if before != _words(row):
        AuditRecord.objects.record(
            action="site.word_mail",
            subject=row,
            now=now,
            actor=actor,
            before=before,
            after=_words(row),
            address=address,
        )
    return row


@transaction.atomic
def reset_mail(*, name: str, actor: User, now: datetime, address: str = "") -> None:
    """Let a mail have the shipped words again; nothing happens where it has them."""
    row = MailTemplate.objects.select_for_update().filter(name=name).first()
    if row is None:
        return
    AuditRecord.objects.record(
        action="site.reset_mail",
        subject=row,
        now=now,
        actor=actor,
        before=_words(row),
        address=address,
    )
    row.delete()


def _words(row: MailTemplate | None) -> dict[str, str]:
    """Return what a record keeps; nothing for the shipped words."""
    return {} if row is None else {"name": row.name, "subject": row.subject, "body": row.body}
