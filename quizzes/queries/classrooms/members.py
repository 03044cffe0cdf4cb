"""Who is in a class, who waits to come in, who was removed, and when each was last at work."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Max

from quizzes.models.accounts import User
from quizzes.models.attempts import Attempt
from quizzes.models.classrooms import Classroom, Membership

Role, WaitsFor = Membership.Role, Membership.WaitsFor


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of a class. `seen_at`: last at work in it; None is never.

    `name` of who has not agreed to come in is what a teacher typed, nothing of their account.
    """

    membership: Membership
    name: str
    seen_at: datetime | None = None

    @property
    def user(self) -> User:
        """The person."""
        return self.membership.user


@dataclass(frozen=True, slots=True)
class People:
    """A class's people by name. `asking` wait for a teacher, `asked` have not agreed yet."""

    teachers: Sequence[Member] = ()
    asked_to_teach: Sequence[Member] = ()
    students: Sequence[Member] = ()
    asking: Sequence[Member] = ()
    asked: Sequence[Member] = ()
    removed: Sequence[Member] = field(default=())


def students_of_class(classroom: Classroom) -> People:
    """Return a class's students with what they wait for, sorted by their names. Three queries."""
    rows = Membership.objects.filter(classroom=classroom, role=Role.STUDENT)
    seen = _seen(classroom)
    groups: dict[str, list[Member]] = defaultdict(list)
    for membership in rows.select_related("user"):
        member = Member(membership, name_of(membership), seen.get(membership.user_id))
        groups[_group(membership)].append(member)
    return People(
        students=_sorted(groups["in"]),
        asking=_sorted(groups[WaitsFor.APPROVAL]),
        asked=_sorted(groups[WaitsFor.CONSENT]),
        removed=_sorted(groups["removed"]),
    )


def staff_of(classroom: Classroom) -> People:
    """Return who teaches and assists in a class, teachers first, and who was asked. One query."""
    rows = Membership.objects.filter(classroom=classroom, role__in=Membership.STAFF)
    found = [Member(each, name_of(each)) for each in rows.select_related("user")]
    ordered = sorted(_sorted(found), key=lambda member: member.membership.role != Role.TEACHER)
    return People(
        teachers=tuple(each for each in ordered if each.membership.is_active),
        asked_to_teach=tuple(each for each in ordered if each.membership.waits_for),
        removed=tuple(each for each in ordered if _group(each.membership) == "removed"),
    )


def name_of(membership: Membership) -> str:
    """Return how a class's pages call somebody."""
    if membership.waits_for == WaitsFor.CONSENT:
        return membership.sort_name or "?"
    return membership.user.shown_name


def _group(membership: Membership) -> str:
    return membership.waits_for or ("in" if membership.is_active else "removed")


def _sorted(members: Sequence[Member]) -> tuple[Member, ...]:
    def key(member: Member) -> tuple[str, str]:
        return ((member.membership.sort_name or member.name).casefold(), member.user.username)

    return tuple(sorted(members, key=key))


def _seen(classroom: Classroom) -> Mapping[int, datetime]:
    """Return when each student was last at work: begun, handed in, or saved what is open."""
    taken = Attempt.objects.filter(assignment__classroom=classroom).order_by()
    begun = taken.values_list("student").annotate(Max("started_at"), Max("submitted_at"))
    saved = taken.open().values_list("student").annotate(Max("items__steps__at"))
    found = {student: [*moments] for student, *moments in begun}
    for student, moment in saved:
        found[student].append(moment)
    return {
        student: max(moment for moment in moments if moment is not None)
        for student, moments in found.items()
    }
