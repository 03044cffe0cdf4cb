"""The record of acts, as people look things up in it: who did what, to what, and what changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from quizzes.models.accounts import User
from quizzes.models.assignments import Assignment
from quizzes.models.attempts import Attempt
from quizzes.models.audit import AuditRecord
from quizzes.models.classrooms import Classroom
from quizzes.models.composition import Quiz

PAGE = 50
# What students do all day. The answers themselves are steps, which are a record of their own.
BY_STUDENTS = ("attempts.start", "attempts.submit", "review.report", "grading.ask_for_look")
LONGEST_VALUE = 300


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for; empty and None ask for nothing."""

    person: str = ""
    action: str = ""
    words: str = ""
    since: datetime | None = None
    until: datetime | None = None
    with_students: bool = False


@dataclass(frozen=True, slots=True)
class Changed:
    """One value that an act changed, as text; empty where there was none."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Act:
    """One act. `actor` None is the clock; `about` the name of the thing, where it has one."""

    key: int
    at: datetime
    actor: User | None
    action: str
    subject_kind: str
    subject_id: UUID
    about: str
    changes: tuple[Changed, ...]
    reason: str
    address: str


@dataclass(frozen=True, slots=True)
class LogPage:
    """Acts, the newest first; `older` is what the next page goes on below, None at the end."""

    acts: tuple[Act, ...]
    older: int | None


def everything() -> QuerySet[AuditRecord]:
    """Return all records: an administrator's."""
    return AuditRecord.objects.all()


def of_class(classroom: Classroom) -> QuerySet[AuditRecord]:
    """Return the records about a class, its assignments and what was done with their attempts."""
    assignments = Assignment.objects.filter(classroom=classroom)
    attempts = Attempt.objects.filter(assignment__classroom=classroom)
    return AuditRecord.objects.filter(
        Q(subject_id=classroom.public_id)
        | Q(subject_id__in=assignments.values("public_id"))
        | Q(subject_id__in=attempts.values("public_id"))
    )


def log_page(records: QuerySet[AuditRecord], asked: Asked, below: int | None = None) -> LogPage:
    """Return a page of those of the records that were asked for. At most seven queries.

    By the key, which rises with time: page two thousand is as near as page two.
    """
    rows = _asked(records, asked)
    if below is not None:
        rows = rows.filter(pk__lt=below)
    found = list(rows.select_related("actor").order_by("-pk")[: PAGE + 1])
    shown = found[:PAGE]
    return LogPage(_acts(shown), shown[-1].pk if len(found) > PAGE else None)


def all_acts(records: QuerySet[AuditRecord], asked: Asked) -> Iterator[Act]:
    """Yield every act that was asked for, the newest first, a thousand at a time."""
    below: int | None = None
    while True:
        rows = _asked(records, asked).select_related("actor").order_by("-pk")
        chunk = list((rows if below is None else rows.filter(pk__lt=below))[:1000])
        if not chunk:
            return
        yield from _acts(chunk)
        below = chunk[-1].pk


def actions_of(records: QuerySet[AuditRecord]) -> Sequence[str]:
    """Return the kinds of acts that there are. One query."""
    return tuple(records.order_by("action").values_list("action", flat=True).distinct())


def _asked(records: QuerySet[AuditRecord], asked: Asked) -> QuerySet[AuditRecord]:
    if not asked.with_students and asked.action not in BY_STUDENTS:
        records = records.exclude(action__in=BY_STUDENTS)
    if asked.person:
        people = User.objects.filter(
            Q(username__iexact=asked.person) | Q(name__icontains=asked.person)
        )
        about = people.values("public_id")
        records = records.filter(Q(actor__in=people) | Q(subject_id__in=about))
    if asked.action:
        records = records.filter(action=asked.action)
    if asked.since:
        records = records.filter(at__gte=asked.since)
    if asked.until:
        records = records.filter(at__lt=asked.until)
    if asked.words:
        records = records.filter(_said(asked.words))
    return records


def _said(words: str) -> Q:
    """Return what finds an id as a whole, and words in a reason or an address."""
    said = Q(reason__icontains=words) | Q(address__icontains=words)
    try:
        return said | Q(subject_id=UUID(words))
    except ValueError:
        return said


def _acts(records: Sequence[AuditRecord]) -> tuple[Act, ...]:
    names = _names(records)
    return tuple(
        Act(
            key=record.pk,
            at=record.at,
            actor=record.actor,
            action=record.action,
            subject_kind=record.subject_kind,
            subject_id=record.subject_id,
            about=names.get(record.subject_id, ""),
            changes=changes(record.before, record.after),
            reason=record.reason,
            address=record.address,
        )
        for record in records
    )


def _names(records: Sequence[AuditRecord]) -> Mapping[UUID, str]:
    """Return what the things are called that acts are about. A query for each kind of thing."""
    ids: dict[str, set[UUID]] = {}
    for record in records:
        ids.setdefault(record.subject_kind, set()).add(record.subject_id)
    names: dict[UUID, str] = {}
    for kind, (table, columns) in NAMED.items():
        if kind in ids:
            rows = table._base_manager.filter(public_id__in=ids[kind])
            for key, *parts in rows.values_list("public_id", *columns):
                names[key] = " · ".join(str(part)[:80] for part in parts if part)
    return names


# By kind of thing: where it is called what. The others are named by their ids.
NAMED: Mapping[str, tuple[Any, tuple[str, ...]]] = {
    "user": (User, ("name", "username")),
    "classroom": (Classroom, ("name",)),
    "assignment": (Assignment, ("quiz__title", "classroom__name")),
    "attempt": (Attempt, ("student__name", "assignment__quiz__title")),
    "quiz": (Quiz, ("title",)),
}


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Changed, ...]:
    """Return the values that differ, or that were set, in the order in which they were told."""
    names = [*before, *(name for name in after if name not in before)]
    pairs = ((name, _text(before.get(name)), _text(after.get(name))) for name in names)
    return tuple(Changed(name, old, new) for name, old, new in pairs if old != new or name in after)


def _text(value: Any) -> str:
    if value in (None, "", [], {}):
        return ""
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"
