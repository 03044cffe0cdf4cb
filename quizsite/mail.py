"""Mail: written once as text, and sent in our design beside it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import gettext

from quizsite.site import current
from quizzes.engine.telling.filling import filled
from quizzes.engine.telling.mails import MAILS
from quizzes.models.site import MailTemplate
from quizzes.queries.site import mail_templates

ADDRESS = re.compile(r"https?://\S+")
LINKED = re.compile(r"(?P<words>.+): (?P<address>https?://\S+)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a mail's end, which may lead somewhere."""

    words: str
    address: str = ""


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

    @property
    def linked(self) -> Sequence[Line]:
        """The lines, of which "Words: address" are a link."""
        found = [(line, LINKED.fullmatch(line)) for line in self.lines]
        return [Line(**link.groupdict()) if link else Line(line) for line, link in found]


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

    def worded(
        self,
        name: str,
        to: str,
        values: Mapping[str, str],
        *,
        templates: Mapping[str, MailTemplate] | None = None,
        words: tuple[str, str] | None = None,
        ends: Sequence[str] = (),
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """Return one of our mails (see `engine/telling/mails.py`), its places filled.

        `templates` are an administrator's words, if they have been read already (else one query);
        `words` a subject and text to be tried; `ends` lines below who sends it.
        """
        subject, body = words or self.words_of(name, templates)
        values = {"site": current().name, **values}
        told = {
            "subject": filled(subject, values),
            "text": filled(body, values),
            "ends": ends,
            "domain": self.address_of_site().partition("://")[2],
        }
        return self.render_mail("quizzes/mail/worded", to, told, headers)

    def words_of(
        self, name: str, templates: Mapping[str, MailTemplate] | None = None
    ) -> tuple[str, str]:
        """Return a mail's subject and text: an administrator's, or the shipped ones.

        One query, if the templates are not given.
        """
        told = mail_templates() if templates is None else templates
        if (own := told.get(name)) is not None:
            return own.subject, own.body
        return gettext(MAILS[name].subject), gettext(MAILS[name].body)

    def address_of_site(self) -> str:
        """Return where this site is, without a slash at the end: as asked, or as it is set up."""
        if context.request is not None:
            return str(context.request.build_absolute_uri("/")).rstrip("/")
        if told := current().address:
            return told.rstrip("/")
        host = next((host for host in settings.ALLOWED_HOSTS if host.strip("*.")), "localhost")
        return f"https://{host.lstrip('.')}"


def in_our_design(subject: str, text: str) -> str:
    """Return the HTML part of a mail."""
    greeting, *body, sender = paragraphs(text)
    told = {"subject": subject, "greeting": greeting, "body": body, "sender": sender}
    return render_to_string("quizzes/mail/message.html", told)
