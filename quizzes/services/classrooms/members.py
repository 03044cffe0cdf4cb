"""Who is in a class: colleagues asked, roles, people removed and brought back."""

from datetime import datetime
from typing import Any

from django.db import transaction

from quizzes.engine.words import Message
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.attempts import Attempt
from quizzes.models.audit import AuditRecord
from quizzes.models.classrooms import Classroom, Membership
from quizzes.services.classrooms.changing import CannotChange, locked, refuse_archived

Role, WaitsFor = Membership.Role, Membership.WaitsFor


@transaction.atomic
def invite_colleague(
    *,
    classroom: Classroom,
    user: User,
    role: str,
    called: str,
    actor: User,
    now: datetime,
    address: str = "",
) -> Membership:
    """Ask somebody to teach or assist in a class; they are in when they agree.

    `called` is what the actor typed: until then the page shows nothing else of them. Raises
    CannotChange for whom the role does not fit.
    """
    held = locked(classroom)
    refuse_archived(held)
    _check_colleague(held, user, role)
    membership, _is_new = Membership.objects.update_or_create(
        classroom=held,
        user=user,
        defaults={
            "role": role,
            "is_active": False,
            "waits_for": WaitsFor.CONSENT,
            "sort_name": called[:150],
        },
        create_defaults={
            "role": role,
            "is_active": False,
            "waits_for": WaitsFor.CONSENT,
            "sort_name": called[:150],
            "joined_at": now,
        },
    )
    _record("invite_colleague", membership, actor, now, address, after={"role": role})
    return membership


def _check_colleague(classroom: Classroom, user: User, role: str) -> None:
    member = Membership.objects.filter(classroom=classroom, user=user).first()
    if role == Role.TEACHER and not user.is_teacher:
        raise CannotChange(Message(_("Only a teacher of this site can be a teacher of the class.")))
    if member is not None and member.is_active and member.role == Role.STUDENT:
        raise CannotChange(Message(_("This person studies in the class.")))
    if member is not None and member.is_active:
        raise CannotChange(Message(_("This person is in the list already. Change the role there.")))
    # Their tries are the class's: they would mark their own, and lose them by declining.
    if member is not None and member.role == Role.STUDENT and _has_work(member):
        raise CannotChange(
            Message(_("This person has studied in the class, and has scores in it."))
        )
    if member is not None and member.waits_for == WaitsFor.APPROVAL:
        raise CannotChange(Message(_("This person waits to join as a student. Answer that first.")))


def _has_work(member: Membership) -> bool:
    tries = Attempt.objects.filter(student=member.user_id)
    return tries.filter(assignment__classroom=member.classroom_id).exists()


@transaction.atomic
def change_role(
    *, membership: Membership, role: str, actor: User, now: datetime, address: str = ""
) -> Membership:
    """Return a teacher's or assistant's membership with the other role.

    Raises CannotChange for the last teacher, and for students, whose marks are a student's.
    """
    held = _held(membership)
    if held.role == role:
        return held
    if held.role == Role.STUDENT or role not in Membership.STAFF:
        raise CannotChange(Message(_("A student cannot be made a teacher of the class.")))
    if role == Role.TEACHER and not held.user.is_teacher:
        raise CannotChange(Message(_("Only a teacher of this site can be a teacher of the class.")))
    _keep_a_teacher(held)
    before, held.role = {"role": held.role}, role
    held.save(update_fields=["role"])
    _record("change_role", held, actor, now, address, before=before, after={"role": role})
    return held


@transaction.atomic
def remove_member(
    *, membership: Membership, actor: User, now: datetime, address: str = ""
) -> Membership:
    """Return the membership of somebody who is in the class no more; attempts and marks stay.

    An invitation that nobody has answered is taken back by it. Raises CannotChange for the last
    teacher. A second call changes nothing.
    """
    held = _held(membership)
    if not held.is_active and not held.waits_for:
        return held
    _keep_a_teacher(held)
    before = {"is_active": held.is_active, "role": held.role, "waits_for": held.waits_for}
    _record("remove_member", held, actor, now, address, before=before)
    if held.waits_for == WaitsFor.CONSENT:
        held.delete()
        return held
    held.is_active, held.waits_for = False, ""
    held.save(update_fields=["is_active", "waits_for"])
    return held


@transaction.atomic
def restore_member(
    *, membership: Membership, actor: User, now: datetime, address: str = ""
) -> Membership:
    """Return the membership of somebody who was removed, or refused, and is in the class again.

    Who has not agreed to come in yet cannot be put in by it.
    """
    held = _held(membership)
    refuse_archived(held.classroom)
    if held.is_active:
        return held
    if held.waits_for == WaitsFor.CONSENT:
        raise CannotChange(Message(_("This person has to agree first.")))
    if held.user.erased_at is not None:
        raise CannotChange(Message(_("This account is gone.")))
    if held.role == Role.TEACHER and not held.user.is_teacher:
        raise CannotChange(Message(_("Only a teacher of this site can be a teacher of the class.")))
    held.is_active, held.waits_for = True, ""
    held.save(update_fields=["is_active", "waits_for"])
    _record("restore_member", held, actor, now, address, after={"role": held.role})
    return held


def _held(membership: Membership) -> Membership:
    """Return the membership as it is now, behind the lock of its class."""
    locked(membership.classroom)
    return Membership.objects.select_related("user", "classroom").get(pk=membership.pk)


def _keep_a_teacher(membership: Membership) -> None:
    """Raise CannotChange for the last teacher: nobody could change the class any more."""
    if membership.role != Role.TEACHER or not membership.is_active:
        return
    others = Membership.objects.filter(
        classroom=membership.classroom_id, role=Role.TEACHER, is_active=True
    ).exclude(pk=membership.pk)
    if not others.exists():
        raise CannotChange(
            Message(_("This is the last teacher of the class. Make somebody else a teacher first."))
        )


def _record(
    act: str,
    membership: Membership,
    actor: User,
    now: datetime,
    address: str,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    AuditRecord.objects.record(
        action=f"classrooms.{act}",
        subject=membership.classroom,
        actor=actor,
        now=now,
        before=before,
        after={"user": membership.user.public_id, **(after or {})},
        address=address,
    )
