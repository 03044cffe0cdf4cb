"""Deadlines, grace, extra time and lateness, from given moments, which are aware datetimes."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from fractions import Fraction

from quizzes.engine.words import Message
from quizzes.engine.words import mark as _

GRACE = timedelta(seconds=30)
# A save that came within grace may wait for its turn to write: the clock closes after it.
LONGEST_WAIT = timedelta(seconds=10)

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OwnTimes:
    """One student's times of an assignment; None is no such time."""

    opens_at: datetime | None
    due_at: datetime | None
    closes_at: datetime | None


def own_times(
    *,
    opens_at: datetime | None,
    due_at: datetime | None,
    closes_at: datetime | None,
    limit: timedelta | None,
    factor: Fraction | int = 1,
    own_opens_at: datetime | None = None,
    own_due_at: datetime | None = None,
    own_closes_at: datetime | None = None,
) -> OwnTimes:
    """Return a student's times from the class's, an accommodation (1 is none) and own dates.

    Extra time moves due and closing time by limit * (factor - 1); without a limit, a window of less
    than a day is lengthened by the factor. An own date replaces the class's and is not moved. An
    own due date after the class's closing moves that along, an early own closing the due date.
    """
    extra = _extra_time(opens_at, closes_at, limit, factor)
    due = own_due_at or later(due_at, extra)
    closes = own_closes_at or later(closes_at, extra)
    if due and closes and due > closes:
        due, closes = (closes, closes) if own_closes_at else (due, due)
    return OwnTimes(own_opens_at or opens_at, due, closes)


def own_limit(limit: timedelta | None, factor: Fraction | int) -> timedelta | None:
    """Return the time limit times an accommodation; None is no limit."""
    return None if limit is None else _times(limit, factor)


def deadline(
    *,
    started_at: datetime,
    limit: timedelta | None,
    factor: Fraction | int,
    closes_at: datetime | None,
    added: timedelta = timedelta(0),
) -> datetime | None:
    """Return the earlier of start + own limit and own closing time, None if there is neither.

    `added` is what a teacher gave during the attempt: it stays on top of whichever is the earlier.
    """
    own = own_limit(limit, factor)
    ends = [closes_at, None if own is None else _utc(started_at) + own]
    return later(min((end for end in ends if end is not None), default=None), added)


def later(moment: datetime | None, added: timedelta) -> datetime | None:
    """Return a moment moved by a duration; None stays none."""
    return None if moment is None else _utc(moment) + added


def is_late(at: datetime, deadline: datetime | None) -> bool:
    """Return whether a moment is after a deadline and its grace, whose last second is in time."""
    if deadline is None:
        return False
    return _whole_second(_utc(at)) > _whole_second(_utc(deadline) + GRACE)


def is_over(now: datetime, deadline: datetime | None) -> bool:
    """Return whether the clock ends an attempt: no save that came in time is still under way."""
    return deadline is not None and is_late(_utc(now) - LONGEST_WAIT, deadline)


def days_late(*, submitted_at: datetime, due_at: datetime | None, zone: tzinfo) -> int:
    """Return how many days after the due time have begun, 0 if in time.

    A day begins each time the due hour passes on the class's clock, whose zone is given; grace is
    given each time.
    """
    if due_at is None or not is_late(submitted_at, due_at):
        return 0
    due = due_at.astimezone(zone)
    days = (submitted_at.astimezone(zone).date() - due.date()).days
    # Adding days to a local time keeps the hour on the wall, whatever the clocks do in between.
    beginnings = (due + day * _DAY for day in range(1, days + 1))
    return 1 + sum(is_late(submitted_at, beginning) for beginning in beginnings)


def may_start(
    now: datetime, opens_at: datetime | None, closes_at: datetime | None
) -> Message | None:
    """Return why nobody can start now, or None; nobody starts after the class's closing time."""
    if opens_at and now < opens_at:
        return Message(_("This opens on %(opens_at)s."), {"opens_at": opens_at})
    if closes_at and now > closes_at:
        return Message(_("This closed on %(closes_at)s."), {"closes_at": closes_at})
    return None


def announcements(total_seconds: int) -> tuple[int, ...]:
    """Return the seconds left at which a page speaks: half, a tenth, one minute, none under it."""
    marks = {total_seconds // 2, total_seconds // 10, 60}
    return tuple(sorted((left for left in marks if 60 <= left < total_seconds), reverse=True))


def _extra_time(
    opens_at: datetime | None,
    closes_at: datetime | None,
    limit: timedelta | None,
    factor: Fraction | int,
) -> timedelta:
    if limit is not None:
        return _times(limit, factor - 1)
    if opens_at is None or closes_at is None:
        return timedelta(0)
    window = _utc(closes_at) - _utc(opens_at)
    return _times(window, factor - 1) if window < _DAY else timedelta(0)


def _times(duration: timedelta, factor: Fraction | int) -> timedelta:
    return duration * factor.numerator // factor.denominator


def _whole_second(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)


def _utc(moment: datetime) -> datetime:
    # Sums on a local clock are wrong across a change of clocks, and a naive moment has no meaning.
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return moment.astimezone(UTC)
