"""The people of this site, for administrators: found by name; one, with what there is of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from quizzes.models.accounts import User
from quizzes.models.attempts import Attempt
from quizzes.models.classrooms import Membership
from quizzes.queries.records.leaving import Leaving, leaving_of

# Who may be looked for beside a name.
KINDS = ("everybody", "teachers", "administrators", "wishing", "idle")


@dataclass(frozen=True, slots=True)
class Person:
    """One person. `leaving` says what stands between them and the end of their account."""

    user: User
    memberships: Sequence[Membership]
    attempt_count: int
    leaving: Leaving


def people_found(*, words: str, kind: str, now: datetime, idle_days: int | None) -> QuerySet[User]:
    """Return the accounts that somebody has, by user name; narrowed. One query when read."""
    rows = User.objects.filter(erased_at=None)
    if words:
        rows = rows.filter(
            Q(username__icontains=words) | Q(name__icontains=words) | Q(email__icontains=words)
        )
    if kind == "teachers":
        rows = rows.filter(is_teacher=True)
    elif kind == "administrators":
        rows = rows.filter(Q(is_staff=True) | Q(is_superuser=True))
    elif kind == "wishing":
        rows = rows.exclude(wishes_to_leave_at=None)
    elif kind == "idle":
        rows = idle(rows, now, idle_days)
    return rows.order_by("username")


def idle(rows: QuerySet[User], now: datetime, days: int | None) -> QuerySet[User]:
    """Narrow to accounts that nobody has logged in to for so many days; None is none at all.

    Administrators are never among them.
    """
    if days is None:
        return rows.none()
    seen = Coalesce("last_login", "date_joined")
    rows = rows.filter(is_staff=False, is_superuser=False)
    return rows.annotate(seen_at=seen).filter(seen_at__lt=now - timedelta(days=days))


def person_of(user: User) -> Person:
    """Return a person with what there is of them. At most six queries."""
    memberships = Membership.objects.filter(user=user).select_related("classroom")
    return Person(
        user=user,
        memberships=list(memberships.order_by("-is_active", "classroom__name")),
        attempt_count=Attempt.objects.visible_to(user).counted().count(),
        leaving=leaving_of(user),
    )
