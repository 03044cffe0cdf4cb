"""What a teacher sees of classes, and of answers that cannot be read."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils.safestring import SafeString

from quizzes.engine.behaviors.registry import behavior_for
from quizzes.models.accounts import User
from quizzes.models.assignments import Assignment
from quizzes.models.attempts import Attempt, AttemptItem, Step
from quizzes.models.classrooms import Classroom, Membership
from quizzes.queries.assignments import students_of


@dataclass(frozen=True, slots=True)
class ClassLine:
    """A class that the teacher teaches, with its assignments."""

    classroom: Classroom
    student_count: int
    assignments: tuple[Assignment, ...]


@dataclass(frozen=True, slots=True)
class UnreadAnswer:
    """An answer handed in that cannot be read, as it was typed: `typed` is a text for each part."""

    student: User
    attempt: Attempt
    position: int
    stem: SafeString
    typed: tuple[str, ...]


def classes_of(teacher: User) -> tuple[ClassLine, ...]:
    """Return the classes that a teacher teaches, without archived ones. Two queries."""
    is_student = Q(memberships__role=Membership.Role.STUDENT, memberships__is_active=True)
    classrooms = list(Classroom.objects.taught_by(teacher).current().order_by("name"))
    counts = dict(
        Classroom.objects.filter(pk__in=[classroom.pk for classroom in classrooms])
        .annotate(student_count=Count("memberships", filter=is_student))
        .values_list("pk", "student_count")
    )
    assignments: dict[int, list[Assignment]] = defaultdict(list)
    given = Assignment.objects.filter(classroom__in=classrooms).select_related("quiz", "classroom")
    for assignment in given.order_by("-created_at"):
        assignments[assignment.classroom_id].append(assignment)
    return tuple(
        ClassLine(classroom, counts[classroom.pk], tuple(assignments[classroom.pk]))
        for classroom in classrooms
    )


def unread_of(assignment: Assignment) -> tuple[UnreadAnswer, ...]:
    """Return answers of its students that cannot be read, in the order of questions. One query."""
    counted = Step.objects.filter(Q(is_late=False) | Q(acceptance__isnull=False))
    last = counted.filter(item=OuterRef("pk")).order_by("-revision")
    items = AttemptItem.objects.filter(
        attempt__assignment=assignment,
        attempt__submitted_at__isnull=False,
        attempt__student__in=students_of(assignment).values("user"),
        state=AttemptItem.State.UNREADABLE,
    ).annotate(raw=Subquery(last.values("raw")[:1]))
    found = items.select_related("attempt__student", "version")
    return tuple(
        UnreadAnswer(
            student=item.attempt.student,
            attempt=item.attempt,
            position=item.position,
            stem=SafeString(item.version.rendered["stem"]),
            typed=_typed(item),
        )
        for item in found.order_by("quiz_order", "attempt__student__name", "attempt__number")
    )


def _typed(item: AttemptItem) -> tuple[str, ...]:
    """Return the texts of an item's raw answer, a part each."""
    behavior = behavior_for(item.attempt.behavior, item.version.option_count)
    raw, _certainty = behavior.unwrapped(getattr(item, "raw", None))
    parts = raw.values() if isinstance(raw, dict) else raw if isinstance(raw, list) else [raw]
    return tuple(str(part) for part in parts if part not in (None, ""))
