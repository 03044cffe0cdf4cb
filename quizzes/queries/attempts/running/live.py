"""While an assignment runs: where each student is, for the page that looks again and again."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery

from quizzes.engine.disclosure import Disclosure, Part, preset
from quizzes.engine.timing import is_late
from quizzes.models.accounts import User
from quizzes.models.assignments import Assignment, ChosenStudent
from quizzes.models.attempts import Attempt, AttemptItem, Step
from quizzes.models.classrooms import Membership
from quizzes.queries.assignments import OwnTerms, class_terms
from quizzes.queries.attempts.results import Result, result_of
from quizzes.queries.disclosure import FOR_STAFF

STATES = ("not_begun", "in_progress", "submitted", "missing", "excused")


@dataclass(frozen=True, slots=True)
class LiveLine:
    """One student at an assignment, as things stand.

    `state` is one of STATES; `newest` the try in progress, else the last one. `late_count` are
    answers after the time that nobody has accepted, `unread_count` those that cannot be read.
    `saved_at` is when the newest answer was stored; `left` the time until the end, None without.
    """

    student: User
    assignment: Assignment
    state: str
    newest: Attempt | None
    attempts: tuple[Attempt, ...]
    result: Result | None
    position: int
    question_count: int
    answered_count: int
    saved_at: datetime | None
    left: timedelta | None
    late_count: int
    unread_count: int
    can_answer: bool

    @property
    def added(self) -> timedelta:
        """What a teacher has added to the newest try."""
        return timedelta(seconds=self.newest.added_seconds if self.newest else 0)

    @property
    def told(self) -> tuple[object, ...]:
        """What a row says, to be compared with what it said."""
        tries = [(each.pk, each.submitted_at, each.earned, each.maximum) for each in self.attempts]
        newest = self.newest
        return (
            self.student.pk,
            self.student.shown_name,
            self.state,
            self.position,
            self.answered_count,
            self.saved_at,
            newest.deadline if newest else None,
            self.left == timedelta(0),
            self.added,
            self.result,
            self.late_count,
            self.unread_count,
            tries,
        )


@dataclass(frozen=True, slots=True)
class Live:
    """An assignment, or several that were given together, student by student.

    `given` are all that were given together and that the teacher teaches, in the order of the
    classes' names; `watched` those that are shown.
    """

    assignment: Assignment
    given: tuple[Assignment, ...]
    watched: tuple[Assignment, ...]
    lines: tuple[LiveLine, ...]
    now: datetime

    @property
    def is_together(self) -> bool:
        """Whether several classes are shown at once."""
        return len(self.watched) > 1

    @property
    def digest(self) -> str:
        """What all that is shown comes to, but the seconds left, which the page counts itself.

        As long as it stays the same, nothing need be drawn and sent again.
        """
        said = repr([line.told for line in self.lines])
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    @property
    def able_count(self) -> int:
        """How many students can still answer: they have a try in progress or left."""
        return sum(line.can_answer for line in self.lines)

    @property
    def waits_for_release(self) -> bool:
        """Whether a release by hand would show something that is not shown by itself now."""
        policy = preset(self.assignment.terms().review_preset)
        opens = policy.when_released | policy.at_closing
        is_released = self.assignment.released_at is not None
        return self.assignment.are_scores_held or (
            bool(opens - {Part.RESPONSE}) and not is_released
        )

    @property
    def counts(self) -> Mapping[str, int]:
        """How many students are in each state, those with late answers and all."""
        states = Counter(line.state for line in self.lines)
        return {
            "all": len(self.lines),
            **{state: states[state] for state in STATES},
            "late": sum(bool(line.late_count) for line in self.lines),
        }

    def shown(self, show: str) -> tuple[LiveLine, ...]:
        """Return the lines of a state, or with late answers; all for anything else."""
        if show == "late":
            return tuple(line for line in self.lines if line.late_count)
        if show in STATES:
            return tuple(line for line in self.lines if line.state == show)
        return self.lines


def given_together(teacher: User, public_id: UUID) -> Sequence[Assignment]:
    """Return the assignment that a teacher asks for, and those given with it that they teach.

    Empty if it is none of theirs. By the names of the classes. One query.
    """
    taught = Assignment.objects.taught_by(teacher)
    asked = taught.filter(public_id=public_id)
    found = taught.filter(
        Q(public_id=public_id)
        | Q(given_together__in=asked.filter(given_together__isnull=False).values("given_together"))
    )
    every = list(found.select_related("quiz", "classroom").order_by("classroom__name", "pk"))
    return every if any(each.public_id == public_id for each in every) else ()


def watched_of(
    given: Sequence[Assignment], public_id: UUID, *, is_together: bool
) -> Sequence[Assignment]:
    """Return those to act on or look at: all that were given together, or the one. No query."""
    return [each for each in given if is_together or each.public_id == public_id]


def live_of(
    given: Sequence[Assignment], public_id: UUID, now: datetime, *, is_together: bool = False
) -> Live:
    """Return how the students of what is watched stand now. Three queries."""
    watched = watched_of(given, public_id, is_together=is_together)
    attempts = _attempts(watched)
    terms = class_terms(watched)
    by_pk = {each.pk: each for each in watched}
    return Live(
        assignment=next(each for each in given if each.public_id == public_id),
        given=tuple(given),
        watched=tuple(watched),
        lines=tuple(
            _line(
                student,
                by_pk[pk],
                attempts.get((pk, student.pk), ()),
                terms.own(by_pk[pk], student.pk),
                now,
            )
            for student, pk in _students(watched)
        ),
        now=now,
    )


def _students(watched: Sequence[Assignment]) -> Sequence[tuple[User, int]]:
    """Return who gets each assignment, with its key, by name. One query."""
    chosen = ChosenStudent.objects.filter(assignment=OuterRef("given"), student=OuterRef("user"))
    found = (
        Membership.objects.active_students()
        .filter(classroom__assignments__in=watched)
        .annotate(
            given=F("classroom__assignments"),
            is_for_chosen=F("classroom__assignments__is_for_chosen"),
        )
        .filter(Q(is_for_chosen=False) | Exists(chosen))
        .select_related("user")
        .order_by("user__name", "user__username", "given")
    )
    return [(member.user, getattr(member, "given", 0)) for member in found]


def _attempts(watched: Sequence[Assignment]) -> Mapping[tuple[int, int], Sequence[Attempt]]:
    """Return tries with what is said of their answers, by assignment and student. One query."""
    steps = Step.objects.filter(item__attempt=OuterRef("pk"))
    late = steps.filter(is_late=True, acceptance__isnull=True).order_by()
    state = AttemptItem.State
    taken = (
        Attempt.objects.filter(assignment__in=watched)
        .annotate(
            asked=Count("items"),
            answered=Count("items", filter=Q(items__state=state.ANSWERED)),
            unread=Count("items", filter=Q(items__state=state.UNREADABLE)),
            saved_at=Subquery(steps.order_by("-at").values("at")[:1]),
            late=Subquery(late.values("item__attempt").annotate(count=Count("pk")).values("count")),
        )
        .order_by("number")
    )
    found: dict[tuple[int, int], list[Attempt]] = defaultdict(list)
    for attempt in taken:
        found[attempt.assignment_id or 0, attempt.student_id].append(attempt)
    return found


def _line(
    student: User,
    assignment: Assignment,
    attempts: Sequence[Attempt],
    own: OwnTerms,
    now: datetime,
) -> LiveLine:
    newest = next((each for each in attempts if each.is_open), attempts[-1] if attempts else None)
    is_open = newest is not None and newest.is_open
    disclosures: Mapping[int, Disclosure] = {attempt.pk: FOR_STAFF for attempt in attempts}
    is_over = is_late(now, own.starts_until)
    has_tries = own.attempts_allowed is None or len(attempts) < own.attempts_allowed
    ends = newest.deadline if newest is not None and is_open else None
    return LiveLine(
        student=student,
        assignment=assignment,
        state=_state(attempts, own, now),
        newest=newest,
        attempts=tuple(attempts),
        result=result_of(attempts, disclosures),
        position=newest.position if newest else 0,
        question_count=getattr(newest, "asked", 0),
        answered_count=getattr(newest, "answered", 0),
        saved_at=getattr(newest, "saved_at", None),
        left=None if ends is None else max(timedelta(0), ends - now),
        late_count=sum(getattr(each, "late", None) or 0 for each in attempts),
        unread_count=sum(getattr(each, "unread", 0) for each in attempts if not each.is_open),
        can_answer=is_open or (has_tries and not is_over and not own.is_excused),
    )


def _state(attempts: Sequence[Attempt], own: OwnTerms, now: datetime) -> str:
    if any(attempt.is_open for attempt in attempts):
        return "in_progress"
    if own.is_excused:
        return "excused"
    if attempts:
        return "submitted"
    return "missing" if is_late(now, own.starts_until) else "not_begun"
