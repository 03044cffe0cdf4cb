"""Mail of accounts: written once as text, and sent in our design beside it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.template.loader import render_to_string

from quizsite.site import current

ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of a mail that stand together."""

    lines: tuple[str, ...]

    @property
    def address(self) -> str:
        """What one is to open: an address on the line after its words; empty if there is none."""
        return self.lines[1] if len(self.lines) == 2 and ADDRESS.fullmatch(self.lines[1]) else ""

    @property
    def label(self) -> str:
        """The words before the address."""
        return self.lines[0].rstrip(":：")


def paragraphs(text: str) -> Sequence[Paragraph]:
    """Return the paragraphs of a text, which empty lines part."""
    parts = re.split(r"\n\s*\n", text.strip())
    return [Paragraph(tuple(line.strip() for line in part.splitlines())) for part in parts]


class MailAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's adapter, whose mails have an HTML part.

    It is made from the text part, so that the two never say different things and a mail is
    translated once: an address on a line of its own, after its words, is the button.
    """

    def render_mail(
        self,
        template_prefix: str,
        email: str | Sequence[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """Return a mail with both parts, which knows the site's name."""
        told = {"this_site": current(), **context}
        mail: EmailMultiAlternatives = super().render_mail(template_prefix, email, told, headers)
        mail.attach_alternative(in_our_design(str(mail.subject), str(mail.body)), "text/html")
        return mail


def in_our_design(subject: str, text: str) -> str:
    """Return the HTML part of a mail."""
    greeting, *body, sender = paragraphs(text)
    told = {"subject": subject, "greeting": greeting, "body": body, "sender": sender}
    return render_to_string("quizzes/mail/message.html", told)
