"""The classes that a person teaches or assists in, current and archived."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from quizzes.models.accounts import User
from quizzes.models.assignments import Assignment
from quizzes.models.classrooms import Classroom, Membership

IS_STUDENT = Q(role=Membership.Role.STUDENT)
# By the key of a class.
Counts = Mapping[int, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class ClassRow:
    """A class in a teacher's list. `open_count`: assignments not closed, opened or not yet."""

    classroom: Classroom
    role: str
    student_count: int
    waiting_count: int
    assignment_count: int
    open_count: int


@dataclass(frozen=True, slots=True)
class ClassList:
    """A teacher's classes by name; archived ones the last archived first."""

    current: tuple[ClassRow, ...]
    archived: tuple[ClassRow, ...]


def classes_listed(teacher: User, now: datetime) -> ClassList:
    """Return the classes that a person teaches or assists in. Three queries."""
    own = Membership.objects.filter(user=teacher, is_active=True, role__in=Membership.STAFF)
    places = list(own.select_related("classroom").order_by("classroom__name", "pk"))
    keys = [place.classroom_id for place in places]
    people, given = _people(keys), _given(keys, now)
    rows = [
        ClassRow(
            place.classroom,
            place.role,
            *people.get(place.classroom_id, (0, 0)),
            *given.get(place.classroom_id, (0, 0)),
        )
        for place in places
    ]
    archived = [(row.classroom.archived_at, row) for row in rows if row.classroom.archived_at]
    archived.sort(key=lambda pair: pair[0], reverse=True)
    return ClassList(
        current=tuple(row for row in rows if row.classroom.archived_at is None),
        archived=tuple(row for _at, row in archived),
    )


def _people(classrooms: list[int]) -> Counts:
    waits = Q(waits_for=Membership.WaitsFor.APPROVAL)
    members = Membership.objects.filter(IS_STUDENT, classroom__in=classrooms).order_by()
    rows = members.values_list("classroom").annotate(
        inside=Count("pk", filter=Q(is_active=True)), waiting=Count("pk", filter=waits)
    )
    return {key: (inside, waiting) for key, inside, waiting in rows}


def _given(classrooms: list[int], now: datetime) -> Counts:
    is_open = Q(closes_at__isnull=True) | Q(closes_at__gt=now)
    given = Assignment.objects.filter(classroom__in=classrooms).order_by()
    rows = given.values_list("classroom").annotate(
        total=Count("pk"), still_open=Count("pk", filter=is_open)
    )
    return {key: (total, still_open) for key, total, still_open in rows}
