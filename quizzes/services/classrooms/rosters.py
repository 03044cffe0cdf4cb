"""Class lists before they are taken in: kept, corrected, thrown away, and asked to be done."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from quizzes.engine.roster.columns import Column
from quizzes.engine.roster.matching import Plan
from quizzes.engine.words import Message, Refused
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.classrooms import Classroom, RosterUpload
from quizzes.models.jobs import Job
from quizzes.queries.classrooms.roster import Reading, plan_of, reading_of
from quizzes.queries.classrooms.slips import ROSTER_JOB, roster_key
from quizzes.services import jobs

# Long enough to be corrected in peace; a list of pupils is not kept longer than it is needed.
KEPT_FOR = timedelta(days=1)


class NotReady(Refused):
    """Something of the list is left to be corrected or chosen."""

    def __init__(self) -> None:
        super().__init__(
            Message(_("Some rows are left to be corrected or chosen. They are marked below."))
        )


class ClassHasChanged(Refused):
    """What would be done is not what somebody has looked at."""

    def __init__(self) -> None:
        super().__init__(
            Message(_("The class has changed meanwhile. Look at the list again, then take it in."))
        )


class Archived(Refused):
    """Nobody comes into a class that is over."""

    def __init__(self) -> None:
        super().__init__(
            Message(_("This class is archived. Bring it back before you change who is in it."))
        )


@transaction.atomic
def keep_roster(
    *,
    classroom: Classroom,
    rows: Sequence[Sequence[str]],
    file_name: str,
    actor: User,
    now: datetime,
) -> RosterUpload:
    """Return a list as it was uploaded, to be looked at. Raises Archived."""
    if classroom.archived_at is not None:
        raise Archived
    return RosterUpload.objects.create(
        classroom=classroom,
        uploaded_by=actor,
        uploaded_at=now,
        file_name=file_name[:200],
        cells=[list(row) for row in rows],
        columns={},
    )


@transaction.atomic
def correct_roster(
    *,
    upload: RosterUpload,
    columns: Sequence[Column] | None = None,
    is_headed: bool | None = None,
    cells: Mapping[tuple[int, int], str] | None = None,
    choices: Mapping[int, str] | None = None,
    removed: Collection[int] | None = None,
) -> RosterUpload:
    """Return a list with what somebody has said of it: columns, cells, whom rows are about.

    `removed` are the memberships that are ticked to go.
    """
    held = RosterUpload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
    read = reading_of(held)
    for (row, column), text in (cells or {}).items():
        held.cells[row][column] = text
    held.columns = {
        "roles": list(read.columns if columns is None else columns),
        "is_headed": read.is_headed if is_headed is None else is_headed,
        "choices": {**read.choices, **(choices or {})},
        "removed": list(read.removed if removed is None else removed),
    }
    held.save(update_fields=["cells", "columns"])
    return held


@transaction.atomic
def discard_roster(*, upload: RosterUpload) -> None:
    """Throw a list away that was not taken in."""
    upload.delete()


@transaction.atomic
def request_roster(
    *,
    upload: RosterUpload,
    agreed: str,
    actor: User,
    now: datetime,
    address: str = "",
) -> Job:
    """Return the job that takes a list in as it was looked at: `agreed` is its plan's fingerprint.

    Raises NotReady, ClassHasChanged,
    Archived, and jobs.AlreadyAsked where a list for this class is being taken in.
    """
    reading = reading_of(upload)
    agreed_plan(upload, reading, agreed)
    return jobs.enqueue(
        kind=ROSTER_JOB,
        arguments={
            "upload": upload.pk,
            "agreed": agreed,
            "address": address,
        },
        owner=actor,
        about=upload.classroom.name,
        key=roster_key(upload.classroom),
        now=now,
    )


def agreed_plan(upload: RosterUpload, reading: Reading, agreed: str) -> Plan:
    """Return what taking a list in does, which is what somebody has agreed to.

    Raises NotReady, ClassHasChanged or Archived where it cannot be.
    """
    if upload.classroom.archived_at is not None:
        raise Archived
    if reading.problem:
        raise NotReady
    plan = plan_of(upload, reading)
    if not plan.is_ready:
        raise NotReady
    if plan.fingerprint != agreed:
        raise ClassHasChanged
    return plan


def remove_old_rosters(*, now: datetime) -> int:
    """Remove lists that nobody has taken in for a day; return how many these were."""
    return RosterUpload.objects.filter(uploaded_at__lt=now - KEPT_FOR).delete()[0]
