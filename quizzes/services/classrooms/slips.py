"""New one-time passwords for accounts that a class list has made."""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.db import transaction

from quizzes.engine.slips import stored
from quizzes.engine.words import Message, Refused
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.audit import AuditRecord
from quizzes.models.classrooms import Classroom
from quizzes.queries.classrooms.slips import lines_of
from quizzes.services import accounts


class NotTheirs(Refused):
    """An account that is more than the class's list has made of it."""

    def __init__(self, name: str) -> None:
        super().__init__(
            Message(
                _(
                    "%(name)s looks after this account alone: it was not made by a list of this"
                    " class, or its e-mail address is confirmed. “Forgotten your password?” on the"
                    " log-in page helps."
                ),
                {"name": name},
            )
        )


@transaction.atomic
def renew_passwords(
    *,
    classroom: Classroom,
    students: Collection[UUID],
    actor: User,
    now: datetime,
    address: str = "",
) -> Sequence[User]:
    """Return the students with a new one-time password each, logged out everywhere.

    Raises NotTheirs for an account that is not the class's to look after; then for none.
    """
    users = []
    for line in lines_of(classroom, students):
        if not line.may_renew:
            raise NotTheirs(line.name)
        user = User.objects.select_for_update().get(pk=line.user.pk)
        user.password, user.must_choose_password = stored(secrets.token_hex(16)), True
        user.save(update_fields=["password", "must_choose_password"])
        for session in UserSession.objects.filter(user=user):
            accounts.end_session(user=user, session=session, now=now, address=address)
        AuditRecord.objects.record(
            action="classrooms.renew_passwords",
            subject=user,
            actor=actor,
            now=now,
            before={"state": line.state},
            after={"state": "slip", "classroom": classroom.public_id},
            address=address,
        )
        users.append(user)
    return users
