"""Mailing notices: what is due, in each reader's words and on their clock."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from allauth.account.adapter import get_adapter
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from quizzes.models.accounts import User
from quizzes.models.notices import Notice
from quizzes.models.site import MailTemplate
from quizzes.queries.site import mail_templates, site_settings
from quizzes.services import notices
from quizzes.templatetags.words import words

Templates = Mapping[str, MailTemplate]

# A mail of more lines is read by nobody; the page has the others.
MOST_LINES = 30


def mail_notices(now: datetime) -> int:
    """Hand what is due to the worker's mails; return to how many people."""
    templates = mail_templates()
    with override(site_settings().language):
        return notices.hand_over(
            send_one=partial(_send_one, templates),
            send_digest=partial(_send_digest, templates),
            now=now,
        )


def _send_one(templates: Templates, user: User, told: Sequence[Notice]) -> None:
    (notice,) = told
    values = {
        "what": said(notice, user),
        "address": _page("notice-follow", notice.public_id),
    }
    _send(templates, f"notice_{notice.kind}", user, values, notice.kind)


def _send_digest(templates: Templates, user: User, told: Sequence[Notice]) -> None:
    lines = [f"– {said(each, user)}" for each in told[:MOST_LINES]]
    if len(told) > MOST_LINES:
        lines.append(gettext("… and more"))
    values = {"notices": "\n".join(lines), "address": _page("notices")}
    _send(templates, "digest", user, values, notices.DAILY)


def _send(templates: Templates, name: str, user: User, values: dict[str, str], what: str) -> None:
    off = _page("notice-off", notices.token_for(user, what))
    ends = [
        f"{gettext('Choose which mails you get')}: {_page('notice-choices')}",
        f"{gettext('No more of these mails')}: {off}",
    ]
    # RFC 8058: the mail program stops them with one press, without a log-in.
    headers = {
        "List-Unsubscribe": f"<{off}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    values = {"name": user.shown_name, **values}
    mail = get_adapter().worded(
        name, user.email, values, templates=templates, ends=ends, headers=headers
    )
    mail.send()


def _page(route: str, *args: object) -> str:
    site: str = get_adapter().address_of_site()
    return site + reverse(f"quizzes:{route}", args=args)


def said(notice: Notice, user: User) -> str:
    """Return what a notice says, in one line, on its reader's clock."""
    with timezone.override(user.zone):
        told = words(notice.said, notice.zone)
    return " ".join(told.split())
