"""{{ due_at|comes_back:now }}: how far off a day is, as one says it: "tomorrow", "in 4 days"."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.translation import gettext, ngettext

DAYS_SAID, DAYS_IN_A_MONTH = 60, 30.4

register = template.Library()


@register.filter
def comes_back(due_at: datetime, now: datetime) -> str:
    """Return how far a day is from today, on the reader's calendar."""
    days = (timezone.localdate(due_at) - timezone.localdate(now)).days
    if days <= 0:
        return gettext("today")
    if days == 1:
        return gettext("tomorrow")
    if days <= DAYS_SAID:
        return ngettext("in %(count)s day", "in %(count)s days", days) % {"count": days}
    months = round(days / DAYS_IN_A_MONTH)
    text = ngettext("in about %(count)s month", "in about %(count)s months", months)
    return text % {"count": months}
