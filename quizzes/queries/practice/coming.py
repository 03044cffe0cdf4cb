"""What comes back to a student in the next days, and what of it fades now."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any

from django.db.models import Count, F, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, Greatest, Substr

from quizzes.engine.progress.queue import DAYS, forecast
from quizzes.models.accounts import User
from quizzes.models.progress import DAILY_LIMIT, PracticeSettings, ReviewCardQuerySet
from quizzes.queries.progress.due import in_use, repeats_today

DUE, TOPIC, READY, ANSWERED, LIMIT = "due", "topic", "ready", "answered", "limit"
# Of "2026-11-27 06:50:00" an hour, within which midnight lies in few zones, and a minute.
AN_HOUR, A_MINUTE = 13, 16


@dataclass(frozen=True, slots=True)
class Coming:
    """What comes back: `ready` now, `forecast` on each of the next 30 days, within a day's limit.

    `fading` is how many are due now, by the topic's slug, and by "" for those without one.
    """

    today: date
    daily_limit: int
    ready: int
    forecast: tuple[int, ...]
    fading: Mapping[str, int]

    @property
    def days(self) -> tuple[date, ...]:
        """The days of the forecast, today first."""
        return tuple(self.today + timedelta(days=place) for place in range(DAYS))

    @property
    def total(self) -> int:
        """How many come back in all of these days."""
        return sum(self.forecast)


def cards_of(student: User, held: Collection[int]) -> ReviewCardQuerySet:
    """Return the cards of questions that can come back; `held` are questions held back."""
    return in_use(student).exclude(question__in=list(held)) if held else in_use(student)


def coming_of(student: User, now: datetime, held: Collection[int], zone: tzinfo) -> Coming:
    """Return what comes back in the next 30 days of a zone. One query."""
    cards = cards_of(student, held)
    chosen = PracticeSettings.objects.filter(student=student)
    rows = list(
        _dues(cards, now, zone).union(
            _counted(cards.due(now), TOPIC, Coalesce("question__topics__slug", Value(""))),
            _counted(cards.due(now), READY),
            _counted(repeats_today(student, now), ANSWERED, count=Count("question", distinct=True)),
            chosen.annotate(what=Value(LIMIT), slug=Value("")).values_list(
                "what", "slug", "daily_limit"
            ),
            all=True,
        )
    )
    told = {what: n for what, _slug, n in rows}
    limit = told.get(LIMIT, DAILY_LIMIT)
    left = max(0, limit - told.get(ANSWERED, 0))
    today = now.astimezone(zone).date()
    due = _by_day([(when, n) for what, when, n in rows if what == DUE], zone, today)
    days = [due.get(today + timedelta(days=place), 0) for place in range(DAYS)]
    return Coming(
        today=today,
        daily_limit=limit,
        ready=min(told.get(READY, 0), left),
        forecast=forecast(days, limit=limit, left_today=left),
        fading={slug: n for what, slug, n in rows if what == TOPIC},
    )


def _dues(cards: ReviewCardQuerySet, now: datetime, zone: tzinfo) -> QuerySet[Any, Any]:
    at = Greatest(F("due_at"), Coalesce(F("buried_until"), F("due_at")))
    end = now + timedelta(days=DAYS + 1)
    coming = cards.annotate(at=at).filter(at__lt=end)
    offsets = [moment.astimezone(zone).utcoffset() or timedelta() for moment in (now, end)]
    is_whole = not any(offset % timedelta(hours=1) for offset in offsets)
    length = AN_HOUR if is_whole else A_MINUTE
    return _counted(coming, DUE, Substr(Cast("at", TextField()), 1, length))


def _counted(
    rows: QuerySet[Any], what: str, by: Any = None, count: Count | None = None
) -> QuerySet[Any, Any]:
    """Return how many rows there are by something: three columns, as the others."""
    named = rows.annotate(what=Value(what), by=by or Value("")).values_list("what", "by")
    counted: QuerySet[Any, Any] = named.annotate(count=count or Count("pk")).order_by()
    return counted


def _by_day(rows: list[tuple[str, int]], zone: tzinfo, today: date) -> Mapping[date, int]:
    found: Counter[date] = Counter()
    for when, count in rows:
        moment = datetime.fromisoformat(when).replace(tzinfo=UTC)
        found[max(today, moment.astimezone(zone).date())] += count
    return found
