"""Granting: what one student gets beyond the class, which reaches attempts already begun."""

from dataclasses import asdict, dataclass, fields
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.db import transaction

from quizzes.models.accounts import User
from quizzes.models.assignments import Accommodation, Assignment
from quizzes.models.attempts import Attempt
from quizzes.models.audit import AuditRecord
from quizzes.models.classrooms import Classroom
from quizzes.services.attempts.deadlines import Moved, bring_up_to_date, told
from quizzes.services.attempts.handing_in import update_totals


@dataclass(frozen=True, slots=True)
class Grant:
    """What a student gets: time as a factor of the class's, more tries, dates of their own.

    Of one assignment also that it does not count, or that nothing is taken off for lateness.
    """

    factor: Fraction | None = None
    extra_attempts: int = 0
    opens_at: datetime | None = None
    due_at: datetime | None = None
    closes_at: datetime | None = None
    is_excused: bool = False
    is_late_waived: bool = False
    note: str = ""

    @classmethod
    def of(cls, accommodation: Accommodation) -> "Grant":
        """Return what a stored one gives."""
        return cls(**{each.name: getattr(accommodation, each.name) for each in fields(cls)})

    @classmethod
    def taken_back(cls, record: AuditRecord) -> "Grant":
        """Return what the record of a withdrawal says that was taken back."""
        said = {each.name: record.before[each.name] for each in fields(cls) if each.name != "note"}
        for name in ("opens_at", "due_at", "closes_at"):
            said[name] = said[name] and datetime.fromisoformat(said[name])
        said["factor"] = said["factor"] and Fraction(said["factor"])
        return cls(**said, note=record.reason)


@transaction.atomic
def accommodate(
    *,
    classroom: Classroom,
    student: User,
    grant: Grant,
    actor: User,
    now: datetime,
    assignment: Assignment | None = None,
    address: str = "",
) -> Accommodation:
    """Return what a student gets from now on: for one assignment, or always in this class.

    Open attempts get their new deadline at once; the open page shows it within seconds. Where
    lateness is waived, or not any more, the attempts' totals are computed anew.
    """
    given = Accommodation.objects.select_for_update(of=("self",)).filter(
        classroom=classroom, student=student, assignment=assignment
    )
    before = given.first()
    was = None if before is None else Grant.of(before)
    accommodation, _ = Accommodation.objects.update_or_create(
        classroom=classroom, student=student, assignment=assignment, defaults=asdict(grant)
    )
    _record(accommodation, "attempts.accommodate", was, grant, actor, now, address)
    return accommodation


@transaction.atomic
def withdraw(
    *, accommodation: Accommodation, actor: User, now: datetime, address: str = ""
) -> AuditRecord:
    """Return the record of taking back what a student got, from which it can be given again.

    Open attempts get the class's times at once; lateness that was waived is taken off again.
    """
    was = Grant.of(accommodation)
    kept = Accommodation.objects.select_related("assignment__quiz").get(pk=accommodation.pk)
    accommodation.delete()
    return _record(kept, "attempts.withdraw", was, None, actor, now, address)


def _record(
    accommodation: Accommodation,
    action: str,
    was: Grant | None,
    grant: Grant | None,
    actor: User,
    now: datetime,
    address: str,
) -> AuditRecord:
    """Bring the student's attempts up to date, and append the record of it."""
    moved = _up_to_date(accommodation)
    before, after = told(moved)
    if accommodation.assignment is not None:
        is_waived = grant is not None and grant.is_late_waived
        if is_waived != (was is not None and was.is_late_waived):
            percent = 0 if is_waived else accommodation.assignment.late_percent
            _take_lateness(accommodation.assignment, accommodation.student, percent)
    about = accommodation.assignment
    return AuditRecord.objects.record(
        action=action,
        subject=accommodation.student,
        actor=actor,
        now=now,
        before={"deadlines": before, **_said(was)},
        after={
            "classroom": accommodation.classroom.public_id,
            "assignment": about.public_id if about else None,
            "deadlines": after,
            **_said(grant),
        },
        reason=grant.note if grant else was.note if was else "",
        address=address,
    )


def _said(grant: Grant | None) -> dict[str, Any]:
    """Return a grant as a record keeps it; its note is the reason, which can be taken out."""
    if grant is None:
        return {}
    values = asdict(grant)
    del values["note"]
    return {**values, "factor": None if grant.factor is None else str(grant.factor)}


def _up_to_date(accommodation: Accommodation) -> list[Moved]:
    open_ones = Attempt.objects.open().filter(
        student=accommodation.student, assignment__classroom=accommodation.classroom
    )
    running = Assignment.objects.filter(pk__in=open_ones.values("assignment"))
    return bring_up_to_date(list(running.select_related("quiz")), student=accommodation.student_id)


def _take_lateness(assignment: Assignment, student: User, percent: int) -> None:
    """Take so many percent a day off a student's attempts, those handed in included."""
    attempts = Attempt.objects.select_for_update(of=("self",)).filter(
        assignment=assignment, student=student
    )
    for attempt in attempts.exclude(late_percent=percent):
        attempt.late_percent = percent
        attempt.save(update_fields=["late_percent"])
        if not attempt.is_open:
            update_totals(attempt, attempt.items.all())
