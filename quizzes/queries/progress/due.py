"""What comes back to a student: now, and on the days to come."""

from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast, Coalesce, Greatest

from quizzes.engine.progress.queue import DAYS, Waiting, forecast, queue
from quizzes.models.accounts import User
from quizzes.models.bank import Question
from quizzes.models.progress import (
    PracticeSettings,
    ReviewCard,
    ReviewCardQuerySet,
    ReviewLog,
    ReviewLogQuerySet,
)


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is ready now within the day's limit, and how many come on each day from today on."""

    today: date
    ready_count: int
    days: tuple[int, ...]


def settings_of(student: User) -> PracticeSettings:
    """Return the student's choices, or the defaults. One query."""
    chosen = PracticeSettings.objects.filter(student=student).first()
    return chosen or PracticeSettings(student=student)


def queue_of(
    student: User, now: datetime, held: Collection[int], limit_left: int
) -> tuple[int, ...]:
    """Return the questions to practise now, by key, relatively most overdue first. One query.

    What was put aside, is retired, or stands in `held` is left out, before the limit is counted.
    """
    if limit_left <= 0:
        return ()
    rows = in_use(student).due(now).values_list("question_id", "due_at", "stability")
    hidden = frozenset(held)
    waiting = (Waiting(*row) for row in rows if row[0] not in hidden)
    return queue(waiting, limit_left, now)


def answered_today(student: User, now: datetime) -> int:
    """Return how many questions that they had met before a student has answered today. One query.

    The day is that of the student's calendar; a question counts once, left out ones do not.
    """
    return repeats_today(student, now).values("question").distinct().count()


def repeats_today(student: User, now: datetime) -> ReviewLogQuerySet:
    """Return a student's answers of today to questions met before. Not asked for yet."""
    own = ReviewLog.objects.visible_to(student)
    before = own.filter(question=OuterRef("question"), at__lt=OuterRef("at"))
    since = _midnight(student, now.astimezone(student.zone).date())
    today = own.filter(
        quarter__gte=int(since.timestamp()) // 900, at__gte=since, at__lte=now, rating__gte=1
    )
    return today.filter(Exists(before))


def forecast_of(
    student: User,
    now: datetime,
    held: Collection[int] = (),
    *,
    limit: int | None = None,
    answered: int | None = None,
) -> Forecast:
    """Return what comes back in the next 30 days. One query, and one for each that is not given."""
    most = settings_of(student).daily_limit if limit is None else limit
    done = answered_today(student, now) if answered is None else answered
    left = max(0, most - done)
    today = now.astimezone(student.zone).date()
    ends = [_text(_midnight(student, today + timedelta(days=day))) for day in range(1, DAYS + 1)]
    comes_at = Cast(Greatest("due_at", Coalesce("buried_until", "due_at")), CharField())
    shown = in_use(student).exclude(question__in=list(held))
    # As text, which sorts as moments do: to make moments of ten thousand takes thrice as long.
    moments = sorted(shown.annotate(comes_at=comes_at).values_list("comes_at", flat=True))
    until = [0, *(bisect_left(moments, end) for end in ends)]
    coming = [late - early for early, late in pairwise(until)]
    ready = bisect_left(moments, _text(now + timedelta(seconds=1)))
    return Forecast(today, min(ready, left), forecast(coming, limit=most, left_today=left))


def _text(moment: datetime) -> str:
    """Return a moment, to the second, as both databases write it in UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")


def stabilities_of(student: User) -> tuple[float, ...]:
    """Return the stability (days) of each card that was ever answered. One query."""
    stored = in_use(student).values_list("stability", flat=True)
    return tuple(each for each in stored if each is not None)


def in_use(student: User) -> ReviewCardQuerySet:
    """Return the cards of questions that can come back: of those that are not retired."""
    cards = ReviewCard.objects.visible_to(student)
    return cards.filter(question__status=Question.Status.READY)


def _midnight(student: User, day: date) -> datetime:
    """Return when a day begins for the student."""
    return datetime.combine(day, time.min, student.zone)
