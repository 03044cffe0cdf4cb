"""Changing what was given: times, tries, what counts; it reaches attempts in progress at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from quizzes.engine.words import Message, Refused
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.assignments import Assignment, ChosenStudent
from quizzes.models.attempts import Attempt
from quizzes.models.audit import AuditRecord
from quizzes.models.classrooms import Membership
from quizzes.queries.assignments import students_of
from quizzes.services import assignments as giving
from quizzes.services.attempts.deadlines import bring_up_to_date, told

DATES = ("opens_at", "due_at", "closes_at")


class CannotChange(Refused):
    """The assignment cannot become so; the message says why."""


@dataclass(frozen=True, slots=True)
class Change:
    """What an assignment becomes: `values` by column; `chosen`, where it is for some.

    `chosen` None leaves it to those who have it.
    """

    assignment: Assignment
    values: Mapping[str, Any] = field(default_factory=dict)
    chosen: Sequence[User] | None = None


@transaction.atomic
def change_assignments(
    *, changes: Sequence[Change], actor: User, now: datetime, address: str = ""
) -> list[Assignment]:
    """Return assignments as they are changed, all or none; each is a record of its own.

    Attempts in progress get their new deadlines at once; what was frozen on them stays. Students
    are told of moved dates. Raises CannotChange where a student who has begun would lose it.
    """
    # In the order of their keys: two teachers who change the same ones wait, and not in a ring.
    ordered = sorted(changes, key=lambda change: change.assignment.pk)
    return [_changed(change, actor, now, address) for change in ordered]


def _changed(change: Change, actor: User, now: datetime, address: str) -> Assignment:
    held = Assignment.objects.select_for_update(of=("self",), no_key=True)
    assignment = held.select_related("quiz", "classroom").get(pk=change.assignment.pk)
    values = {
        name: value for name, value in change.values.items() if getattr(assignment, name) != value
    }
    before = {name: getattr(assignment, name) for name in values}
    for name, value in values.items():
        setattr(assignment, name, value)
    _refuse_disorder(assignment)
    had = {each.user_id for each in students_of(change.assignment)}
    assignment.save(update_fields=list(values))
    chosen = _choose(assignment, change.chosen)
    if not (values or chosen):
        return assignment
    moved = bring_up_to_date([assignment])
    deadlines = told(moved)
    AuditRecord.objects.record(
        action="attempts.change_assignment",
        subject=assignment,
        actor=actor,
        now=now,
        before={**giving.said(before), **({"deadlines": deadlines[0]} if deadlines[0] else {})},
        after={
            **giving.said(values),
            **chosen,
            **({"deadlines": deadlines[1]} if deadlines[1] else {}),
        },
        address=address,
    )
    _tell(assignment, had, values, now)
    return assignment


def _choose(assignment: Assignment, chosen: Sequence[User] | None) -> dict[str, Any]:
    """Make these the students who have it; return what has changed, for the record."""
    if not assignment.is_for_chosen:
        ChosenStudent.objects.filter(assignment=assignment).delete()
        return {}
    _refuse_to_lose(assignment, chosen)
    if chosen is None:
        return {}
    wanted = {each.pk: each for each in chosen}
    # Who was removed is in no list to be ticked, and keeps what there is.
    rows = ChosenStudent.objects.filter(assignment=assignment, student__in=_members(assignment))
    had = set(rows.values_list("student_id", flat=True))
    if had == wanted.keys():
        return {}
    rows.exclude(student__in=wanted).delete()
    ChosenStudent.objects.bulk_create(
        [ChosenStudent(assignment=assignment, student_id=key) for key in wanted.keys() - had]
    )
    return {"chosen": [str(each.public_id) for each in chosen]}


def _refuse_to_lose(assignment: Assignment, chosen: Sequence[User] | None) -> None:
    """Refuse to take an assignment from a student who has begun it: work and marks would go."""
    if chosen is None:
        return
    begun = Attempt.objects.filter(assignment=assignment, student__in=_members(assignment)).exclude(
        student__in=[each.pk for each in chosen]
    )
    first = begun.select_related("student").first()
    if first is not None:
        raise CannotChange(
            Message(
                _("%(student)s has begun, and keeps the assignment. Choose this student as well."),
                {"student": first.student.shown_name},
            )
        )


def _members(assignment: Assignment) -> QuerySet[Any, Any]:
    """Return the keys of who studies in the class, for a subquery."""
    members = Membership.objects.active_students().filter(classroom=assignment.classroom_id)
    return members.values("user")


def _refuse_disorder(assignment: Assignment) -> None:
    """Refuse dates that the tables refuse: a change for all meets each class's own dates."""
    opens_at, due_at, closes_at = (getattr(assignment, name) for name in DATES)
    told = {"class": assignment.classroom.name}
    if due_at and closes_at and due_at > closes_at:
        text = _("In “%(class)s” it would be due after it closes. Change that class by itself.")
        raise CannotChange(Message(text, told))
    if opens_at and closes_at and opens_at >= closes_at:
        text = _("In “%(class)s” it would close before it opens. Change that class by itself.")
        raise CannotChange(Message(text, told))


def _tell(
    assignment: Assignment, had: Iterable[int], values: Mapping[str, Any], now: datetime
) -> None:
    """Tell students of moved dates, and those who have it from now on."""
    if any(name in values for name in DATES):
        giving.tell_of(assignment, key=f":{now.isoformat()}", now=now)
        return
    known = set(had)
    new = [each.user for each in students_of(assignment) if each.user_id not in known]
    if new:
        giving.tell_of(assignment, users=new, now=now)
