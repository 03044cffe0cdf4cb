"""Whom acts of a teacher would touch, before they are done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q

from quizzes.engine.classes.extending import TOUCHED, Effect, Standing, effect
from quizzes.engine.disclosure import Part
from quizzes.engine.timing import later
from quizzes.engine.words import Message
from quizzes.engine.words import mark as _
from quizzes.models.assignments import Assignment
from quizzes.models.attempts import Attempt, AttemptQuerySet, Step
from quizzes.models.classrooms import Membership
from quizzes.queries.disclosure import of_attempt


@dataclass(frozen=True, slots=True)
class Touched:
    """An attempt that an act would touch: what becomes of it, and its end afterwards.

    `left` is the time from now to that end. `late_count` are its late answers that nobody has
    accepted.
    """

    attempt: Attempt
    effect: Effect
    ends_at: datetime | None
    left: timedelta | None
    late_count: int = 0

    @property
    def value(self) -> str:
        """What its tick sends: which attempt, and how many seconds it had been given."""
        return f"{self.attempt.public_id}:{self.attempt.added_seconds}"

    @property
    def is_touched(self) -> bool:
        """Whether anything would become of it."""
        return self.effect in TOUCHED


def whom_minutes_reach(
    watched: Sequence[Assignment], added: timedelta, since: datetime | None, now: datetime
) -> tuple[Touched, ...]:
    """Return the attempts that added time would reach, by student: open, or closed by the clock.

    Those that the clock closed are listed from a moment on, None for none. One query.
    """
    wanted = Q(submitted_at__isnull=True)
    if since is not None:
        wanted |= Q(ended_by=Attempt.EndedBy.CLOCK, submitted_at__gte=since)
    found = list(_of_students(watched).filter(wanted))
    answering = {(each.assignment_id, each.student_id) for each in found if each.is_open}
    return tuple(_touched(each, answering, added, now) for each in found)


def with_late_answers(watched: Sequence[Assignment]) -> tuple[Touched, ...]:
    """Return the attempts handed in that have late answers nobody has accepted. One query."""
    late = Count(
        "items__steps",
        filter=Q(items__steps__is_late=True, items__steps__acceptance__isnull=True),
    )
    found = _of_students(watched).submitted().annotate(late=late).filter(late__gt=0)
    return tuple(
        Touched(each, Effect.COUNTED, each.deadline, None, getattr(each, "late", 0))
        for each in found
    )


def late_count_of(attempt: Attempt) -> int:
    """Return how many late answers of an attempt nobody has accepted. One query."""
    late = Step.objects.filter(item__attempt=attempt, is_late=True, acceptance__isnull=True)
    return late.count()


def seen_by_student(attempt: Attempt, now: datetime) -> Message:
    """Return what the student of an attempt may have seen of its answers. At most three queries."""
    disclosure = of_attempt(attempt, attempt.student, now)
    if disclosure.shows(Part.KEY) or disclosure.shows(Part.EVIDENCE):
        return Message(_("The student has been able to see the right answers."))
    if disclosure.shows(Part.CORRECTNESS) or disclosure.shows(Part.FEEDBACK):
        return Message(
            _("The student has been able to see which answers are right, but not the right ones.")
        )
    if disclosure.shows(Part.SCORE):
        return Message(_("The student has been able to see the score, but no right answers."))
    return Message(_("The student has not seen what is right."))


def _of_students(watched: Sequence[Assignment]) -> AttemptQuerySet:
    studying = Membership.objects.active_students().filter(
        classroom=OuterRef("assignment__classroom"), user=OuterRef("student")
    )
    found = Attempt.objects.filter(Exists(studying), assignment__in=watched)
    return found.select_related("student", "assignment__classroom").order_by(
        "student__name", "student__username", "number"
    )


def _touched(
    attempt: Attempt,
    answering: set[tuple[int | None, int]],
    added: timedelta,
    now: datetime,
) -> Touched:
    standing = Standing(
        deadline=attempt.deadline,
        is_open=attempt.is_open,
        is_ended_by_clock=attempt.ended_by == Attempt.EndedBy.CLOCK,
        has_another_open=(attempt.assignment_id, attempt.student_id) in answering,
    )
    ends_at = later(attempt.deadline, added)
    left = None if ends_at is None else max(timedelta(0), ends_at - now)
    return Touched(attempt, effect(standing, added, now), ends_at, left)
