"""Assignments: giving a quiz to a class, and what one student gets beyond that."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from quizzes.models.accounts import User
from quizzes.models.assignments import Assignment
from quizzes.models.audit import AuditRecord
from quizzes.models.classrooms import Classroom
from quizzes.models.composition import Quiz


@dataclass(frozen=True, slots=True)
class AssignmentTerms:
    """What an assignment sets; empty and None are as the quiz has it."""

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
    second_look_until: datetime | None = None


@transaction.atomic
def assign(
    *, quiz: Quiz, classroom: Classroom, terms: AssignmentTerms, actor: User, now: datetime
) -> Assignment:
    """Return the assignment that gives a quiz to a class."""
    assignment = Assignment.objects.create(
        quiz=quiz, classroom=classroom, created_by=actor, created_at=now, **asdict(terms)
    )
    AuditRecord.objects.record(
        action="assignments.assign",
        subject=assignment,
        actor=actor,
        now=now,
        after={"quiz": quiz.public_id, "classroom": classroom.public_id, **asdict(terms)},
    )
    return assignment
