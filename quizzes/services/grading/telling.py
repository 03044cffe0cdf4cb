"""Telling people of marks: students of a changed one, teachers of answers that wait."""

from collections import defaultdict
from datetime import date, datetime, timedelta

from django.urls import reverse

from quizzes.models.accounts import User
from quizzes.models.assignments import Assignment
from quizzes.models.attempts import Attempt, AttemptItem
from quizzes.models.classrooms import Membership
from quizzes.models.notices import NoticeKind
from quizzes.services import notices

# Looked back so far: a worker that was away for a day tells what it has missed.
LOOKED_BACK = timedelta(days=2)


def tell_of_mark(*, attempt: Attempt, key: str, now: datetime) -> None:
    """Tell a student that a score has changed, not how: only where the score may be seen.

    `key` names the act.
    """
    path = reverse("quizzes:attempt-review", args=[attempt.public_id])
    where = attempt.assignment.classroom.name if attempt.assignment else ""
    notices.tell(
        users=[attempt.student],
        kind=NoticeKind.MARK_CHANGED,
        key=f"mark_changed:{key}:{attempt.public_id}",
        words={"quiz": attempt.title, "class": where},
        path=path,
        now=now,
    )


def tell_what_waits(*, now: datetime) -> int:
    """Tell the staff of classes of answers handed in that wait; return at how many assignments.

    Once a day, by the class's clock, for each assignment: a second round tells nothing new.
    """
    days = _days_with_waiting(now)
    given = Assignment.objects.select_related("quiz", "classroom").in_bulk({pk for pk, _ in days})
    staff = _staff({each.classroom_id for each in given.values()})
    for pk, day in days:
        assignment = given[pk]
        notices.tell(
            users=staff[assignment.classroom_id],
            kind=NoticeKind.TO_MARK,
            key=f"to_mark:{assignment.public_id}:{day.isoformat()}",
            words={"quiz": assignment.quiz.title, "class": assignment.classroom.name},
            path=reverse("quizzes:marking"),
            now=now,
        )
    return len(days)


def _days_with_waiting(now: datetime) -> list[tuple[int, date]]:
    """Return assignments with the days on which answers that wait were handed in. One query."""
    waiting = AttemptItem.objects.waiting().filter(
        attempt__submitted_at__gt=now - LOOKED_BACK,
        attempt__assignment__classroom__archived_at__isnull=True,
        attempt__assignment__isnull=False,
    )
    attempts = Attempt.objects.filter(pk__in=waiting.values("attempt"))
    found = {
        (attempt.assignment_id, attempt.submitted_at.astimezone(attempt.assignment.classroom.zone))
        for attempt in attempts.select_related("assignment__classroom")
        if attempt.assignment is not None and attempt.submitted_at is not None
    }
    return sorted({(pk, moment.date()) for pk, moment in found if pk is not None})


def _staff(classrooms: set[int]) -> dict[int, list[User]]:
    """Return who teaches and assists, by class. One query."""
    members = Membership.objects.filter(
        classroom__in=classrooms, is_active=True, role__in=Membership.STAFF
    )
    staff: dict[int, list[User]] = defaultdict(list)
    for member in members.select_related("user"):
        staff[member.classroom_id].append(member.user)
    return staff
