"""{{ limit|duration }}, {{ due|moment:zone }}: stretches and moments of time in words."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django import template
from django.utils import formats, timezone
from django.utils.translation import gettext, ngettext

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


@register.filter
def moment(value: datetime, class_zone: str = "") -> str:
    """Return a moment on the reader's clock: "Monday 9 March 2026, 18:00".

    Where the clock in `class_zone` shows another time then, the reader's zone is named.
    """
    local = timezone.localtime(value)
    written = gettext("%(weekday)s %(moment)s") % {
        "weekday": formats.date_format(local, "l"),
        "moment": formats.date_format(local, "DATETIME_FORMAT"),
    }
    return _placed(written, local, class_zone)


@register.filter
def short_moment(value: datetime, class_zone: str = "") -> str:
    """Return a moment for a narrow column: "9 Mar 2026, 18:00"; its zone as `moment` names it."""
    local = timezone.localtime(value)
    return _placed(formats.date_format(local, gettext("j M Y, H:i")), local, class_zone)


@register.filter
def near_moment(value: datetime, class_zone: str = "") -> str:
    """Return "18:00" for a moment of the reader's today, else what `short_moment` says."""
    local, today = timezone.localtime(value), timezone.localtime()
    if local.date() != today.date():
        return short_moment(value, class_zone)
    return _placed(formats.date_format(local, gettext("H:i")), local, class_zone)


@register.filter
def is_ahead(value: datetime) -> bool:
    """Return whether a moment is still to come."""
    return value > timezone.now()


@register.filter
def zone_name(name: str) -> str:
    """Return a time zone as people call it: "Almaty time" for Asia/Almaty, "UTC" for UTC."""
    area, _, city = name.rpartition("/")
    if not area or area == "Etc":
        return name
    return gettext("%(city)s time") % {"city": city.replace("_", " ")}


@register.filter
def zone_words(value: datetime | None, class_zone: str = "") -> str:
    """Return the reader's zone in words where the clock in `class_zone` differs at a moment."""
    if value is None or not class_zone:
        return ""
    if _offset(value, class_zone) == timezone.localtime(value).utcoffset():
        return ""
    return zone_name(timezone.get_current_timezone_name())


def _placed(written: str, local: datetime, class_zone: str) -> str:
    """Return a written moment with the reader's zone where the clock in `class_zone` differs."""
    zone = zone_words(local, class_zone)
    if not zone:
        return written
    return gettext("%(moment)s (%(zone)s)") % {"moment": written, "zone": zone}


def _offset(value: datetime, zone: str) -> timedelta | None:
    return value.astimezone(ZoneInfo(zone)).utcoffset()
