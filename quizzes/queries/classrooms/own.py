"""A person's own places in classes: where one is asked to come in, where one waits."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from quizzes.engine.classes.joining import code_read
from quizzes.models.accounts import User
from quizzes.models.classrooms import Classroom, Membership

Role, WaitsFor = Membership.Role, Membership.WaitsFor


@dataclass(frozen=True, slots=True)
class OwnPlaces:
    """Where a person is asked to come in, waits to be let in, studies, teaches or assists."""

    asked: Sequence[Membership]
    waiting: Sequence[Membership]
    studies: Sequence[Membership]
    teaches: Sequence[Membership]


@dataclass(frozen=True, slots=True)
class Doorway:
    """A class as one sees it who has its code: its name, its teachers, one's own place if any."""

    classroom: Classroom
    teachers: Sequence[str]
    place: Membership | None

    @property
    def is_closed(self) -> bool:
        """Whether nobody comes in by code now."""
        is_shut = self.classroom.joining == Classroom.Joining.CLOSED
        return is_shut or self.classroom.archived_at is not None


def own_places(user: User) -> OwnPlaces:
    """Return a person's places in classes that are not archived, by name. One query."""
    rows = Membership.objects.filter(user=user, classroom__archived_at=None)
    found = list(rows.select_related("classroom").order_by("classroom__name", "pk"))
    active = [each for each in found if each.is_active]
    return OwnPlaces(
        asked=[each for each in found if each.waits_for == WaitsFor.CONSENT],
        waiting=[each for each in found if each.waits_for == WaitsFor.APPROVAL],
        studies=[each for each in active if each.role == Role.STUDENT],
        teaches=[each for each in active if each.role != Role.STUDENT],
    )


def doorway_of(typed: str, user: User | None) -> Doorway | None:
    """Return the class that a code opens; None for a code of no class. Two queries at most."""
    code = code_read(typed)
    classroom = Classroom.objects.filter(join_code=code).first() if code else None
    if classroom is None:
        return None
    own_or_teachers = Q(role=Role.TEACHER) | Q(user=user)
    members = list(
        Membership.objects.filter(own_or_teachers, classroom=classroom)
        .select_related("user")
        .order_by("pk")
    )
    return Doorway(
        classroom=classroom,
        teachers=[
            each.user.shown_name for each in members if each.is_active and each.role == Role.TEACHER
        ],
        place=next((each for each in members if user and each.user_id == user.pk), None),
    )
