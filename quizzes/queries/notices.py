"""A person's notices, and how they want to hear of what."""

from collections.abc import Mapping, Sequence

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from quizzes.models.accounts import User
from quizzes.models.classrooms import Membership
from quizzes.models.notices import (
    OF_STUDENTS,
    OF_TEACHERS,
    Notice,
    NoticeChoice,
    NoticeKind,
    NoticeQuerySet,
)

NEWEST = 3
SAID_BY_TO_DO = (NoticeKind.ASSIGNED, NoticeKind.ENDING)


def with_unread_count() -> QuerySet[User]:
    """Return people, each with `unread_count`: how many notices the app shows them as unread.

    In the one query that loads who asks, so that the header of every page can say it.
    """
    own = Notice.objects.filter(user=OuterRef("pk")).unread().shown().order_by()
    counted = own.values("user").annotate(count=Count("pk")).values("count")
    return User.objects.annotate(unread_count=Coalesce(Subquery(counted), 0))


def notices_of(user: User) -> NoticeQuerySet:
    """Return what the app shows a person, the newest first."""
    return Notice.objects.visible_to(user).shown().order_by("-created_at", "-pk")


def newest_unread(user: User) -> Sequence[Notice]:
    """Return the newest three that a person has not read; no query where the count says none.

    Without what the list of what is to do, on the same page, says with more words.
    """
    if getattr(user, "unread_count", None) == 0:
        return ()
    return tuple(notices_of(user).unread().exclude(kind__in=SAID_BY_TO_DO)[:NEWEST])


def choices_of(user: User) -> Mapping[str, NoticeChoice]:
    """Return how a person hears of each kind that fits what they do here. At most two queries."""
    roles = set(Membership.objects.filter(user=user, is_active=True).values_list("role", flat=True))
    is_teaching = user.is_teacher or not roles.isdisjoint(Membership.STAFF)
    is_studying = Membership.Role.STUDENT in roles or not is_teaching
    kinds = (*(OF_STUDENTS if is_studying else ()), *(OF_TEACHERS if is_teaching else ()))
    chosen = {choice.kind: choice for choice in NoticeChoice.objects.filter(user=user)}
    return {kind: chosen.get(kind) or NoticeChoice.usual(kind) for kind in kinds}
