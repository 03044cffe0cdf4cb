"""The front page of a quiz: what to expect, one's own time, tries left, what will be shown when."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from quizzes.engine.behaviors.base import Behavior
from quizzes.engine.behaviors.registry import behavior_of
from quizzes.engine.disclosure import Disclosure, Part, Policy, preset
from quizzes.engine.scoring import ZERO, shown
from quizzes.engine.terms import Terms
from quizzes.engine.timing import OwnTimes, is_over
from quizzes.engine.words import Message
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.articles import ArticleRevision
from quizzes.models.assignments import Assignment
from quizzes.models.attempts import Attempt
from quizzes.models.composition import Quiz
from quizzes.queries.assignments import Timetable, refusal_of, timetable_of
from quizzes.queries.attempts.asking import Asking, asking_of
from quizzes.queries.attempts.results import AttemptLine, Result, attempt_line, result_of
from quizzes.queries.disclosure import held_back_questions, of_attempts, quizzes_held_back

NO_TIMES = OwnTimes(None, None, None)


@dataclass(frozen=True, slots=True)
class Offer:
    """What a student is told before starting. `refusal` says why nothing can be started now.

    `limit` is the student's own, of which `extra_time` is theirs beyond the class's; `cut_off_at`
    is their closing time where it comes before the limit is over. `is_held_elsewhere`: another
    assignment of theirs asks some of these questions, so that the reasons are shown later.
    """

    quiz: Quiz
    assignment: Assignment | None
    article: ArticleRevision | None
    question_count: int
    points: Decimal
    terms: Terms
    times: OwnTimes
    limit: timedelta | None
    extra_time: timedelta | None
    cut_off_at: datetime | None
    attempts_allowed: int | None
    attempts: tuple[AttemptLine, ...]
    open_attempt: Attempt | None
    result: Result | None
    refusal: Message | None
    is_held_elsewhere: bool

    @property
    def attempts_left(self) -> int | None:
        """Tries that can still be started; None is without end."""
        if self.attempts_allowed is None:
            return None
        return max(0, self.attempts_allowed - len(self.attempts))

    @property
    def behavior(self) -> Behavior:
        """When answers are scored."""
        return behavior_of(self.terms.behavior)

    @property
    def policy(self) -> Policy:
        """What is shown when."""
        return preset(self.terms.review_preset)

    @property
    def right_after(self) -> Sequence[Part]:
        """What is shown right after submitting, in the order of the parts."""
        policy = self.policy
        if self.assignment is None:
            return _ordered(policy.right_after | policy.at_closing | policy.when_released)
        if self.assignment.are_scores_held:
            return (Part.RESPONSE,)
        return _ordered(policy.right_after)

    @property
    def with_scores(self) -> Sequence[Part]:
        """What would be shown right after, but waits until the teacher releases the scores."""
        if self.assignment is None or not self.assignment.are_scores_held:
            return ()
        return _ordered(self.policy.right_after - {Part.RESPONSE})

    @property
    def at_closing(self) -> Sequence[Part]:
        """What is added after closing."""
        if self.assignment is None:
            return ()
        return _ordered(self.policy.at_closing - self.policy.right_after)

    @property
    def when_released(self) -> Sequence[Part]:
        """What is added when the teacher releases it."""
        if self.assignment is None:
            return ()
        return _ordered(
            self.policy.when_released - self.policy.right_after - self.policy.at_closing
        )


def _ordered(parts: Iterable[Part]) -> Sequence[Part]:
    chosen = frozenset(parts)
    return tuple(part for part in Part if part in chosen)


def offer_of_quiz(quiz: Quiz, student: User, now: datetime) -> Offer:
    """Return the front page of a quiz for self-study. At most ten queries."""
    terms = quiz.terms()
    timetable = timetable_of(student)
    refusal = None
    if quizzes_held_back([quiz], timetable, now):
        refusal = Message(
            _("Your class has an open assignment with these questions. Come back after it closes.")
        )
    return _offer(
        quiz,
        None,
        _Own(terms, NO_TIMES, terms.limit, None, terms.attempts_allowed),
        timetable,
        now,
        refusal,
    )


def offer_of_assignment(assignment: Assignment, student: User, now: datetime) -> Offer:
    """Return the front page of an assignment. At most ten queries."""
    timetable = timetable_of(student)
    own = timetable.own(assignment)
    extra = own.limit - own.terms.limit if own.limit and own.terms.limit else None
    return _offer(
        assignment.quiz,
        assignment,
        _Own(own.terms, own.times, own.limit, extra or None, own.attempts_allowed),
        timetable,
        now,
        refusal_of(assignment, own, now),
    )


@dataclass(frozen=True, slots=True)
class _Own:
    terms: Terms
    times: OwnTimes
    limit: timedelta | None
    extra_time: timedelta | None
    attempts_allowed: int | None


def _offer(
    quiz: Quiz,
    assignment: Assignment | None,
    own: _Own,
    timetable: Timetable,
    now: datetime,
    refusal: Message | None,
) -> Offer:
    attempts = _attempts(quiz, assignment, timetable.student)
    disclosures: Mapping[int, Disclosure] = of_attempts(attempts, timetable, now)
    open_attempt = next((each for each in attempts if each.is_open), None)
    if own.attempts_allowed is not None and len(attempts) >= own.attempts_allowed:
        refusal = refusal or Message(_("You have used all your tries."))
    asking = asking_of(quiz, assignment)
    asked = asking.one_draw()
    if not asked:
        refusal = Message(_("This quiz has no questions yet."))
    can_resume = open_attempt is not None and not is_over(now, open_attempt.deadline)
    return Offer(
        quiz=quiz,
        assignment=assignment,
        article=ArticleRevision.objects.newest(quiz.article) if quiz.article else None,
        question_count=len(asked),
        points=shown(sum((each.points for each in asked), ZERO)),
        terms=own.terms,
        times=own.times,
        limit=own.limit,
        extra_time=own.extra_time,
        cut_off_at=_cut_off(own, now),
        attempts_allowed=own.attempts_allowed,
        attempts=tuple(attempt_line(each, disclosures) for each in attempts),
        open_attempt=open_attempt if can_resume else None,
        result=result_of(attempts, disclosures),
        refusal=refusal,
        is_held_elsewhere=_is_held_elsewhere(asking, assignment, timetable, now),
    )


def _cut_off(own: _Own, now: datetime) -> datetime | None:
    closes_at = own.times.closes_at
    if own.limit is None or closes_at is None or now + own.limit <= closes_at:
        return None
    return closes_at


def _is_held_elsewhere(
    asking: Asking, assignment: Assignment | None, timetable: Timetable, now: datetime
) -> bool:
    held = held_back_questions(timetable, now)
    own = {assignment.pk} if assignment else set()
    return any(held.get(each, {}).keys() - own for each in asking.question_ids())


def _attempts(quiz: Quiz, assignment: Assignment | None, student: User) -> Sequence[Attempt]:
    attempts = Attempt.objects.visible_to(student).with_origin()
    if assignment is not None:
        return list(attempts.filter(assignment=assignment).order_by("number"))
    return list(attempts.filter(quiz=quiz).order_by("number"))
