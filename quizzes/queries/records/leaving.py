"""What stands between a person and the end of their account."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from quizzes.models.accounts import User
from quizzes.models.attempts import Attempt
from quizzes.models.classrooms import Classroom


@dataclass(frozen=True, slots=True)
class Leaving:
    """What has to be handed in first, the classes that let one go, and the wish if there is one."""

    open_attempts: Sequence[Attempt]
    classrooms: Sequence[Classroom]
    wished_at: datetime | None
    is_last_administrator: bool


def leaving_of(user: User) -> Leaving:
    """Return what stands between a person and the end of their account. At most three queries."""
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    return Leaving(
        open_attempts=list(
            Attempt.objects.visible_to(user)
            .counted()
            .open()
            .filter(is_practice=False)
            .titled()
            .order_by("pk")
        ),
        classrooms=list(Classroom.objects.visible_to(user).order_by("name")),
        wished_at=user.wishes_to_leave_at,
        is_last_administrator=user.is_superuser and not others.exists(),
    )
