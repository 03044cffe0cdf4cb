"""The answers that a number came from: what each earned, and how far it moved an estimate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from fractions import Fraction
from uuid import UUID

from quizzes.engine.progress.beliefs import Lesson
from quizzes.engine.progress.moves import Move, moves
from quizzes.engine.progress.periods import begin_of, quarter_of
from quizzes.models.accounts import User
from quizzes.models.attempts import AttemptItem
from quizzes.models.progress import ReviewLog, ReviewLogQuerySet
from quizzes.queries.practice.seeing import Seen, seen_of


@dataclass(frozen=True, slots=True)
class Asked:
    """Which answers: of a topic, of an article, or of days on the student's own calendar.

    Of a topic or an article those that mastery learned from, or also the `repeats`.
    """

    topic: str = ""
    article: UUID | None = None
    first: date | None = None
    last: date | None = None
    repeats: bool = False

    @property
    def is_subject(self) -> bool:
        """Whether it is about something that mastery learns of."""
        return bool(self.topic or self.article)


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One answer. `verdict` is "hidden" where nothing of its mark may be told now.

    `attempt` and `position` lead to its review, where it is handed in. `difficulty` is in logits,
    `chance` (0..1) what a guess earns; `move` is None where the estimate learned nothing of it.
    """

    at: datetime
    stem: str
    language: str
    attempt: UUID | None
    position: int
    verdict: str
    fraction: Fraction | None
    is_first: bool
    seconds: int
    difficulty: float
    chance: float
    move: Move | None


def logs_of(student: User, asked: Asked, zone: tzinfo) -> ReviewLogQuerySet:
    """Return the answers that were asked for, the newest first. Not asked of the database yet."""
    found = ReviewLog.objects.visible_to(student)
    if asked.topic:
        found = found.filter(question__topics__slug=asked.topic)
    if asked.article:
        found = found.filter(question__article__public_id=asked.article)
    if asked.first:
        found = found.filter(quarter__gte=quarter_of(begin_of(asked.first, zone)))
    if asked.last:
        end = begin_of(asked.last + timedelta(days=1), zone)
        found = found.filter(quarter__lt=quarter_of(end))
    if asked.is_subject and not asked.repeats:
        found = found.learned_from()
    return found.order_by("-at", "-pk")


def explained(
    student: User, logs: Sequence[ReviewLog], asked: Asked, now: datetime, zone: tzinfo
) -> tuple[AnswerLine, ...]:
    """Return a page of answers as they may be told now. Nine queries at most."""
    seen = seen_of(student, {each.attempt_key for each in logs}, now)
    items = _items(logs)
    moved = _moves(student, logs, asked, zone) if asked.is_subject else {}
    return tuple(_line(each, seen, items, moved) for each in logs)


def _items(logs: Sequence[ReviewLog]) -> Mapping[tuple[UUID, int], AttemptItem]:
    found = AttemptItem.objects.filter(
        attempt__public_id__in={each.attempt_key for each in logs},
        version__question__in={each.question_id for each in logs},
    ).select_related("version", "attempt")
    return {(each.attempt.public_id, each.version.question_id): each for each in found}


def _moves(
    student: User, logs: Sequence[ReviewLog], asked: Asked, zone: tzinfo
) -> Mapping[int, Move]:
    wanted = {each.question_id for each in logs if each.is_first}
    rows = (
        logs_of(student, Asked(topic=asked.topic, article=asked.article), zone)
        .learned_from()
        .values_list("at", "question", "fraction", "difficulty", "chance")
    )
    return moves((Lesson(at, q, float(f or 0), d, c) for at, q, f, d, c in rows), wanted)


def _line(
    log: ReviewLog,
    seen: Seen,
    items: Mapping[tuple[UUID, int], AttemptItem],
    moved: Mapping[int, Move],
) -> AnswerLine:
    item = items.get((log.attempt_key, log.question_id))
    attempt = seen.attempts.get(log.attempt_key)
    is_told = seen.tells_mark(log.attempt_key, log.question_id)
    return AnswerLine(
        at=log.at,
        stem=item.version.plain_stem if item else "",
        language=attempt.language if attempt else "",
        attempt=log.attempt_key if attempt and not attempt.is_open else None,
        position=item.position if item else 0,
        verdict=_verdict(log.fraction) if is_told else "hidden",
        fraction=log.fraction if is_told else None,
        is_first=log.is_first,
        seconds=log.seconds,
        difficulty=log.difficulty,
        chance=log.chance,
        move=moved.get(log.question_id) if is_told and log.is_first else None,
    )


def _verdict(fraction: Fraction | None) -> str:
    if fraction is None:
        return "unanswered"
    if fraction == 1:
        return "right"
    return "partial" if fraction else "wrong"
