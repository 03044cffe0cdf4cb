"""What happened in the demo's six weeks, through the services as everywhere.

A story is a generator: it yields the moment at which it goes on. So all stories can be told at
once in the order of time, as things happen in a class.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction
from heapq import merge

from quizzes.management.demo import besides, people, sitting
from quizzes.management.demo.course import (
    EXERCISES,
    ONCE_MORE,
    SELF_STUDY,
    TEN_MINUTES,
    TEST,
    VOICES,
    Calendar,
    Exercise,
    SelfStudy,
)
from quizzes.management.demo.sitting import Learner
from quizzes.models.accounts import User
from quizzes.models.assignments import Assignment
from quizzes.models.attempts import Attempt
from quizzes.models.classrooms import Classroom
from quizzes.models.composition import Quiz
from quizzes.services import assignments, attempts

Story = Iterator[datetime]


@dataclass(frozen=True, slots=True)
class Course:
    """The class in its weeks; `given` fills as the teacher gives the assignments."""

    calendar: Calendar
    teacher: User
    classroom: Classroom
    quizzes: Mapping[str, Quiz]
    given: dict[str, Assignment] = field(default_factory=dict)


def tell(course: Course, learners: Sequence[Learner]) -> None:
    """Let the six weeks happen, in the order of time."""
    for _ in merge(*_stories(course, learners)):
        # What a story does after it yielded a moment is done when its next one is asked for.
        pass


def _stories(course: Course, learners: Sequence[Learner]) -> Iterator[Story]:
    yield _extra_time(course, learners)
    for exercise in (*EXERCISES, besides.ESSAY):
        yield _giving(course, exercise)
    yield from besides.all_of(
        course.classroom, course.teacher, course.calendar, learners, course.given
    )
    for learner in learners:
        for exercise in EXERCISES:
            yield _exercise(course, learner, exercise)
        for quiz in SELF_STUDY:
            yield _self_study(course, learner, quiz)


def _extra_time(course: Course, learners: Iterable[Learner]) -> Story:
    """One student gets half as much time again, for the whole course."""
    granted_at = course.calendar.at(-43, "11:25")
    yield granted_at
    attempts.accommodate(
        classroom=course.classroom,
        student=next(each.user for each in learners if each.student == people.EXTRA_TIME),
        grant=attempts.Grant(factor=Fraction(3, 2), note="Reads with a screen magnifier."),
        actor=course.teacher,
        now=granted_at,
    )


def _giving(course: Course, exercise: Exercise) -> Story:
    """The teacher gives an exercise; when the test is over, its scores are released."""
    given_at = course.calendar.at(*exercise.opens) - timedelta(hours=1)
    yield given_at
    assignment = assignments.assign(
        quiz=course.quizzes[exercise.title],
        classroom=course.classroom,
        terms=exercise.terms_on(course.calendar),
        actor=course.teacher,
        now=given_at,
    )
    course.given[exercise.title] = assignment
    if exercise is TEST:
        released_at = course.calendar.at(-20, "16:10")
        yield released_at
        assignments.release(assignment=assignment, actor=course.teacher, now=released_at)


def _exercise(course: Course, learner: Learner, exercise: Exercise) -> Story:
    """A student takes an exercise; and again where that is allowed and it went badly."""

    def begin(at: datetime) -> Attempt:
        return attempts.start_assignment(
            assignment=course.given[exercise.title],
            student=learner.user,
            seed=learner.rng.getrandbits(31),
            now=at,
        )

    at = _when(course.calendar, learner, exercise)
    if at is None:
        return
    if _is_unfinished(learner, exercise):
        yield from sitting.unfinished(learner, begin, at)
        return
    attempt = yield from sitting.whole(learner, begin, at)
    if exercise.terms.get("attempts_allowed") == 2 and _tries_again(learner, attempt):
        yield from sitting.whole(learner, begin, at + timedelta(minutes=75))


def _is_unfinished(learner: Learner, exercise: Exercise) -> bool:
    return exercise is ONCE_MORE and learner.student == people.IN_PROGRESS


def _when(calendar: Calendar, learner: Learner, exercise: Exercise) -> datetime | None:
    """Return when a student takes an exercise; None is not at all, or not yet."""
    arranged = _arranged(calendar)
    name = (learner.student.username, exercise.title)
    if name in arranged:
        return arranged[name]
    at = calendar.afternoon(learner.rng, *exercise.sat)
    return at if learner.rng.random() < learner.student.diligence * exercise.share else None


def _arranged(calendar: Calendar) -> Mapping[tuple[str, str], datetime | None]:
    """Return what is not left to chance, so that whoever logs in finds what the demo promises."""
    return {
        (people.IN_PROGRESS.username, ONCE_MORE.title): calendar.now - timedelta(minutes=40),
        (people.IN_PROGRESS.username, TEN_MINUTES.title): None,
        (people.EXTRA_TIME.username, TEN_MINUTES.title): None,
        (people.HANDS_IN_LATE.username, VOICES.title): calendar.at(-1, "20:35"),
        (people.OVERDUE.username, VOICES.title): None,
    }


def _tries_again(learner: Learner, attempt: Attempt) -> bool:
    went_badly = attempt.earned * 10 < attempt.maximum * 7
    return went_badly and learner.rng.random() < 0.7


def _self_study(course: Course, learner: Learner, quiz: SelfStudy) -> Story:
    """A student takes a shipped quiz because they like to."""

    def begin(at: datetime) -> Attempt:
        return attempts.start_self_study(
            quiz=course.quizzes[quiz.title],
            student=learner.user,
            seed=learner.rng.getrandbits(31),
            now=at,
        )

    if learner.rng.random() < learner.student.diligence * quiz.share:
        at = course.calendar.afternoon(learner.rng, *quiz.days)
        yield from sitting.whole(learner, begin, at)
