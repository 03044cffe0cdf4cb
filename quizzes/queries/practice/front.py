"""The front page of practice, its line on a student's home, and the end of a session."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from quizzes.models.accounts import User
from quizzes.models.attempts import Attempt, AttemptItem
from quizzes.models.progress import ReviewCard
from quizzes.queries.assignments import Timetable
from quizzes.queries.practice.offering import Ready, ready_of
from quizzes.queries.practice.sitting import Gone, goes_on, gone_through, open_session
from quizzes.queries.progress.due import forecast_of

SESSIONS_SHOWN = 5
IS_PRACTISED = Q(items__state=AttemptItem.State.ANSWERED)


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session that is over: how many questions were answered, how many fully right."""

    public_id: UUID
    started_at: datetime
    answered_count: int
    right_count: int


@dataclass(frozen=True, slots=True)
class GoingOn:
    """An open session of today: where its student is."""

    attempt: Attempt
    left_count: int


@dataclass(frozen=True, slots=True)
class Front:
    """What is ready to practise today, the session to go on with, the last ones."""

    ready: Ready
    going_on: GoingOn | None
    earlier: tuple[SessionLine, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """So many questions are ready, or left in the session that goes on."""

    count: int
    going_on: Attempt | None


@dataclass(frozen=True, slots=True)
class End:
    """What was done in a session, how many more are ready, how many come tomorrow."""

    gone: Gone
    more_count: int
    tomorrow_count: int


def front_of(student: User, timetable: Timetable, now: datetime) -> Front:
    """Return the front page of practice. At most nine queries."""
    ready = ready_of(student, now, timetable)
    return Front(ready, going_on_of(student, now), _earlier(student))


def going_on_of(student: User, now: datetime) -> GoingOn | None:
    """Return the session that a student can go on with today. Two queries."""
    attempt = open_session(student)
    if attempt is None:
        return None
    left = attempt.items.filter(position__gte=attempt.position).count()
    return GoingOn(attempt, left) if goes_on(attempt, now, left) else None


def line_of(student: User, timetable: Timetable, now: datetime) -> Line | None:
    """Return what a student's home says of practice. One query where nothing is due.

    None where nothing is ready, and no session goes on.
    """
    if not ReviewCard.objects.visible_to(student).due(now).exists():
        return None
    going_on = going_on_of(student, now)
    count = going_on.left_count if going_on else ready_of(student, now, timetable).count
    return Line(count, going_on.attempt if going_on else None) if count else None


def end_of(attempt: Attempt, now: datetime) -> End:
    """Return what is said after the last question of a session. At most fourteen queries."""
    student = attempt.student
    ready = ready_of(student, now)
    coming = forecast_of(
        student, now, ready.held.all, limit=ready.limit, answered=ready.answered_count
    )
    return End(gone_through(attempt), ready.count, coming.days[1])


def _earlier(student: User) -> tuple[SessionLine, ...]:
    sessions = Attempt.objects.submitted().filter(student=student, is_practice=True)
    counted = sessions.annotate(
        answered=Count("items", filter=IS_PRACTISED),
        right=Count("items", filter=IS_PRACTISED & Q(items__fraction="1")),
    )
    done = counted.filter(answered__gt=0).order_by("-started_at")[:SESSIONS_SHOWN]
    rows = done.values_list("public_id", "started_at", "answered", "right")
    return tuple(SessionLine(*row) for row in rows)
