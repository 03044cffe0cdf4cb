"""A class list on its way in: whom its rows are about, and what taking it in would do."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet

from quizzes.engine.roster.columns import Column, guessed, problem_of
from quizzes.engine.roster.entries import entries_of
from quizzes.engine.roster.matching import Person, Plan, matched
from quizzes.models.accounts import User
from quizzes.models.classrooms import Classroom, Membership, RosterUpload
from quizzes.queries.classrooms.slips import is_changeable, is_more_than_made


@dataclass(frozen=True, slots=True)
class Reading:
    """How the cells of an upload are read, what was chosen for its rows, who is ticked to go."""

    columns: tuple[Column, ...]
    is_headed: bool
    choices: dict[int, str]
    removed: tuple[int, ...] = ()

    @property
    def problem(self) -> str:
        """What keeps the columns from being read; empty if nothing does."""
        return problem_of(self.columns)


def reading_of(upload: RosterUpload) -> Reading:
    """Return how an upload is read: as somebody said, else as guessed. No query."""
    told = upload.columns or {}
    if not told:
        found, is_headed = guessed(upload.cells)
        return Reading(tuple(found), is_headed, {})
    choices = {int(row): choice for row, choice in told["choices"].items()}
    columns = tuple(map(Column, told["roles"]))
    return Reading(columns, told["is_headed"], choices, tuple(told["removed"]))


def plan_of(upload: RosterUpload, reading: Reading | None = None) -> Plan:
    """Return what taking an upload in would do now; its columns name people. Three queries."""
    reading = reading or reading_of(upload)
    entries = entries_of(upload.cells, reading.columns, is_headed=reading.is_headed)
    return matched(
        entries,
        members_of(upload.classroom),
        known_elsewhere(upload.classroom, upload.uploaded_by),
        reading.columns,
        reading.choices,
    )


def members_of(classroom: Classroom) -> list[Person]:
    """Return everybody who is, was or is asked to be in a class. One query.

    Of who has not agreed yet, only what a teacher wrote is told: not the name of the account.
    """
    everybody: QuerySet[Membership] = Membership.objects.filter(classroom=classroom)
    members = (
        everybody.select_related("user")
        .order_by("pk")
        .annotate(is_grown=is_more_than_made(OuterRef("user")))
    )
    return [_member(each, is_grown=each.is_grown) for each in members]


def known_elsewhere(classroom: Classroom, teacher: User) -> Sequence[Person]:
    """Return the students of the teacher's other classes who are not in this one. One query."""
    others = (
        Membership.objects.active_students()
        .filter(classroom__in=Classroom.objects.led_by(teacher))
        .exclude(user__in=Membership.objects.filter(classroom=classroom).values("user"))
        .select_related("user")
        .order_by("pk")
    )
    return [
        Person(
            each.user_id,
            each.user.shown_name,
            email=each.user.email,
            number=each.student_number,
        )
        for each in others
    ]


def _member(membership: Membership, *, is_grown: bool) -> Person:
    user = membership.user
    is_asked = membership.waits_for == Membership.WaitsFor.CONSENT
    return Person(
        membership.pk,
        membership.sort_name if is_asked else user.shown_name,
        membership.sort_name,
        user.email,
        membership.student_number,
        "" if is_asked else user.username,
        is_active=membership.is_active,
        is_staff=membership.role in Membership.STAFF,
        waits_for=membership.waits_for,
        is_ours=is_changeable(membership, is_grown=is_grown),
    )
