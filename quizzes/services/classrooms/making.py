"""Classes: making one, and who comes in."""

from datetime import datetime

from django.db import transaction

from quizzes.models.accounts import User
from quizzes.models.audit import AuditRecord
from quizzes.models.classrooms import Classroom, Membership
from quizzes.services.classrooms.codes import unused_code


@transaction.atomic
def create(
    *,
    name: str,
    time_zone: str,
    teacher: User,
    now: datetime,
    joining: str = Classroom.Joining.CLOSED,
    address: str = "",
) -> Classroom:
    """Return a new class with its teacher in it, and a code where students join by themselves."""
    is_closed = joining == Classroom.Joining.CLOSED
    classroom = Classroom.objects.create(
        name=name,
        time_zone=time_zone,
        joining=joining,
        join_code="" if is_closed else unused_code(),
        created_at=now,
    )
    Membership.objects.create(
        classroom=classroom, user=teacher, role=Membership.Role.TEACHER, joined_at=now
    )
    AuditRecord.objects.record(
        action="classrooms.create",
        subject=classroom,
        actor=teacher,
        now=now,
        after={"name": name, "time_zone": time_zone, "joining": joining},
        address=address,
    )
    return classroom


@transaction.atomic
def enroll(
    *,
    classroom: Classroom,
    user: User,
    role: str,
    actor: User,
    now: datetime,
    address: str = "",
) -> Membership:
    """Return the membership that puts a person into a class, or back into it, at once.

    Who waited to come in waits no more.
    """
    membership, is_new = Membership.objects.update_or_create(
        classroom=classroom,
        user=user,
        defaults={"role": role, "is_active": True, "waits_for": ""},
        create_defaults={"role": role, "is_active": True, "joined_at": now},
    )
    AuditRecord.objects.record(
        action="classrooms.enroll",
        subject=classroom,
        actor=actor,
        now=now,
        after={"user": user.public_id, "role": role, "is_new": is_new},
        address=address,
    )
    return membership
