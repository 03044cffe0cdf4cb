"""What comes back to a student in the next days, and what of it fades now."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from django.db.models import Count, F, TextField, Value
from django.db.models.functions import Cast, Coalesce, Greatest, Substr

from quizzes.models.accounts import User
from quizzes.models.progress import DAILY_LIMIT, PracticeSettings, ReviewCard, ReviewCardQuerySet

DAYS = 30
DUE, TOPIC, LIMIT = "due", "topic", "limit"
# "2026-11-27 06:5" is ten minutes of UTC: no time zone's midnight lies within.
TEN_MINUTES = 15


@dataclass(frozen=True, slots=True)
class Coming:
    """How many questions come back: `due` by their own day, those of earlier days today.

    `fading` is how many are due now, by the topic's slug, and by "" for those without one.
    """

    due: Mapping[date, int]
    fading: Mapping[str, int]
    daily_limit: int
    today: date

    @property
    def ready(self) -> int:
        """How many are due by the end of today."""
        return self.due.get(self.today, 0)

    @property
    def days(self) -> tuple[date, ...]:
        """The next 30 days, today first."""
        return tuple(self.today + timedelta(days=place) for place in range(DAYS))


def cards_of(student: User, held: Collection[int]) -> ReviewCardQuerySet:
    """Return the cards of questions that can come back; `held` are questions held back."""
    cards = ReviewCard.objects.visible_to(student).exclude(question__status="retired")
    return cards.exclude(question__in=list(held)) if held else cards


def coming_of(student: User, now: datetime, held: Collection[int], zone: tzinfo) -> Coming:
    """Return what comes back in the next 30 days of a zone. One query."""
    cards = cards_of(student, held)
    end = now + timedelta(days=DAYS + 1)
    at = Greatest(F("due_at"), Coalesce(F("buried_until"), F("due_at")))
    dues = (
        cards.annotate(comes_at=at)
        .filter(comes_at__lt=end)
        .annotate(what=Value(DUE), when=Substr(Cast("comes_at", TextField()), 1, TEN_MINUTES))
        .values_list("what", "when")
        .annotate(count=Count("pk"))
        .order_by()
    )
    topics = (
        cards.due(now)
        .annotate(what=Value(TOPIC), slug=Coalesce("question__topics__slug", Value("")))
        .values_list("what", "slug")
        .annotate(count=Count("pk"))
        .order_by()
    )
    limits = PracticeSettings.objects.filter(student=student).values_list(
        Value(LIMIT), Value(""), "daily_limit"
    )
    rows = list(dues.union(topics, limits, all=True))
    today = now.astimezone(zone).date()
    return Coming(
        due=_by_day([(when, n) for what, when, n in rows if what == DUE], zone, today),
        fading={slug: n for what, slug, n in rows if what == TOPIC},
        daily_limit=next((n for what, _when, n in rows if what == LIMIT), DAILY_LIMIT),
        today=today,
    )


def _by_day(rows: list[tuple[str, int]], zone: tzinfo, today: date) -> Mapping[date, int]:
    found: Counter[date] = Counter()
    for when, count in rows:
        moment = datetime.fromisoformat(f"{when}0").replace(tzinfo=UTC)
        found[max(today, moment.astimezone(zone).date())] += count
    return found


def spread(coming: Coming, answered_today: int) -> tuple[int, ...]:
    """Return how many come on each of the next 30 days, where at most so many come a day."""
    found, waiting = [], 0
    for place, day in enumerate(coming.days):
        room = coming.daily_limit - (min(answered_today, coming.daily_limit) if place == 0 else 0)
        waiting += coming.due.get(day, 0)
        found.append(min(waiting, room))
        waiting -= found[-1]
    return tuple(found)
