"""The questions that come back on one day: what a forecast's number is made of."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from django.db.models import F
from django.db.models.functions import Coalesce, Greatest

from quizzes.engine.progress.periods import begin_of
from quizzes.models.accounts import User
from quizzes.models.bank import QuestionVersion
from quizzes.models.progress import ReviewCard, ReviewCardQuerySet
from quizzes.queries.practice.coming import cards_of


@dataclass(frozen=True, slots=True)
class DueLine:
    """A question that comes back, when, and when it was answered last."""

    stem: str
    comes_at: datetime
    last_at: datetime | None
    review_count: int


def dues_of(
    student: User, day: date, now: datetime, held: Collection[int], zone: tzinfo
) -> ReviewCardQuerySet:
    """Return the cards of a day, for today with those of earlier days. Not asked for yet."""
    cards = cards_of(student, held).annotate(
        comes_at=Greatest(F("due_at"), Coalesce(F("buried_until"), F("due_at")))
    )
    cards = cards.filter(comes_at__lt=begin_of(day + timedelta(days=1), zone))
    if day > now.astimezone(zone).date():
        cards = cards.filter(comes_at__gte=begin_of(day, zone))
    return cards.order_by("comes_at", "pk")


def due_lines(cards: Sequence[ReviewCard]) -> tuple[DueLine, ...]:
    """Return cards of `dues_of` with the words of their questions. One query."""
    versions = QuestionVersion.objects.filter(question__in=[each.question_id for each in cards])
    stems = {each.question_id: each.plain_stem for each in versions.newest()}
    return tuple(
        DueLine(
            stems.get(each.question_id, ""),
            getattr(each, "comes_at", each.due_at),
            each.last_review_at,
            each.review_count,
        )
        for each in cards
    )
