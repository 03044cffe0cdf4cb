"""The site's name and whether one can sign up, on every page, without asking for it each time."""

import time
from dataclasses import dataclass

from django.db import Error
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from quizsite.sending import is_sent
from quizzes.models.site import SiteSettings
from quizzes.queries.site import site_settings

# After so many seconds every process shows a new name.
REMEMBERED_FOR = 10.0


@dataclass
class Remembered:
    """The row as this process has read it last, and until when that is good."""

    row: SiteSettings | None = None
    until: float = 0.0


remembered = Remembered()


def current() -> SiteSettings:
    """Return the site's row, at most ten seconds old; the last known while the database is away."""
    now = time.monotonic()
    if remembered.row is None or now >= remembered.until:
        try:
            remembered.row = site_settings()
        except Error:
            return remembered.row or SiteSettings()
        remembered.until = now + REMEMBERED_FOR
    return remembered.row


def site(_request: HttpRequest) -> dict[str, object]:
    """Give templates `this_site` (allauth has a `site`), which is only read where it is shown, and
    whether it sends mail."""
    return {"this_site": SimpleLazyObject(current), "is_mail_sent": is_sent}
