"""Mailing notices: handed to the worker's mails in one transaction with the note of it."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction

from quizzes.models.accounts import User
from quizzes.models.notices import Notice

# Sends a person's notices: one, or what has come together.
Send = Callable[[User, Sequence[Notice]], None]

# The clock has other things to do as well: who is left is next, a minute later.
MOST_A_ROUND = 300


def hand_over(*, send_one: Send, send_digest: Send, now: datetime) -> int:
    """Mail what is due, each notice once; return to how many people.

    Who sends must hand the mail over in this transaction (the mail queue does): a worker that dies
    leaves either a mail and the note of it, or neither. Three statements and the mails a person;
    the longest waiting come first.
    """
    due = Notice.objects.to_mail().filter(mail_due_at__lte=now)
    waiting = due.order_by("mail_due_at").values_list("user", flat=True)
    people = list(dict.fromkeys(waiting))[:MOST_A_ROUND]
    return sum(_hand_over(pk, send_one, send_digest, now) for pk in people)


@transaction.atomic
def _hand_over(person: int, send_one: Send, send_digest: Send, now: datetime) -> bool:
    due = Notice.objects.to_mail().filter(user=person, mail_due_at__lte=now)
    # What another worker holds just now is that worker's.
    rows = list(due.select_for_update(skip_locked=True).order_by("created_at", "pk"))
    if not rows:
        return False
    user = User.objects.get(pk=person)
    keys = [row.pk for row in rows]
    if not user.is_active or not user.email:
        Notice.objects.filter(pk__in=keys).update(mail_due_at=None)
        return False
    for row in rows:
        if row.mail_due_at == row.created_at:
            send_one(user, [row])
    # A daily mail says what has not been read here meanwhile.
    together = [row for row in rows if row.mail_due_at != row.created_at and row.read_at is None]
    if together:
        send_digest(user, together)
    Notice.objects.filter(pk__in=keys).update(mailed_at=now)
    return True
