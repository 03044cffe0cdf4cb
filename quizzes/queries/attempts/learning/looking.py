"""Which of a student's attempts progress has to look at, and what of them is shown now."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce

from quizzes.models.accounts import User
from quizzes.models.attempts import Attempt, AttemptQuerySet, Judgment
from quizzes.models.progress import ReviewLog
from quizzes.queries.assignments import Timetable, timetable_of
from quizzes.queries.disclosure import (
    blocking_assignments,
    marks_shown,
    of_attempts,
    put_aside_questions,
)

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Looked:
    """What is to be done about a student's attempts.

    `shown` are to be taken in, `hidden` have entries that their student may not see any more.
    Those that only another assignment holds back are in neither: nothing of them enters until then,
    and what has entered before it was given stays. In practice questions are held back one by one:
    `held` has their keys.
    """

    shown: tuple[Attempt, ...] = ()
    hidden: tuple[Attempt, ...] = ()
    held: frozenset[int] = field(default_factory=frozenset)

    @property
    def keys(self) -> Collection[int]:
        """The keys of the attempts that something is to be done about."""
        return [attempt.pk for attempt in (*self.shown, *self.hidden)]


def to_learn_from(
    student: User,
    now: datetime,
    chosen: Collection[int] | None = None,
    *,
    timetable: Timetable | None = None,
) -> Looked:
    """Return what is to be done about a student's attempts, or the chosen ones of them, by key.

    Four queries where there is nothing to do, one with the student's timetable; at most nine.
    """
    timetable = timetable or timetable_of(student)
    wanted = _wanted(student, timetable, now)
    if chosen is not None:
        wanted = wanted.filter(pk__in=chosen)
    found = list(wanted)
    if not found:
        return Looked()
    given = {each.assignment_id for each in found if each.assignment_id is not None}
    if not given <= timetable.assignments.keys():
        timetable = timetable_of(student, given)
    return looked_at(found, timetable, now)


def looked_at(attempts: Sequence[Attempt], timetable: Timetable, now: datetime) -> Looked:
    """Return what is to be done about attempts, whose `is_known` says whether they have entries.

    At most two queries.
    """
    marked = marks_shown(attempts, timetable, now)
    seen = [each for each in attempts if each.pk in marked]
    whole = [each for each in seen if not each.is_practice]
    blocked = {pk for pk, each in of_attempts(whole, timetable, now).items() if each.blocked}
    practised = len(whole) < len(seen)
    return Looked(
        shown=tuple(each for each in seen if each.pk not in blocked),
        hidden=tuple(each for each in attempts if each.pk not in marked and _is_known(each)),
        held=put_aside_questions(timetable, now) if practised else frozenset(),
    )


def _wanted(student: User, timetable: Timetable, now: datetime) -> AttemptQuerySet:
    """Return the attempts that were not taken in as they are, or may be shown no more."""
    doubtful = _doubtful(timetable, now)
    judged = Judgment.objects.filter(
        item__attempt=OuterRef("pk"), at__gte=Coalesce(OuterRef("learned_at"), Value(LONG_AGO))
    )
    entries = ReviewLog.objects.filter(attempt_key=OuterRef("public_id"))
    is_new = Q(submitted_at__isnull=False, learned_at__isnull=True)
    is_practised = Q(is_practice=True, submitted_at__isnull=True) & Q(Exists(judged))
    is_doubtful = Q(learned_at__isnull=False, assignment__in=doubtful)
    found = Attempt.objects.visible_to(student).counted()
    return (
        found.filter(is_new | is_practised | is_doubtful if doubtful else is_new | is_practised)
        .annotate(is_known=Exists(entries))
        .order_by("submitted_at", "pk")
    )


def _doubtful(timetable: Timetable, now: datetime) -> Sequence[int]:
    """Return the assignments whose marks may be hidden again, or not yet."""
    blocking: Mapping[int, object] = blocking_assignments(timetable, now)
    return [
        pk
        for pk, each in timetable.assignments.items()
        if each.are_scores_held or (pk in blocking and each.released_at is None)
    ]


def _is_known(attempt: Attempt) -> bool:
    return bool(getattr(attempt, "is_known", False))


def students_to_learn(now: datetime) -> Sequence[int]:
    """Return the keys of students with attempts that can be shown by what their own rows say.

    One query. Of exams that are released in a month, and of homework that is open, there is
    nothing: these are looked at when their moment comes. The others are looked at for as long as
    something else holds them back, or a student with more time.
    """
    is_open = Q(assignment__closes_at__isnull=True) | Q(assignment__closes_at__gt=now)
    waits = Q(assignment__are_scores_held=True) | (
        is_open & Q(assignment__released_at__isnull=True) & ~Q(review_preset="practice")
    )
    new = Attempt.objects.counted().submitted().filter(learned_at__isnull=True)
    new = new.filter(Q(assignment__isnull=True) | ~waits)
    held = Attempt.objects.filter(learned_at__isnull=False, assignment__are_scores_held=True)
    found: Iterable[int] = (
        User.objects.filter(
            Q(pk__in=new.values("student")) | Q(pk__in=held.values("student")),
            erased_at__isnull=True,
        )
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    return list(found)
