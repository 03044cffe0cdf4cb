"""A class once more: for the next term, and the first one, which comes with its quiz."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from quizzes.engine.words import Message, Refused
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.assignments import Assignment
from quizzes.models.audit import AuditRecord
from quizzes.models.classrooms import Category, Classroom
from quizzes.models.composition import Quiz
from quizzes.queries.assignments import copyable
from quizzes.services import classrooms
from quizzes.services.assignments.giving import AssignmentTerms, assign

# What a class keeps beside its name and zone; its code and its students are its own.
KEPT_OF_CLASS = ("are_missing_zero", "grade_scale", "is_comparison_shown")
KEPT_OF_ASSIGNMENT = (
    "behavior",
    "grading_method",
    "review_preset",
    "attempts_allowed",
    "limit_seconds",
    "late_percent",
    "is_closing_each_own",
    "are_scores_held",
    "is_practice_allowed",
    "access_code",
)


class CannotCopy(Refused):
    """The class cannot be copied so; the message says why."""


@dataclass(frozen=True, slots=True)
class NewDates:
    """When an assignment of the copy opens, is due and closes; None is no such time."""

    opens_at: datetime | None = None
    due_at: datetime | None = None
    closes_at: datetime | None = None
    second_look_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class NewClass:
    """What a new class is called, on which clock, and how students come in."""

    name: str
    time_zone: str
    joining: str = Classroom.Joining.CLOSED


@transaction.atomic
def copy_class(
    *,
    classroom: Classroom,
    new: NewClass,
    dates: Mapping[int, NewDates],
    actor: User,
    now: datetime,
    address: str = "",
) -> Classroom:
    """Return a class like another one, without its people, tries and marks.

    `dates` are those of the assignments to copy, by key. Weights, scale and policies come along.
    Raises CannotCopy for a quiz that the actor cannot give.
    """
    copy = classrooms.create(
        name=new.name,
        time_zone=new.time_zone,
        teacher=actor,
        joining=new.joining,
        now=now,
        address=address,
    )
    for name in KEPT_OF_CLASS:
        setattr(copy, name, getattr(classroom, name))
    copy.save(update_fields=KEPT_OF_CLASS)
    categories = _categories(classroom, copy)
    given = Assignment.objects.filter(classroom=classroom, pk__in=dates).select_related("quiz")
    may_give = {each.pk for each in copyable(classroom, actor) if each.is_givable}
    copied = []
    for assignment in given.order_by("created_at", "pk"):
        if assignment.pk not in may_give:
            raise CannotCopy(
                Message(_("“%(quiz)s” is not yours to give."), {"quiz": assignment.quiz.title})
            )
        copied.append(_copied(assignment, copy, dates[assignment.pk], categories, actor, now))
    Assignment.objects.bulk_create(copied)
    AuditRecord.objects.record(
        action="assignments.copy_class",
        subject=copy,
        actor=actor,
        now=now,
        before={"classroom": classroom.public_id},
        after={"assignments": [each.public_id for each in copied]},
        address=address,
    )
    return copy


def _categories(classroom: Classroom, copy: Classroom) -> Mapping[int, Category]:
    """Copy a class's categories; return the new ones by the keys of the old."""
    old = list(Category.objects.filter(classroom=classroom).order_by("pk"))
    new = Category.objects.bulk_create(
        Category(classroom=copy, name=each.name, weight=each.weight, drop_lowest=each.drop_lowest)
        for each in old
    )
    return {before.pk: after for before, after in zip(old, new, strict=True)}


def _copied(
    assignment: Assignment,
    copy: Classroom,
    dates: NewDates,
    categories: Mapping[int, Category],
    actor: User,
    now: datetime,
) -> Assignment:
    category = assignment.category_id
    return Assignment(
        quiz=assignment.quiz,
        classroom=copy,
        created_by=actor,
        created_at=now,
        opens_at=dates.opens_at,
        due_at=dates.due_at,
        closes_at=dates.closes_at,
        second_look_until=dates.second_look_until,
        category=None if category is None else categories[category],
        **{name: getattr(assignment, name) for name in KEPT_OF_ASSIGNMENT},
    )


@transaction.atomic
def give_to_new_class(
    *,
    quiz: Quiz,
    new: NewClass,
    terms: AssignmentTerms,
    actor: User,
    now: datetime,
    address: str = "",
) -> Assignment:
    """Return the assignment that gives a quiz to a class made for it: both, or neither."""
    classroom = classrooms.create(
        name=new.name,
        time_zone=new.time_zone,
        teacher=actor,
        joining=new.joining,
        now=now,
        address=address,
    )
    return assign(
        quiz=quiz, classroom=classroom, terms=terms, actor=actor, now=now, address=address
    )
