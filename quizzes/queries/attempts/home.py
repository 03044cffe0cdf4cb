"""A student's home and history: what is due, in progress, done; what the quizzes came to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Q

from quizzes.engine.disclosure import Disclosure, Part
from quizzes.engine.scoring import AttemptResult, GradingMethod, grade, percent, shown
from quizzes.engine.timing import is_late
from quizzes.models.accounts import User
from quizzes.models.assignments import Assignment
from quizzes.models.attempts import Attempt
from quizzes.models.bank import Question
from quizzes.models.composition import Quiz
from quizzes.queries.assignments import OwnTerms, Timetable, timetable_of
from quizzes.queries.disclosure import of_attempts, quizzes_held_back

IS_READY = Q(sections__items__question__status=Question.Status.READY)


@dataclass(frozen=True, slots=True)
class Result:
    """What several attempts come to, as far as it may be seen.

    `percent` is None while hidden or unmarked; `method` tells which attempts make it, `counted`
    their numbers.
    """

    percent: Decimal | None
    is_provisional: bool
    is_without_answer: bool
    is_hidden: bool
    method: str
    counted: tuple[int, ...]
    attempt_count: int


@dataclass(frozen=True, slots=True)
class AttemptLine:
    """One attempt in a list. `percent` is None while hidden, unmarked or in progress."""

    attempt: Attempt
    title: str
    where: str
    percent: Decimal | None
    is_score_hidden: bool


@dataclass(frozen=True, slots=True)
class AssignmentLine:
    """An assignment on the home page, with the student's own times."""

    assignment: Assignment
    own: OwnTerms
    open_attempt: Attempt | None
    result: Result | None
    state: str

    @property
    def attempts_left(self) -> int | None:
        """Tries that can still be started; None is without end."""
        if self.own.attempts_allowed is None:
            return None
        used = (self.result.attempt_count if self.result else 0) + bool(self.open_attempt)
        return max(0, self.own.attempts_allowed - used)


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
    """What is due (soonest first), what is in progress, what is done, and what can be taken."""

    due: tuple[AssignmentLine, ...]
    in_progress: tuple[AttemptLine, ...]
    done: tuple[AssignmentLine, ...]
    quizzes: tuple[QuizLine, ...]


def home_of(student: User, now: datetime) -> Home:
    """Return a student's home. At most eight queries."""
    timetable = timetable_of(student)
    attempts = _attempts(student)
    disclosures = of_attempts(attempts, timetable, now)
    quizzes = list(
        Quiz.objects.open_for_self_study()
        .annotate(question_count=Count("sections__items", filter=IS_READY))
        .order_by("pk")
    )
    held = quizzes_held_back(quizzes, timetable, now)
    by_origin = _by_origin(attempts)
    lines = [
        _assignment_line(each, timetable, by_origin[("assignment", each.pk)], disclosures, now)
        for each in timetable.assignments.values()
    ]
    return Home(
        due=tuple(sorted((line for line in lines if line.state != "done"), key=_urgency)),
        in_progress=tuple(attempt_line(each, disclosures) for each in attempts if each.is_open),
        done=tuple(line for line in lines if line.state == "done"),
        quizzes=tuple(
            _quiz_line(
                quiz, by_origin[("quiz", quiz.pk)], disclosures, is_held_back=quiz.pk in held
            )
            for quiz in quizzes
        ),
    )


def history_of(student: User, now: datetime) -> tuple[AttemptLine, ...]:
    """Return all attempts of a student, the newest first. At most six queries."""
    attempts = _attempts(student)
    left = {each.assignment for each in attempts if each.assignment is not None}
    disclosures = of_attempts(attempts, timetable_of(student, left), now)
    return tuple(attempt_line(each, disclosures) for each in attempts)


def _attempts(student: User) -> Sequence[Attempt]:
    attempts = Attempt.objects.visible_to(student).counted().with_origin()
    return list(attempts.defer("article_revision__text").order_by("-started_at"))


def _by_origin(attempts: Iterable[Attempt]) -> Mapping[tuple[str, int], list[Attempt]]:
    found: dict[tuple[str, int], list[Attempt]] = defaultdict(list)
    for attempt in attempts:
        name = "assignment" if attempt.assignment_id else "quiz"
        found[(name, attempt.assignment_id or attempt.quiz_id or 0)].append(attempt)
    return found


def attempt_line(attempt: Attempt, disclosures: Mapping[int, Disclosure]) -> AttemptLine:
    """Return one attempt for a list. No query."""
    is_hidden = not disclosures[attempt.pk].shows(Part.SCORE)
    total = attempt.total
    return AttemptLine(
        attempt=attempt,
        title=attempt.quiz_taken.title,
        where=attempt.assignment.classroom.name if attempt.assignment else "",
        percent=None if is_hidden else percent(total.earned, total.marked_maximum),
        is_score_hidden=is_hidden and not attempt.is_open,
    )


def result_of(
    attempts: Sequence[Attempt], method: str, disclosures: Mapping[int, Disclosure]
) -> Result | None:
    """Return what submitted attempts come to by a grading method; None without any. No query.

    One attempt whose score is hidden hides the result: it would tell what the hidden one earned.
    """
    done = [attempt for attempt in attempts if not attempt.is_open]
    if not done:
        return None
    is_hidden = not all(disclosures[attempt.pk].shows(Part.SCORE) for attempt in done)
    made = grade(GradingMethod(method), [_attempt_result(attempt) for attempt in done])
    share = None if is_hidden or made.share is None else made.share
    return Result(
        percent=None if share is None else shown(share * 100),
        is_provisional=made.is_provisional,
        is_without_answer=made.is_without_answer,
        is_hidden=is_hidden,
        method=method,
        counted=() if is_hidden else made.counted,
        attempt_count=len(done),
    )


def _attempt_result(attempt: Attempt) -> AttemptResult:
    total = attempt.total
    return AttemptResult(
        number=attempt.number,
        share=total.share,
        is_empty=attempt.answered_count == 0,
        is_provisional=total.is_provisional,
    )


def _assignment_line(
    assignment: Assignment,
    timetable: Timetable,
    attempts: Sequence[Attempt],
    disclosures: Mapping[int, Disclosure],
    now: datetime,
) -> AssignmentLine:
    own = timetable.own(assignment)
    result = result_of(attempts, own.terms.grading_method, disclosures)
    open_attempt = next((attempt for attempt in attempts if attempt.is_open), None)
    return AssignmentLine(
        assignment=assignment,
        own=own,
        open_attempt=open_attempt,
        result=result,
        state=_state(assignment, own, now, is_open=bool(open_attempt), is_taken=bool(result)),
    )


def _state(
    assignment: Assignment, own: OwnTerms, now: datetime, *, is_open: bool, is_taken: bool
) -> str:
    if is_open:
        return "in_progress"
    if is_taken:
        return "done"
    if is_late(now, assignment.closes_at):
        return "missed"
    if own.times.opens_at and now < own.times.opens_at:
        return "not_open"
    return "overdue" if is_late(now, own.times.due_at) else "to_do"


def _urgency(line: AssignmentLine) -> tuple[bool, float]:
    end = line.own.times.due_at or line.own.times.closes_at
    return (line.state == "missed", end.timestamp() if end else float("inf"))


def _quiz_line(
    quiz: Quiz,
    attempts: Sequence[Attempt],
    disclosures: Mapping[int, Disclosure],
    *,
    is_held_back: bool,
) -> QuizLine:
    return QuizLine(
        quiz=quiz,
        question_count=getattr(quiz, "question_count", 0),
        open_attempt=next((attempt for attempt in attempts if attempt.is_open), None),
        result=result_of(attempts, quiz.grading_method, disclosures),
        is_held_back=is_held_back,
    )
