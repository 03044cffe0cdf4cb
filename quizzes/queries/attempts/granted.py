"""What students of a class get beyond it, as its teachers list it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F

from quizzes.engine.settings.granting import words_of_grant
from quizzes.engine.words import Message
from quizzes.models.assignments import Accommodation
from quizzes.models.classrooms import Classroom


@dataclass(frozen=True, slots=True)
class GrantedLine:
    """An accommodation with what it gives in words."""

    accommodation: Accommodation
    words: Sequence[Message]


def granted_in(classroom: Classroom) -> tuple[GrantedLine, ...]:
    """Return a class's accommodations by student, those for always first. One query."""
    given = Accommodation.objects.filter(classroom=classroom)
    related = given.select_related("student", "assignment__quiz", "assignment__classroom")
    ordered = related.order_by(
        "student__name", "student__pk", F("assignment").asc(nulls_first=True)
    )
    return tuple(GrantedLine(each, granted(each)) for each in ordered)


def granted(accommodation: Accommodation) -> tuple[Message, ...]:
    """Return what an accommodation gives in words. No query."""
    return tuple(
        words_of_grant(
            factor=accommodation.factor,
            extra_attempts=accommodation.extra_attempts,
            opens_at=accommodation.opens_at,
            due_at=accommodation.due_at,
            closes_at=accommodation.closes_at,
            is_excused=accommodation.is_excused,
            is_late_waived=accommodation.is_late_waived,
        )
    )
