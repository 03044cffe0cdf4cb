"""What a student knows, by topic and by article, as the last answers left it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from quizzes.engine.progress.levels import WORDS, Level, level
from quizzes.engine.progress.mastery import Estimate
from quizzes.engine.words import Message
from quizzes.models.accounts import User
from quizzes.models.articles import ArticleRevision
from quizzes.models.progress import Mastery


@dataclass(frozen=True, slots=True)
class Point:
    """An estimate at the end of a day (UTC), after so many first answers."""

    day: date
    estimate: Estimate
    answer_count: int


@dataclass(frozen=True)
class Known:
    """What is known of a student's ability in a topic (`slug`), or at an article (`article`).

    `past` is its history as the row holds it: most pages draw it of a few topics only.
    """

    key: str
    name: str
    slug: str
    article: UUID | None
    level: Level
    estimate: Estimate
    answer_count: int
    past: Sequence[tuple[int, float, float, float, int]]

    @cached_property
    def history(self) -> tuple[Point, ...]:
        """What was known at the end of each day with an answer, the first one first."""
        return tuple(
            Point(date.fromordinal(day), Estimate(mean, low, high), count)
            for day, mean, low, high, count in self.past
        )

    @property
    def query(self) -> str:
        """What the page of its answers is asked for."""
        return f"article={self.article}" if self.article else f"topic={self.slug}"

    @property
    def word(self) -> Message:
        """How well it is known, in a word."""
        return WORDS[self.level]

    @property
    def is_told(self) -> bool:
        """Whether there are enough answers to tell anything by."""
        return self.level is not Level.UNKNOWN


def known_of(student: User) -> tuple[Known, ...]:
    """Return all that is known, the weakest first, of too few answers last. One query."""
    return tuple(sorted(map(_known, _rows(student)), key=_place))


def known_topic(student: User, slug: str) -> Known | None:
    """Return what is known of one topic; None if nothing was answered. One query."""
    return next(map(_known, _rows(student).filter(topic__slug=slug)), None)


def known_article(student: User, article: UUID) -> Known | None:
    """Return what is known of one article; None if nothing was answered. One query."""
    return next(map(_known, _rows(student).filter(article__public_id=article)), None)


def at_days(known: Known, days: Sequence[date]) -> tuple[Point | None, ...]:
    """Return what was known at the end of each of some days, in order; None before any answer."""
    found, place = [], 0
    for day in days:
        while place < len(known.history) and known.history[place].day <= day:
            place += 1
        found.append(known.history[place - 1] if place else None)
    return tuple(found)


def _rows(student: User) -> QuerySet[Mastery]:
    newest = ArticleRevision.objects.filter(article=OuterRef("article")).order_by("-number")
    return (
        Mastery.objects.visible_to(student)
        .select_related("topic", "article")
        .defer("weights")
        .annotate(title=Subquery(newest.values("title")[:1]))
    )


def _place(known: Known) -> tuple[bool, float, str]:
    return (not known.is_told, known.estimate.mean, known.name.casefold())


def _known(row: Mastery) -> Known:
    estimate = Estimate(row.mean, row.low, row.high)
    return Known(
        key=row.key,
        name=row.topic.name if row.topic else getattr(row, "title", ""),
        slug=row.topic.slug if row.topic else "",
        article=row.article.public_id if row.article else None,
        level=level(estimate, row.answer_count),
        estimate=estimate,
        answer_count=row.answer_count,
        past=row.history,
    )
