"""Whom a change of an assignment touches, told before it is saved."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from quizzes.engine import timing
from quizzes.models.accounts import User
from quizzes.models.assignments import Assignment
from quizzes.models.attempts import Attempt
from quizzes.queries.assignments import ClassTerms, OwnTerms, class_terms, students_of


@dataclass(frozen=True, slots=True)
class MovedTime:
    """A student whose time changes. `is_over`: an attempt that would end at once."""

    student: User
    before: datetime | None
    after: datetime | None
    is_over: bool = False

    @property
    def is_earlier(self) -> bool:
        """Whether the student gets less than now."""
        return self.after is not None and (self.before is None or self.after < self.before)


@dataclass(frozen=True, slots=True)
class Touched:
    """What a change means for the students of an assignment; `after`: as it would be.

    `running`: those in progress whose deadline moves; `closing`: those who have not begun and whose
    own closing time moves; `out_of_tries`: those who could try again and could not any more;
    `shut_out`: those who have not begun, could, and could not any more.
    """

    assignment: Assignment
    after: Assignment
    in_progress_count: int
    submitted_count: int
    not_begun_count: int
    running: Sequence[MovedTime]
    closing: Sequence[MovedTime]
    out_of_tries: Sequence[User]
    shut_out: Sequence[User]

    @property
    def has_begun(self) -> bool:
        """Whether anybody has begun."""
        return bool(self.in_progress_count or self.submitted_count)

    @property
    def limits(self) -> tuple[timedelta | None, timedelta | None]:
        """The class's time limit now and then."""
        return self.assignment.terms().limit, self.after.terms().limit


def deadline_of(attempt: Attempt, own: OwnTerms) -> datetime | None:
    """Return when an attempt ends by what holds for its student; added minutes stay on top."""
    end = timing.deadline(
        started_at=attempt.started_at,
        limit=own.terms.limit,
        factor=own.factor,
        closes_at=own.times.closes_at,
    )
    return None if end is None else end + timedelta(seconds=attempt.added_seconds)


def touched_by(before: Assignment, after: Assignment, now: datetime) -> Touched:
    """Return whom it touches that an assignment becomes `after`, which is not stored.

    Three queries; both have their quiz and class loaded.
    """
    students = [each.user for each in students_of(before).select_related("user")]
    attempts: dict[int, list[Attempt]] = defaultdict(list)
    for attempt in Attempt.objects.filter(assignment=before.pk).order_by("number"):
        attempts[attempt.student_id].append(attempt)
    view = _View(before, after, class_terms([before]), attempts, now)
    begun = [each for each in students if attempts[each.pk]]
    fresh = [each for each in students if not attempts[each.pk]]
    open_now = [each for each in begun if view.open_attempt(each) is not None]
    return Touched(
        assignment=before,
        after=after,
        in_progress_count=len(open_now),
        submitted_count=len(begun) - len(open_now),
        not_begun_count=len(fresh),
        running=tuple(filter(None, map(view.moved_deadline, open_now))),
        closing=tuple(filter(None, map(view.moved_closing, fresh))),
        out_of_tries=tuple(each for each in begun if view.loses_tries(each)),
        shut_out=tuple(each for each in fresh if view.is_shut_out(each)),
    )


@dataclass(frozen=True, slots=True)
class _View:
    before: Assignment
    after: Assignment
    terms: ClassTerms
    attempts: Mapping[int, Sequence[Attempt]]
    now: datetime

    def owns(self, student: User) -> tuple[OwnTerms, OwnTerms]:
        return self.terms.own(self.before, student.pk), self.terms.own(self.after, student.pk)

    def open_attempt(self, student: User) -> Attempt | None:
        return next((each for each in self.attempts[student.pk] if each.is_open), None)

    def moved_deadline(self, student: User) -> MovedTime | None:
        attempt = self.open_attempt(student)
        if attempt is None:
            return None
        end = deadline_of(attempt, self.terms.own(self.after, student.pk))
        if end == attempt.deadline:
            return None
        is_over = end is not None and end <= self.now
        return MovedTime(student, attempt.deadline, end, is_over)

    def moved_closing(self, student: User) -> MovedTime | None:
        was, is_now = (own.times.closes_at for own in self.owns(student))
        return None if was == is_now else MovedTime(student, was, is_now)

    def loses_tries(self, student: User) -> bool:
        was, is_now = self.owns(student)
        return self._has_tries(student, was) and not self._has_tries(student, is_now)

    def is_shut_out(self, student: User) -> bool:
        was, is_now = self.owns(student)
        ends = (was.starts_until, is_now.starts_until)
        could, can = (not timing.is_late(self.now, end) for end in ends)
        return could and not can

    def _has_tries(self, student: User, own: OwnTerms) -> bool:
        used = len(self.attempts[student.pk])
        return own.attempts_allowed is None or used < own.attempts_allowed
