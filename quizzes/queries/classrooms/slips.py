"""Who of a class has logged in, and the slips of who has not."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from quizzes.engine.slips import nonce_of, slip_password
from quizzes.models.accounts import User
from quizzes.models.classrooms import Classroom, Membership, RosterUpload
from quizzes.models.jobs import Job

# The kind of job that takes a list in.
ROSTER_JOB = "roster"


def roster_key(classroom: Classroom) -> str:
    """Return what there is one such job of at a time."""
    return f"class:{classroom.pk}"


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

    @property
    def is_in(self) -> bool:
        """Whether the student is in the class, and does not wait for anybody."""
        return self.membership.is_active


@dataclass(frozen=True, slots=True)
class Slip:
    """What a student needs to log in for the first time."""

    name: str
    username: str
    password: str


def is_more_than_made(user: OuterRef) -> Q:
    """Return the condition that an account is more than a class list has made of it.

    Its person has confirmed an address, or teaches or assists somewhere: whoever sets a password
    for it would come in there, too.
    """
    confirmed = EmailAddress.objects.filter(user=user, verified=True)
    staff = Membership.objects.filter(user=user, is_active=True, role__in=Membership.STAFF)
    return Exists(confirmed) | Exists(staff)


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
        is_grown=is_more_than_made(OuterRef("user"))
    )
    lines = [_line(each, is_grown=each.is_grown) for each in found]
    return sorted(lines, key=lambda line: (line.membership.sort_name or line.name).casefold())


def _line(membership: Membership, *, is_grown: bool) -> RosterLine:
    user, waits_for = membership.user, membership.waits_for
    if waits_for == Membership.WaitsFor.CONSENT:
        return RosterLine(membership, membership.sort_name, "asked", may_renew=False)
    if waits_for:
        return RosterLine(membership, user.shown_name, "waits", may_renew=False)
    may_renew = is_changeable(membership, is_grown=is_grown)
    chosen = "choosing" if user.must_choose_password else "in"
    state = "slip" if nonce_of(user.password) else chosen
    return RosterLine(membership, user.shown_name, state, may_renew)


def is_changeable(membership: Membership, *, is_grown: bool) -> bool:
    """Return whether the class's teachers may set name, address and password of the account.

    It was made by the class's roster, and nobody has made it more than that since: `is_grown`.
    """
    user = membership.user
    return (
        membership.is_account_made_here
        and membership.role == Membership.Role.STUDENT
        and not is_grown
        and user.erased_at is None
        and user.is_active
        and not (user.is_teacher or user.is_staff or user.is_superuser)
    )


@dataclass(frozen=True, slots=True)
class RosterPage:
    """The list of a class. `job` is the newest taking in; `uploads` wait to be looked at."""

    lines: tuple[RosterLine, ...]
    job: Job | None
    uploads: tuple[RosterUpload, ...]

    @property
    def slip_count(self) -> int:
        """How many have a slip and have not logged in yet."""
        return sum(line.state == "slip" for line in self.lines)


def roster_page(classroom: Classroom, teacher: User) -> RosterPage:
    """Return the list of a class as a teacher sees it. Three queries."""
    taken_in = Job.objects.filter(kind=ROSTER_JOB, key=roster_key(classroom), owner=teacher)
    waiting = RosterUpload.objects.filter(classroom=classroom, uploaded_by=teacher)
    job = taken_in.order_by("-created_at").first()
    # What a job is about to take in is not to be looked at any more.
    is_busy = job is not None and not job.is_over
    uploads = () if is_busy else waiting.defer("cells").order_by("-uploaded_at")[:5]
    return RosterPage(tuple(roster_lines(classroom)), job, tuple(uploads))


def exported(classroom: Classroom) -> list[list[str]]:
    """Return the rows of the class's list as a file, with a head. One query.

    Addresses are those that the list itself has brought: who signed up alone gave theirs to us.
    """
    head = ["Name", "Student number", "E-mail address", "User name"]
    return [
        head,
        *(
            [
                line.name,
                line.membership.student_number,
                line.user.email if line.membership.is_account_made_here else "",
                line.user.username,
            ]
            for line in roster_lines(classroom)
            if line.state in ("slip", "choosing", "in")
        ),
    ]
