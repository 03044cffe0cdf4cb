"""What a person's calendar shows: assignments of classes that one teaches, and one's own times."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from quizzes.models.accounts import User
from quizzes.models.assignments import Assignment
from quizzes.queries.assignments import timetable_of

OPENS, DUE, CLOSES = "opens", "due", "closes"


@dataclass(frozen=True, slots=True)
class Event:
    """A moment of an assignment. `what` is "opens", "due" or "closes".

    `is_taught`: of a class that the person teaches, by the class's times; else by the student's
    own.
    """

    at: datetime
    what: str
    assignment: Assignment
    is_taught: bool


def calendar_of(user: User) -> tuple[Event, ...]:
    """Return all moments of a person's assignments in current classes, in order. Four queries.

    Of what a student is excused from there are none.
    """
    taught = Assignment.objects.taught_by(user).filter(classroom__archived_at__isnull=True)
    events = [
        event
        for each in taught.select_related("quiz", "classroom")
        for event in _events(each, each.opens_at, each.due_at, each.closes_at, is_taught=True)
    ]
    timetable = timetable_of(user)
    for assignment in timetable.assignments.values():
        own = timetable.own(assignment)
        if assignment.classroom.archived_at is None and not own.is_excused:
            times = own.times
            events += _events(
                assignment, times.opens_at, times.due_at, times.closes_at, is_taught=False
            )
    return tuple(sorted(events, key=lambda event: (event.at, event.assignment.pk, event.what)))


def _events(
    assignment: Assignment,
    opens_at: datetime | None,
    due_at: datetime | None,
    closes_at: datetime | None,
    *,
    is_taught: bool,
) -> Iterator[Event]:
    if opens_at is not None:
        yield Event(opens_at, OPENS, assignment, is_taught)
    if due_at is not None:
        yield Event(due_at, DUE, assignment, is_taught)
    if closes_at is not None and closes_at != due_at:
        yield Event(closes_at, CLOSES, assignment, is_taught)


def next_events(events: Sequence[Event], now: datetime) -> tuple[Event, ...]:
    """Return those still to come."""
    return tuple(event for event in events if event.at >= now)
