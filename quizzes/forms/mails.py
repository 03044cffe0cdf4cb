"""An administrator's words for a mail."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from quizzes.engine.telling.filling import mistakes
from quizzes.engine.telling.mails import Mail
from quizzes.forms.accounts import PlainForm
from quizzes.templatetags.words import words

# What makes no sense in a subject: an address, a list.
NOT_IN_SUBJECT = frozenset({"address", "notices"})


class MailForm(PlainForm):
    """Subject and text, with names between braces of which the mail knows what fills them."""

    subject = forms.CharField(max_length=200)
    body = forms.CharField(max_length=5000, widget=forms.Textarea({"rows": 10}))

    def __init__(self, mail: Mail, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mail = mail
        self.say("subject", _("Subject"), _("One line, 200 characters at most."))
        self.say(
            "body",
            _("Text"),
            _(
                "Plain text; an empty line begins a paragraph. A line of words with an address"
                " alone on the next line becomes a button."
            ),
        )

    def clean_subject(self) -> str:
        """Return the subject in one line; refuse names that are none."""
        subject = " ".join(self.cleaned_data["subject"].split())
        known = [place for place in self.mail.places if place not in NOT_IN_SUBJECT]
        _refuse(mistakes(subject, known=known))
        return subject

    def clean_body(self) -> str:
        """Return the text; refuse names that are none, and a text without what it is sent for."""
        body = "\n".join(self.cleaned_data["body"].splitlines())
        _refuse(mistakes(body, known=self.mail.places, needed=self.mail.needed))
        return body


def _refuse(found: Any) -> None:
    if found:
        raise ValidationError([words(message) for message in found])
