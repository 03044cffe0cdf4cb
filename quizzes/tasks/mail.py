"""Mail: handed to the worker by the request, sent by it, tried again when it cannot be sent.

`QueuedMail` is Django's mail backend of an installation; what really sends is MAIL_CARRIER.
"""

import base64
from collections.abc import Mapping, Sequence
from email.utils import make_msgid
from smtplib import SMTPRecipientsRefused, SMTPSenderRefused
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.utils import DNS_NAME
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quizzes.services import jobs
from quizzes.tasks.base import Hopeless, Kind, Work

PLAIN_FIELDS = ("subject", "body", "from_email", "to", "cc", "bcc", "reply_to")


class QueuedMail(BaseEmailBackend):
    """Hands each mail to the worker, in the request's transaction: sent if that is committed.

    So the mail server may be slow, wrong or away, and the page is there all the same.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Return how many mails wait for the worker now."""
        addressed = [message for message in email_messages if message.recipients()]
        for message in addressed:
            jobs.enqueue(
                kind="mail",
                arguments=packed(message),
                about=f"{', '.join(message.recipients())}: {message.subject}",
                now=timezone.now(),
            )
        return len(addressed)


def packed(message: EmailMessage) -> dict[str, Any]:
    """Return a mail as JSON can hold it. Raise TypeError for an attachment that is made by hand."""
    # Sent twice (the worker killed after sending), it is one mail to those who read it.
    headers = {"Message-ID": make_msgid(domain=str(DNS_NAME)), **message.extra_headers}
    return {
        **{name: getattr(message, name) for name in PLAIN_FIELDS},
        "subject": str(message.subject),
        "body": str(message.body),
        "subtype": message.content_subtype,
        "headers": {name: str(value) for name, value in headers.items()},
        "alternatives": [
            [str(content), kind] for content, kind in getattr(message, "alternatives", ())
        ],
        "attachments": [_packed_attachment(each) for each in message.attachments],
    }


def _packed_attachment(attachment: Any) -> list[Any]:
    if not isinstance(attachment, tuple):
        raise TypeError("Attach files as name, content and type.")
    name, content, kind = attachment
    content = content.encode() if isinstance(content, str) else content
    return [name, base64.b64encode(content).decode("ascii"), kind]


def unpacked(stored: Mapping[str, Any]) -> EmailMultiAlternatives:
    """Return the mail that was packed."""
    message = EmailMultiAlternatives(
        **{name: stored[name] for name in PLAIN_FIELDS}, headers=stored["headers"]
    )
    message.content_subtype = stored["subtype"]
    for content, kind in stored["alternatives"]:
        message.attach_alternative(content, kind)
    for name, content, kind in stored["attachments"]:
        message.attach(name, base64.b64decode(content), kind)
    return message


def send(work: Work) -> Mapping[str, Any]:
    """Send a mail. Outside of a transaction: the mail server may take its time."""
    message = unpacked(work.arguments)
    message.connection = get_connection(settings.MAIL_CARRIER)
    try:
        message.send()
    except SMTPRecipientsRefused as error:
        if all(code >= 500 for code, _ in error.recipients.values()):
            raise Hopeless(f"The mail server refuses the recipients: {error.recipients}") from error
        raise
    except SMTPSenderRefused as error:
        if error.smtp_code >= 500:
            raise Hopeless(f"The mail server refuses the sender: {error}") from error
        raise
    return {}


# Ten tries are spread over eight hours: a mail server that is mended in the morning gets them all.
KIND = Kind(label=_("A mail"), run=send, tries=10, is_quick=True)
