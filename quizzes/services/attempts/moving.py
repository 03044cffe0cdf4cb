"""Moving a student to another class of the same teacher, with tries and marks."""

from datetime import datetime

from django.db import transaction

from quizzes.engine.words import Message, Refused
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.assignments import Accommodation, Assignment, ChosenStudent
from quizzes.models.attempts import Attempt
from quizzes.models.audit import AuditRecord
from quizzes.models.classrooms import Classroom, Membership
from quizzes.queries.attempts.moving import Moving, moving_of
from quizzes.services import classrooms
from quizzes.services.attempts.deadlines import bring_up_to_date

Role = Membership.Role


class CannotMove(Refused):
    """The other class is no place for this student."""


@transaction.atomic
def move_student(
    *,
    student: User,
    source: Classroom,
    target: Classroom,
    actor: User,
    now: datetime,
    address: str = "",
) -> Moving:
    """Put a student into another class, and return which tries went along.

    In the class that is left the membership rests, with the tries that stay. Tries go along to
    what was given to both classes in one act, if there is none there yet; so does more time, where
    the other class has granted none. Raises CannotMove.
    """
    # As a list that is taken in does; in the order of their keys, so that nobody waits in a ring.
    ordered = sorted((source, target), key=lambda each: each.pk)
    held = {each.pk: classrooms.locked(each) for each in ordered}
    if held[target.pk].archived_at is not None:
        raise CannotMove(Message(_("The other class is archived. Bring it back first.")))
    left = Membership.objects.select_for_update().get(classroom=source, user=student)
    if not left.is_active or left.role != Role.STUDENT:
        raise CannotMove(Message(_("This student is not in the class any more.")))
    moving = moving_of(student, source, target)
    _enter(left, target, now)
    left.is_active = False
    left.save(update_fields=["is_active"])
    _take_along(moving)
    _grant(moving, source, target)
    open_ones = Attempt.objects.open().filter(student=student, assignment__classroom=target)
    running = Assignment.objects.filter(pk__in=open_ones.values("assignment"))
    bring_up_to_date(list(running.select_related("quiz")), student=student.pk)
    AuditRecord.objects.record(
        action="attempts.move_student",
        subject=student,
        actor=actor,
        now=now,
        before={"classroom": source.public_id},
        after={
            "classroom": target.public_id,
            "attempts": {
                str(attempt.public_id): str(twin.public_id) for attempt, twin in moving.along
            },
        },
        address=address,
    )
    return moving


def _enter(left: Membership, target: Classroom, now: datetime) -> None:
    there = Membership.objects.filter(classroom=target, user=left.user).first()
    if there is not None and there.role != Role.STUDENT:
        raise CannotMove(Message(_("This person teaches the other class.")))
    number = left.student_number
    others = Membership.objects.filter(classroom=target, student_number=number)
    if number and others.exclude(user=left.user).exists():
        raise CannotMove(
            Message(
                _("Another student of “%(name)s” has the number %(number)s. Correct it first."),
                {"name": target.name, "number": number},
            )
        )
    there = there or Membership(classroom=target, user=left.user, joined_at=now)
    there.role, there.is_active, there.waits_for = Role.STUDENT, True, ""
    there.student_number = number or there.student_number
    there.sort_name = left.sort_name or there.sort_name
    # Who looks after the account has moved along.
    there.is_account_made_here = left.is_account_made_here or there.is_account_made_here
    there.save()


def _take_along(moving: Moving) -> None:
    for attempt, twin in moving.along:
        attempt.assignment = twin
        # What is shown of it follows the other class now.
        attempt.learned_at = None
    moved = [attempt for attempt, _twin in moving.along]
    Attempt.objects.bulk_update(moved, ["assignment", "learned_at"])
    chosen = {twin for _attempt, twin in moving.along if twin.is_for_chosen}
    ChosenStudent.objects.bulk_create(
        [ChosenStudent(assignment=twin, student=moving.student) for twin in chosen],
        ignore_conflicts=True,
    )


def _grant(moving: Moving, source: Classroom, target: Classroom) -> None:
    """Copy what the student gets beyond the class: always, and for what goes along."""
    twins = {twin.given_together: twin for _attempt, twin in moving.along}
    granted = Accommodation.objects.filter(classroom=source, student=moving.student)
    there = Accommodation.objects.filter(classroom=target, student=moving.student)
    known = set(there.values_list("assignment", flat=True))
    for each in granted.select_related("assignment"):
        twin = twins.get(each.assignment.given_together) if each.assignment else None
        is_along = each.assignment is None or twin is not None
        if is_along and (twin.pk if twin else None) not in known:
            each.pk, each.classroom, each.assignment = None, target, twin
            each.save(force_insert=True)
