"""Assignments: giving a quiz to a class, or to several at once, and taking it back."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from quizzes.engine.words import Message, Refused
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.assignments import Accommodation, Assignment, ChosenStudent
from quizzes.models.audit import AuditRecord
from quizzes.models.classrooms import Classroom
from quizzes.models.composition import Quiz
from quizzes.models.notices import NoticeKind
from quizzes.queries.assignments import students_of
from quizzes.services import notices


@dataclass(frozen=True, slots=True)
class AssignmentTerms:
    """What an assignment sets; empty and None are as the quiz has it.

    `attempts_allowed` and `limit_seconds` 0 are without end, whatever the quiz says.
    """

    opens_at: datetime | None = None
    due_at: datetime | None = None
    closes_at: datetime | None = None
    behavior: str = ""
    grading_method: str = ""
    review_preset: str = ""
    attempts_allowed: int | None = None
    limit_seconds: int | None = None
    late_percent: int = 0
    are_scores_held: bool = False
    is_closing_each_own: bool = False
    is_practice_allowed: bool = False
    is_for_chosen: bool = False
    access_code: str = ""
    category_id: int | None = None
    second_look_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Gift:
    """A class that gets a quiz, on which terms; `chosen`: the students, where not all get it."""

    classroom: Classroom
    terms: AssignmentTerms
    chosen: Sequence[User] = field(default=())


class CannotDelete(Refused):
    """Somebody has begun: the assignment can only be closed."""


@transaction.atomic
def assign(
    *,
    quiz: Quiz,
    classroom: Classroom,
    terms: AssignmentTerms,
    actor: User,
    now: datetime,
    chosen: Sequence[User] = (),
    given_together: uuid.UUID | None = None,
    address: str = "",
) -> Assignment:
    """Return the assignment that gives a quiz to a class, or to those `chosen` where terms say so.

    Students are told at once if it is open now; else a schedule tells them when it opens.
    """
    assignment = Assignment.objects.create(
        quiz=quiz,
        classroom=classroom,
        created_by=actor,
        created_at=now,
        given_together=given_together,
        **asdict(terms),
    )
    ChosenStudent.objects.bulk_create(
        ChosenStudent(assignment=assignment, student=student) for student in chosen
    )
    after = {"quiz": quiz.public_id, "classroom": classroom.public_id, **said(asdict(terms))}
    if chosen:
        after["chosen"] = [str(each.public_id) for each in chosen]
    AuditRecord.objects.record(
        action="assignments.assign",
        subject=assignment,
        actor=actor,
        now=now,
        after=after,
        address=address,
    )
    tell_of(assignment, now=now)
    return assignment


@transaction.atomic
def give(
    *, quiz: Quiz, gifts: Sequence[Gift], actor: User, now: datetime, address: str = ""
) -> list[Assignment]:
    """Return the assignments that give a quiz to classes, all or none.

    Several know each other by `given_together`, so that a later change can be for all of them.
    """
    together = uuid.uuid4() if len(gifts) > 1 else None
    return [
        assign(
            quiz=quiz,
            classroom=gift.classroom,
            terms=gift.terms,
            chosen=gift.chosen,
            given_together=together,
            actor=actor,
            now=now,
            address=address,
        )
        for gift in gifts
    ]


@transaction.atomic
def delete(*, assignment: Assignment, actor: User, now: datetime, address: str = "") -> None:
    """Delete an assignment that nobody has begun, with what single students get for it.

    Raises CannotDelete when somebody has begun.
    """
    held = Assignment.objects.select_for_update(of=("self",)).select_related("quiz", "classroom")
    kept = held.get(pk=assignment.pk)
    if kept.attempts.exists():
        raise CannotDelete(
            Message(_("Somebody has begun it, and keeps their work. Close it instead."))
        )
    Accommodation.objects.filter(assignment=kept).delete()
    kept.items.all().delete()
    AuditRecord.objects.record(
        action="assignments.delete",
        subject=kept,
        actor=actor,
        now=now,
        before={
            "quiz": kept.quiz.public_id,
            "classroom": kept.classroom.public_id,
            "opens_at": kept.opens_at,
            "closes_at": kept.closes_at,
        },
        address=address,
    )
    kept.delete()


def said(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return columns as a record of an act keeps them: of the access code only whether it is set.

    Who reads records is not always somebody who may begin.
    """
    return {name: bool(value) if name == "access_code" else value for name, value in values.items()}


def tell_of(
    assignment: Assignment, *, now: datetime, users: Iterable[User] | None = None, key: str = ""
) -> None:
    """Tell students of an assignment that is open now, in the caller's transaction; else nobody.

    Nobody of an archived class, either: nothing is begun in it.

    `users` None is all who have it; `key` tells again of what has been told.
    """
    is_over = assignment.closes_at is not None and assignment.closes_at <= now
    is_over = is_over or assignment.classroom.archived_at is not None
    if is_over or (assignment.opens_at is not None and assignment.opens_at > now):
        return
    if users is None:
        users = [each.user for each in students_of(assignment).select_related("user")]
    classroom = assignment.classroom
    words = {
        "quiz": assignment.quiz.title,
        "class": classroom.name,
        "zone": classroom.time_zone,
    }
    if assignment.due_at is not None:
        words["due_at"] = assignment.due_at.isoformat()
    notices.tell(
        users=users,
        kind=NoticeKind.ASSIGNED,
        key=f"assigned:{assignment.public_id}{key}",
        words=words,
        path=reverse("quizzes:assignment-detail", args=[assignment.public_id]),
        now=now,
    )
