"""Who of a class has logged in, and the slips of who has not."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from quizzes.engine.slips import nonce_of, slip_password
from quizzes.models.accounts import User
from quizzes.models.classrooms import Classroom, Membership


@dataclass(frozen=True, slots=True)
class RosterLine:
    """A student of a class list.

    `state` is "slip" (has not logged in yet), "choosing" (has, and has to choose a password),
    "in", "asked" or "waits". `may_renew`: whether a teacher may set a new one-time password.
    """

    membership: Membership
    name: str
    state: str
    may_renew: bool

    @property
    def user(self) -> User:
        """The account; of who is asked, nothing of it may be shown."""
        return self.membership.user


@dataclass(frozen=True, slots=True)
class Slip:
    """What a student needs to log in for the first time."""

    name: str
    username: str
    password: str


def confirmed_addresses(user: OuterRef) -> QuerySet[EmailAddress]:
    """Return the confirmed addresses of a row's user, for a subquery."""
    found: QuerySet[EmailAddress] = EmailAddress.objects.filter(user=user, verified=True)
    return found


def roster_lines(classroom: Classroom) -> list[RosterLine]:
    """Return the students who are in a class or wait, by sorted name. One query."""
    students = Membership.objects.filter(classroom=classroom, role=Membership.Role.STUDENT)
    return _lines(students.exclude(is_active=False, waits_for=""))


def lines_of(classroom: Classroom, students: Collection[UUID]) -> list[RosterLine]:
    """Return the lines of some students who are in a class. One query."""
    active = Membership.objects.active_students().filter(classroom=classroom)
    return _lines(active.filter(user__public_id__in=students))


def slips_of(lines: Sequence[RosterLine]) -> list[Slip]:
    """Return the slips of those who have not logged in yet. No query."""
    return [
        Slip(
            line.name,
            line.user.username,
            slip_password(settings.SECRET_KEY, nonce_of(line.user.password)),
        )
        for line in lines
        if line.state == "slip" and line.may_renew
    ]


def _lines(memberships: QuerySet[Membership]) -> list[RosterLine]:
    found = memberships.select_related("user").annotate(
        is_confirmed=Exists(confirmed_addresses(OuterRef("user")))
    )
    lines = [_line(each, is_confirmed=each.is_confirmed) for each in found]
    return sorted(lines, key=lambda line: (line.membership.sort_name or line.name).casefold())


def _line(membership: Membership, *, is_confirmed: bool) -> RosterLine:
    user, waits_for = membership.user, membership.waits_for
    if waits_for == Membership.WaitsFor.CONSENT:
        return RosterLine(membership, membership.sort_name, "asked", may_renew=False)
    if waits_for:
        return RosterLine(membership, user.shown_name, "waits", may_renew=False)
    may_renew = is_changeable(membership, is_confirmed=is_confirmed)
    chosen = "choosing" if user.must_choose_password else "in"
    state = "slip" if nonce_of(user.password) else chosen
    return RosterLine(membership, user.shown_name, state, may_renew)


def is_changeable(membership: Membership, *, is_confirmed: bool) -> bool:
    """Return whether the class's teachers may set name, address and password of the account.

    It was made by the class's roster, and nobody has made it more than that since.
    """
    user = membership.user
    return (
        membership.is_account_made_here
        and membership.role == Membership.Role.STUDENT
        and not is_confirmed
        and user.erased_at is None
        and user.is_active
        and not (user.is_teacher or user.is_staff or user.is_superuser)
    )
