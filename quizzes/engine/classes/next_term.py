"""Dates of one term moved to the next by weekday: what was on a Tuesday is on a Tuesday again."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

WEEK = timedelta(days=7)


def weeks_between(old_first: date, new_first: date) -> int:
    """Return by how many whole weeks dates move, so that none is before the new first day.

    What is on the old first day or later comes on the new first day or later, in the same order,
    on the same weekday, as soon as it can.
    """
    return -((old_first - new_first) // WEEK)


def moved(moment: datetime, weeks: int, zone: ZoneInfo) -> datetime:
    """Return an aware moment so many weeks later by the clock on the wall in a zone.

    18:00 stays 18:00 whatever the clocks do in between. An hour that a change of clocks leaves out
    is the one after it; of one that comes twice it is the first.
    """
    local = moment.astimezone(zone)
    return (local + weeks * WEEK).replace(fold=0).astimezone(UTC)
