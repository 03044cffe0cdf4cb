"""Coming into a class: by its code, by a teacher's yes, by one's own."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from quizzes.engine.words import Message, Refused
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.audit import AuditRecord
from quizzes.models.classrooms import Classroom, Membership
from quizzes.models.notices import NoticeKind
from quizzes.services import notices
from quizzes.services.classrooms.changing import locked

Role, WaitsFor = Membership.Role, Membership.WaitsFor


class CannotJoin(Refused):
    """Nobody comes into this class by themselves now; the message says why."""


@transaction.atomic
def join(*, classroom: Classroom, user: User, now: datetime, address: str = "") -> Membership:
    """Return the membership of somebody who has the code: in the class, or waiting for a teacher.

    Who was removed or refused waits, whatever the class lets others do. Who is in it already, or
    was asked to come in, is in it. Raises CannotJoin where the class takes nobody.
    """
    held = locked(classroom)
    member = Membership.objects.filter(classroom=held, user=user).first()
    if member is not None and (member.is_active or member.waits_for == WaitsFor.APPROVAL):
        return member
    if held.archived_at is not None or held.joining == Classroom.Joining.CLOSED:
        raise CannotJoin(Message(_("This class takes nobody in by code now. Ask your teacher.")))
    if member is not None and member.waits_for == WaitsFor.CONSENT:
        return _accepted(member, now, address)
    must_wait = member is not None or held.joining == Classroom.Joining.APPROVAL
    return _came(held, user, now, address, must_wait=must_wait)


def _came(
    classroom: Classroom, user: User, now: datetime, address: str, *, must_wait: bool
) -> Membership:
    waits_for = WaitsFor.APPROVAL if must_wait else ""
    values = {"role": Role.STUDENT, "is_active": not must_wait, "waits_for": waits_for}
    member, _is_new = Membership.objects.update_or_create(
        classroom=classroom,
        user=user,
        defaults=values,
        create_defaults={**values, "joined_at": now},
    )
    AuditRecord.objects.record(
        action="classrooms.ask_to_join" if must_wait else "classrooms.join",
        subject=classroom,
        actor=user,
        now=now,
        after={"user": user.public_id, "waits_for": waits_for},
        address=address,
    )
    if must_wait:
        _tell_teachers(member, now)
    return member


def _tell_teachers(member: Membership, now: datetime) -> None:
    classroom = member.classroom
    teachers = User.objects.filter(
        memberships__classroom=classroom,
        memberships__role=Role.TEACHER,
        memberships__is_active=True,
    )
    notices.tell(
        users=teachers,
        kind=NoticeKind.JOINED,
        key=f"joined:{classroom.public_id}:{member.user.public_id}:{now:%Y%m%d%H%M%S}",
        words={"student": member.user.shown_name, "class": classroom.name},
        path=reverse("quizzes:class-detail", args=[classroom.public_id]),
        now=now,
    )


@transaction.atomic
def answer_request(
    *, membership: Membership, is_agreed: bool, actor: User, now: datetime, address: str = ""
) -> Membership:
    """Return the membership of somebody who waited for a teacher: in the class, or refused.

    Answered already, by a colleague or a double click, it stays as it is.
    """
    locked(membership.classroom)
    held = Membership.objects.select_related("user", "classroom").get(pk=membership.pk)
    if held.waits_for != WaitsFor.APPROVAL:
        return held
    held.waits_for, held.is_active = "", is_agreed
    held.save(update_fields=["waits_for", "is_active"])
    AuditRecord.objects.record(
        action="classrooms.let_in" if is_agreed else "classrooms.refuse",
        subject=held.classroom,
        actor=actor,
        now=now,
        before={"waits_for": WaitsFor.APPROVAL},
        after={"user": held.user.public_id},
        address=address,
    )
    return held


@transaction.atomic
def accept(*, membership: Membership, now: datetime, address: str = "") -> Membership:
    """Return the membership of somebody who agrees to be in a class that has asked for them."""
    locked(membership.classroom)
    held = Membership.objects.select_related("user", "classroom").filter(pk=membership.pk).first()
    if held is None or held.waits_for != WaitsFor.CONSENT or held.classroom.archived_at:
        raise CannotJoin(Message(_("This invitation was taken back.")))
    return _accepted(held, now, address)


def _accepted(member: Membership, now: datetime, address: str) -> Membership:
    member.waits_for, member.is_active = "", True
    if member.role != Role.STUDENT:
        # What was typed to find a colleague is no name to sort by.
        member.sort_name = ""
    member.save(update_fields=["waits_for", "is_active", "sort_name"])
    AuditRecord.objects.record(
        action="classrooms.accept",
        subject=member.classroom,
        actor=member.user,
        now=now,
        before={"waits_for": WaitsFor.CONSENT},
        after={"user": member.user.public_id, "role": member.role},
        address=address,
    )
    return member


@transaction.atomic
def decline(*, membership: Membership, now: datetime, address: str = "") -> None:
    """Take somebody off who was asked to come into a class and does not want to."""
    locked(membership.classroom)
    asked = Membership.objects.filter(waits_for=WaitsFor.CONSENT)
    held = asked.select_related("user", "classroom").filter(pk=membership.pk).first()
    if held is None:
        return
    AuditRecord.objects.record(
        action="classrooms.decline",
        subject=held.classroom,
        actor=held.user,
        now=now,
        before={"waits_for": held.waits_for, "role": held.role},
        after={"user": held.user.public_id},
        address=address,
    )
    held.delete()
