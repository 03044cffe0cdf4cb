"""What can be practised now: what is ready today, what comes next, what was asked for by name."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Coalesce, Greatest

from quizzes.engine.calendar import next_day
from quizzes.engine.kinds.registry import is_marked_by_people
from quizzes.engine.progress.queue import interleaved
from quizzes.models.accounts import User
from quizzes.models.attempts import AttemptItem
from quizzes.models.bank import Question, QuestionVersion
from quizzes.models.progress import ReviewCard
from quizzes.queries.assignments import Timetable
from quizzes.queries.practice.holding import Held, held_of
from quizzes.queries.progress.due import answered_today, queue_of, settings_of

MOST_IN_A_SESSION = 50
AHEAD = 10
# When a card comes back: due, and not put off.
COMES_AT = Greatest("due_at", Coalesce("buried_until", "due_at"))
DEFAULT_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Ready:
    """Questions that are ready today, by key, in order, within the day's limit.

    `answered_count` is what was practised today; `next_at` when the next one comes, None if none
    does, or some are ready; `has_cards` whether anything ever came back.
    """

    questions: tuple[int, ...]
    held: Held
    limit: int
    answered_count: int
    has_cards: bool
    next_at: datetime | None = None

    @property
    def count(self) -> int:
        """How many questions are ready."""
        return len(self.questions)


@dataclass(frozen=True, slots=True)
class Named:
    """Questions that were asked for by name and may be practised; how many are held back."""

    questions: tuple[int, ...]
    held_back_count: int


@dataclass(frozen=True, slots=True)
class Asked:
    """The newest version of each question of a session, in order, and the language it is in."""

    versions: tuple[QuestionVersion, ...]
    language: str


def askable(student: User, questions: Sequence[int], now: datetime) -> Named:
    """Return which of these questions may be practised now. At most five queries.

    Those that are practised beside an assignment which hides their key are not mixed with others:
    what is hidden of one question of a session is hidden of all.
    """
    held = held_of(student, now)
    free = [key for key in questions if key not in held.all]
    beside = [key for key in questions if key in held.allowed]
    chosen = free or beside
    return Named(tuple(chosen), len(questions) - len(chosen))


def asked_of(student: User, questions: Sequence[int]) -> Asked:
    """Return what a session of these questions asks. Four queries at most.

    It has one language, by which numbers are read: the one in which the student met the first of
    the questions; what was met in another comes in another session. Topics take turns.
    """
    languages = _languages(student, questions)
    language = languages.get(questions[0], DEFAULT_LANGUAGE) if questions else DEFAULT_LANGUAGE
    in_it = [key for key in questions if languages.get(key, language) == language]
    newest = QuestionVersion.objects.newest().filter(
        question__in=in_it, question__status=Question.Status.READY
    )
    by_question = {
        version.question_id: version for version in newest if not is_marked_by_people(version.kind)
    }
    first = [key for key in in_it if key in by_question][:MOST_IN_A_SESSION]
    topics = _topics(first)
    order = interleaved([(key, topics.get(key, ())) for key in first])
    return Asked(tuple(by_question[key] for key in order), language)


def ready_of(student: User, now: datetime, timetable: Timetable | None = None) -> Ready:
    """Return what is ready for a student today. At most ten queries; three less with a timetable.

    Nothing where the day's limit is practised.
    """
    settings = settings_of(student)
    answered = answered_today(student, now)
    left = max(0, settings.daily_limit - answered)
    held = held_of(student, now, timetable)
    questions = _queue(student, now, held, left)
    return Ready(
        questions=questions,
        held=held,
        limit=settings.daily_limit,
        answered_count=answered,
        has_cards=bool(questions) or ReviewCard.objects.visible_to(student).exists(),
        next_at=None if questions else _next_at(student, now, held, is_full=not left),
    )


def _queue(student: User, now: datetime, held: Held, left: int) -> tuple[int, ...]:
    """Return what is ready; what is practised beside an assignment comes when all else is done."""
    most = min(left, MOST_IN_A_SESSION)
    free = queue_of(student, now, held.all, most)
    if free or not held.allowed:
        return free
    return queue_of(student, now, held.until, most)


def coming_next(student: User, now: datetime) -> tuple[int, ...]:
    """Return a few questions that come next, though they are not ready yet. At most five queries.

    What is put off, retired or held back is left out.
    """
    held = held_of(student, now)
    cards = _practisable(student, held.all).exclude(buried_until__gt=now)
    return tuple(cards.values_list("question_id", flat=True)[:AHEAD])


def of_topic(student: User, slug: str) -> tuple[int, ...]:
    """Return the student's questions of a topic, by key: the soonest first. One query."""
    return _soonest(student, {"question__topics__slug": slug})


def of_article(student: User, public_id: UUID) -> tuple[int, ...]:
    """Return the student's questions about an article, by key, likewise. One query."""
    return _soonest(student, {"question__article__public_id": public_id})


def _soonest(student: User, about: Mapping[str, Any]) -> tuple[int, ...]:
    cards = ReviewCard.objects.visible_to(student).filter(**about).order_by("due_at", "pk")
    return tuple(cards.values_list("question_id", flat=True)[:MOST_IN_A_SESSION])


def _practisable(student: User, held: Collection[int]) -> QuerySet[ReviewCard]:
    cards = ReviewCard.objects.visible_to(student).exclude(question__in=list(held))
    return cards.filter(question__status=Question.Status.READY).order_by(COMES_AT, "pk")


def _next_at(student: User, now: datetime, held: Held, *, is_full: bool) -> datetime | None:
    """Return when the next question comes: not before tomorrow where the limit is reached."""
    comes = _practisable(student, held.all).values_list(COMES_AT, flat=True)
    first: datetime | None = comes.first()
    if first is None or not is_full:
        return first
    return max(first, next_day(now, student.zone))


def _languages(student: User, questions: Collection[int]) -> Mapping[int, str]:
    """Return in which language the student was last asked each question. One query."""
    items = AttemptItem.objects.filter(
        attempt__student=student, version__question__in=list(questions)
    )
    rows = items.order_by("attempt__started_at", "pk")
    return dict(rows.values_list("version__question_id", "attempt__language"))


def _topics(questions: Collection[int]) -> Mapping[int, tuple[int, ...]]:
    """Return the topics of questions, both by key. One query."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = Question.topics.through.objects.filter(question__in=list(questions))
    for question, topic in rows.order_by("topic_id").values_list("question_id", "topic_id"):
        found[question].append(topic)
    return {question: tuple(topics) for question, topics in found.items()}
