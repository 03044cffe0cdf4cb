"""{{ limit|duration }}: a stretch of time in words."""

from datetime import timedelta

from django import template
from django.utils.translation import ngettext

register = template.Library()


@register.filter
def duration(value: timedelta) -> str:
    """Return "1 hour 15 minutes", "45 minutes" or "30 seconds"; seconds only below a minute."""
    seconds = int(value.total_seconds())
    hours, minutes = divmod(seconds // 60, 60)
    parts = []
    if hours:
        parts.append(ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours})
    if minutes:
        text = ngettext("%(count)s minute", "%(count)s minutes", minutes)
        parts.append(text % {"count": minutes})
    if not parts:
        text = ngettext("%(count)s second", "%(count)s seconds", seconds)
        parts.append(text % {"count": seconds})
    return " ".join(parts)
