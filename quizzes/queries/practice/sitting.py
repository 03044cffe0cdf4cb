"""A session of practice: the question one is at, how it is judged, what was done at the end."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.db.models import Count, IntegerField, Subquery

from quizzes.engine.progress.scheduling import AGAIN, EASY, GOOD, HARD, card_of
from quizzes.models.accounts import User
from quizzes.models.attempts import Attempt, AttemptItem, Judgment
from quizzes.models.progress import ReviewLog
from quizzes.queries.attempts.replaying import replayed
from quizzes.queries.attempts.taking import SHOWN, QuestionShown, items_shown, questions_shown
from quizzes.queries.practice.holding import held_of
from quizzes.queries.progress.due import settings_of


@dataclass(frozen=True, slots=True)
class Choice:
    """A way to judge an answer, FSRS's 1 to 4, and when the question comes back then."""

    rating: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Sitting:
    """A session at one of its questions. None of `question`: all were gone through.

    `is_put_aside`: an assignment has some of its questions meanwhile, until `put_aside_until` (None
    by no date). `choices` are empty before a check, one where the answer was not right. `undoable`
    is the judgment that can be taken back, 1 to 4, None for none.
    """

    attempt: Attempt
    question: QuestionShown | None
    position: int
    total: int
    choices: tuple[Choice, ...]
    undoable: int | None
    now: datetime
    is_put_aside: bool = False
    put_aside_until: datetime | None = None

    @property
    def is_right(self) -> bool:
        """Whether the checked answer earned all."""
        return len(self.choices) > 1

    @property
    def done_count(self) -> int:
        """How many questions lie behind."""
        return min(self.position - 1, self.total)


@dataclass(frozen=True, slots=True)
class Aside:
    """A session that rests since an assignment has some of it; until when, None by no date."""

    until: datetime | None


@dataclass(frozen=True, slots=True)
class Gone:
    """What was done in a session: answers judged so far, and how many of them were right."""

    total: int
    practised_count: int
    right_count: int

    @property
    def skipped_count(self) -> int:
        """Questions that come back as they were."""
        return self.total - self.practised_count


def open_session(student: User) -> Attempt | None:
    """Return the student's open session, if there is one. One query."""
    attempt = Attempt.objects.open().filter(student=student, is_practice=True).first()
    if attempt is not None:
        attempt.student = student
    return attempt


def goes_on(attempt: Attempt, now: datetime, left_count: int | None = None) -> bool:
    """Return whether an open session is of today, on its student's calendar, and has more to ask.

    One query, unless it is said how many questions are left.
    """
    zone = attempt.student.zone
    if attempt.started_at.astimezone(zone).date() != now.astimezone(zone).date():
        return False
    left = attempt.items.filter(position__gte=attempt.position)
    return left.exists() if left_count is None else left_count > 0


def sitting_of(attempt: Attempt, now: datetime) -> Sitting:
    """Return the page of an open session, its student loaded. At most twelve queries."""
    last = last_judgment(attempt)
    items = items_shown(attempt)
    counted = AttemptItem.objects.filter(attempt=attempt).order_by().values("attempt")
    total = counted.annotate(count=Count("pk")).values("count")
    at = items.annotate(total=Subquery(total, output_field=IntegerField()))
    item = at.filter(position=attempt.position).only(*SHOWN, "version__question_id").first()
    undoable = last.rating if last else None
    if item is None:
        return Sitting(attempt, None, attempt.position, attempt.items.count(), (), undoable, now)
    aside = None if item.is_finished else put_aside(attempt, now)
    if aside is not None:
        return Sitting(
            attempt=attempt,
            question=None,
            position=item.position,
            total=item.total,
            choices=(),
            undoable=undoable,
            now=now,
            is_put_aside=True,
            put_aside_until=aside.until,
        )
    shown = questions_shown(attempt, [item], now)[0]
    choices = _choices(attempt, item, now) if item.is_finished else ()
    return Sitting(attempt, shown, item.position, item.total, choices, undoable, now)


def put_aside(attempt: Attempt, now: datetime) -> Aside | None:
    """Return until when an open session rests; None if nothing that it still asks is held back.

    The whole of it does, so that nobody learns which of its questions an assignment has. At most
    five queries.
    """
    until = held_of(attempt.student, now).until
    if not until:
        return None
    left = attempt.items.filter(is_finished=False, position__gte=attempt.position)
    left = left.filter(version__question__in=list(until))
    ends = [until[key] for key in left.values_list("version__question", flat=True)]
    if not ends:
        return None
    dated = [end for end in ends if end is not None]
    return Aside(max(dated) if len(dated) == len(ends) else None)


def _choices(attempt: Attempt, item: AttemptItem, now: datetime) -> tuple[Choice, ...]:
    """Return how a checked answer can be judged. Three queries."""
    ratings = (HARD, GOOD, EASY) if is_right(attempt, item) else (AGAIN,)
    logs = ReviewLog.objects.filter(student=attempt.student, question=item.version.question_id)
    known = list(logs.order_by("at", "pk").values_list("at", "rating"))
    retention = settings_of(attempt.student).retention
    return tuple(
        Choice(rating, card_of([*known, (now, rating)], retention).due_at) for rating in ratings
    )


def is_right(attempt: Attempt, item: AttemptItem) -> bool:
    """Return whether the checked answer to a question earned all of it. One query."""
    return earned(attempt, item) == 1


def earned(attempt: Attempt, item: AttemptItem) -> Fraction | None:
    """Return what the answer to a question, loaded with its version, earns, 0..1. One query."""
    return replayed(attempt, [item])[0].outcome.fraction


def last_judgment(attempt: Attempt) -> Judgment | None:
    """Return the newest judgment in a session, with its item; None for none. One query."""
    judgments = Judgment.objects.filter(item__attempt=attempt).select_related("item")
    return judgments.order_by("-at", "-pk").first()


def gone_through(attempt: Attempt) -> Gone:
    """Return what was done in a session. Two queries."""
    judgments = Judgment.objects.filter(item__attempt=attempt).order_by("number")
    newest = dict(judgments.values_list("item_id", "rating"))
    said = [rating for rating in newest.values() if rating is not None]
    right = sum(rating != AGAIN for rating in said)
    return Gone(attempt.items.count(), len(said), right)
