"""The questions that come back on one day: what a forecast's number is made of."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from django.db.models import F
from django.db.models.functions import Coalesce, Greatest

from quizzes.engine.progress.periods import begin_of
from quizzes.engine.progress.queue import DAYS, Waiting, coming_on
from quizzes.models.accounts import User
from quizzes.models.bank import QuestionVersion
from quizzes.models.progress import ReviewCard
from quizzes.queries.practice.coming import cards_of
from quizzes.queries.progress.due import answered_today, settings_of

COMES_AT = Greatest(F("due_at"), Coalesce(F("buried_until"), F("due_at")))


@dataclass(frozen=True, slots=True)
class DueLine:
    """A question that comes back: when it was answered last, and for how many days it then rests.

    `last_at` and `rest_days` are None where it was only left blank so far.
    """

    stem: str
    last_at: datetime | None
    rest_days: int | None
    review_count: int


def dues_of(
    student: User, day: date, now: datetime, held: Collection[int], zone: tzinfo
) -> tuple[int, ...]:
    """Return the questions that the forecast counts on a day, by key, in order. Three queries.

    None on a day that lies behind, or further ahead than the forecast goes.
    """
    today = now.astimezone(zone).date()
    ahead = (day - today).days
    if not 0 <= ahead < DAYS:
        return ()
    ends = [begin_of(today + timedelta(days=place + 1), zone) for place in range(ahead + 1)]
    cards = cards_of(student, held).annotate(comes_at=COMES_AT).filter(comes_at__lt=ends[-1])
    limit = settings_of(student).daily_limit
    return coming_on(
        (Waiting(*row) for row in cards.values_list("question_id", "comes_at", "stability")),
        ends,
        limit=limit,
        left_today=limit - answered_today(student, now),
        now=now,
    )


def due_lines(student: User, questions: Sequence[int]) -> tuple[DueLine, ...]:
    """Return questions of `dues_of` with their words, in their order. Two queries."""
    versions = QuestionVersion.objects.filter(question__in=questions)
    stems = {each.question_id: each.plain_stem for each in versions.newest()}
    cards = ReviewCard.objects.visible_to(student).filter(question__in=questions)
    by_question = {each.question_id: each for each in cards}
    return tuple(_line(by_question[key], stems.get(key, "")) for key in questions)


def _line(card: ReviewCard, stem: str) -> DueLine:
    last = card.last_review_at
    days = round((card.due_at - last) / timedelta(days=1)) if last else None
    return DueLine(stem, last, days, card.review_count)
