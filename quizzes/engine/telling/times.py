"""When a daily mail goes."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

MORNING = time(7)


def next_morning(now: datetime, zone: ZoneInfo) -> datetime:
    """Return when it is seven in the morning next on a clock; in UTC, always after `now`."""
    today = now.astimezone(zone).date()
    mornings = (
        datetime.combine(today + timedelta(days=days), MORNING, zone).astimezone(UTC)
        for days in range(3)
    )
    return next(morning for morning in mornings if morning > now)
