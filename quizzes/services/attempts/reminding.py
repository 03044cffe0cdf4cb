"""What the clock tells students of: an assignment opens, ends in a day, has closed."""

from collections.abc import Mapping
from datetime import datetime

from django.urls import reverse

from quizzes.models.accounts import User
from quizzes.models.notices import Notice, NoticeKind
from quizzes.queries.attempts import reminding
from quizzes.queries.attempts.reminding import Reminder
from quizzes.services import notices


def remind(*, now: datetime) -> int:
    """Tell students what opens, ends and has closed, once each; return how many were told.

    What was given while it was open is told by `assignments.assign`, with the same key. A moved
    end is told again: its key has the day, on the class's clock.
    """
    told = 0
    for each in reminding.opening(now):
        key = f"assigned:{each.assignment.public_id}"
        told += _tell(each, NoticeKind.ASSIGNED, key, _moment("due_at", each.at), now)
    for each in reminding.ending(now):
        day = f"{each.at.astimezone(each.assignment.classroom.zone):%Y-%m-%d}" if each.at else ""
        key = f"ending:{each.assignment.public_id}:{day}"
        told += _tell(each, NoticeKind.ENDING, key, _moment("ends_at", each.at), now)
    for each in reminding.closed(now):
        key = f"released:{each.assignment.public_id}"
        told += _tell(each, NoticeKind.RELEASED, key, {}, now)
    return told


def _tell(reminder: Reminder, kind: str, key: str, words: Mapping[str, str], now: datetime) -> int:
    assignment = reminder.assignment
    students = _untold(reminder, key)
    if not students:
        return 0
    notices.tell(
        users=students,
        kind=kind,
        key=key,
        words={
            "quiz": assignment.quiz.title,
            "class": assignment.classroom.name,
            "zone": assignment.classroom.time_zone,
            **words,
        },
        path=reverse("quizzes:assignment-detail", args=[assignment.public_id]),
        now=now,
    )
    return len(students)


def _untold(reminder: Reminder, key: str) -> list[User]:
    found = Notice.objects.filter(user__in=[each.pk for each in reminder.students], key=key)
    told = set(found.values_list("user", flat=True))
    return [each for each in reminder.students if each.pk not in told]


def _moment(name: str, at: datetime | None) -> Mapping[str, str]:
    return {} if at is None else {name: at.isoformat()}
