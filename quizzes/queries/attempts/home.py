"""A student's home and history: what is due, in progress, done; what can be taken."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from quizzes.engine.disclosure import Disclosure
from quizzes.engine.timing import is_late
from quizzes.models.accounts import User
from quizzes.models.assignments import Assignment
from quizzes.models.attempts import Attempt
from quizzes.models.classrooms import Classroom
from quizzes.models.composition import Quiz
from quizzes.queries.assignments import OwnTerms, Timetable, refusal_of, timetable_of
from quizzes.queries.attempts.results import AttemptLine, Result, attempt_line, result_of
from quizzes.queries.composition import question_counts
from quizzes.queries.disclosure import of_attempts, quizzes_held_back

DUE = ("not_open", "to_do", "overdue")
PAST = ("done", "missed", "excused")


@dataclass(frozen=True, slots=True)
class AssignmentLine:
    """An assignment on the home page, with the student's own times.

    `state` is "not_open", "to_do", "overdue" (past the due time, still taken), "in_progress",
    "done", "missed" or "excused"; `is_open` says whether the times let a try begin.
    """

    assignment: Assignment
    own: OwnTerms
    open_attempt: Attempt | None
    result: Result | None
    state: str
    is_open: bool

    @property
    def attempts_left(self) -> int | None:
        """Tries that can still be started; None is without end."""
        if self.own.attempts_allowed is None:
            return None
        used = (self.result.attempt_count if self.result else 0) + bool(self.open_attempt)
        return max(0, self.own.attempts_allowed - used)

    @property
    def can_try_again(self) -> bool:
        """Whether another try can begin."""
        return self.is_open and self.open_attempt is None and self.attempts_left != 0


@dataclass(frozen=True, slots=True)
class QuizLine:
    """A quiz that is open for self-study."""

    quiz: Quiz
    question_count: int
    open_attempt: Attempt | None
    result: Result | None
    is_held_back: bool


@dataclass(frozen=True, slots=True)
class Home:
    """What is due (soonest first), in progress, done or missed (newest first), to be taken."""

    due: tuple[AssignmentLine, ...]
    in_progress: tuple[AttemptLine, ...]
    done: tuple[AssignmentLine, ...]
    quizzes: tuple[QuizLine, ...]
    # What all of it was made by.
    timetable: Timetable

    @property
    def classrooms(self) -> tuple[Classroom, ...]:
        """The classes of which something is done, by name: they have scores."""
        found = {line.assignment.classroom.pk: line.assignment.classroom for line in self.done}
        return tuple(sorted(found.values(), key=lambda each: each.name))


def home_of(student: User, now: datetime) -> Home:
    """Return a student's home. At most ten queries."""
    timetable = timetable_of(student)
    current = {
        pk: each for pk, each in timetable.assignments.items() if each.classroom.archived_at is None
    }
    # Those of a class that the student has left, or that is archived, are in the history alone.
    attempts = [
        each
        for each in _attempts(student)
        if each.assignment_id is None or each.assignment_id in current
    ]
    disclosures = of_attempts(attempts, timetable, now)
    quizzes = list(Quiz.objects.open_for_self_study(student).order_by("pk"))
    counts = question_counts(quizzes)
    held = quizzes_held_back(quizzes, timetable, now)
    by_origin = _by_origin(attempts)
    lines = [
        _assignment_line(each, timetable, by_origin[("assignment", each.pk)], disclosures, now)
        for each in current.values()
    ]
    return Home(
        due=tuple(sorted((line for line in lines if line.state in DUE), key=_end)),
        in_progress=tuple(attempt_line(each, disclosures) for each in attempts if each.is_open),
        done=tuple(sorted((line for line in lines if line.state in PAST), key=_end, reverse=True)),
        quizzes=tuple(
            _quiz_line(
                quiz,
                counts.get(quiz.pk, 0),
                by_origin[("quiz", quiz.pk)],
                disclosures,
                is_held_back=quiz.pk in held,
            )
            for quiz in quizzes
        ),
        timetable=timetable,
    )


def history_of(student: User, now: datetime) -> tuple[AttemptLine, ...]:
    """Return a student's attempts but practice, the newest first. At most seven queries."""
    attempts = _attempts(student)
    left = {each.assignment_id for each in attempts if each.assignment_id is not None}
    disclosures = of_attempts(attempts, timetable_of(student, left), now)
    return tuple(attempt_line(each, disclosures) for each in attempts)


def _attempts(student: User) -> Sequence[Attempt]:
    """Return all attempts of a student but practice, which has a page of its own."""
    own = Attempt.objects.visible_to(student).filter(is_practice=False)
    attempts = own.counted().with_origin()
    return list(attempts.order_by("-started_at"))


def _by_origin(attempts: Iterable[Attempt]) -> Mapping[tuple[str, int], list[Attempt]]:
    found: dict[tuple[str, int], list[Attempt]] = defaultdict(list)
    for attempt in attempts:
        name = "assignment" if attempt.assignment_id else "quiz"
        found[(name, attempt.assignment_id or attempt.quiz_id or 0)].append(attempt)
    return found


def _assignment_line(
    assignment: Assignment,
    timetable: Timetable,
    attempts: Sequence[Attempt],
    disclosures: Mapping[int, Disclosure],
    now: datetime,
) -> AssignmentLine:
    own = timetable.own(assignment)
    result = result_of(attempts, disclosures)
    open_attempt = next((attempt for attempt in attempts if attempt.is_open), None)
    return AssignmentLine(
        assignment=assignment,
        own=own,
        open_attempt=open_attempt,
        result=result,
        state=_state(own, now, is_open=bool(open_attempt), is_taken=bool(result)),
        is_open=refusal_of(assignment, own, now) is None,
    )


def _state(own: OwnTerms, now: datetime, *, is_open: bool, is_taken: bool) -> str:
    if is_open:
        return "in_progress"
    if own.is_excused:
        return "excused"
    if is_taken:
        return "done"
    if is_late(now, own.starts_until):
        return "missed"
    if own.times.opens_at and now < own.times.opens_at:
        return "not_open"
    return "overdue" if is_late(now, own.times.due_at) else "to_do"


def _end(line: AssignmentLine) -> float:
    end = line.own.times.due_at or line.own.times.closes_at
    return end.timestamp() if end else float("inf")


def _quiz_line(
    quiz: Quiz,
    question_count: int,
    attempts: Sequence[Attempt],
    disclosures: Mapping[int, Disclosure],
    *,
    is_held_back: bool,
) -> QuizLine:
    return QuizLine(
        quiz=quiz,
        question_count=question_count,
        open_attempt=next((attempt for attempt in attempts if attempt.is_open), None),
        result=result_of(attempts, disclosures),
        is_held_back=is_held_back,
    )
