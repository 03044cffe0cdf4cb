"""The first answers of a class's students at its own assignments: what its progress rests on."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import CharField, F
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from quizzes.engine.progress.difficulty import difficulty_of
from quizzes.engine.progress.teaching import FirstAnswer
from quizzes.models.accounts import User
from quizzes.models.attempts import AttemptItem
from quizzes.models.bank import Question, QuestionVersion
from quizzes.models.classrooms import Classroom, Membership
from quizzes.queries.assignments import timetable_of
from quizzes.queries.disclosure import held_back_questions


class Period(models.TextChoices):
    """From when on answers are looked at."""

    WEEK = "week", _("The last week")
    MONTH = "month", _("The last 4 weeks")
    ALL = "all", _("All")


DAYS = {Period.WEEK: 7, Period.MONTH: 28}


@dataclass(frozen=True, slots=True)
class Student:
    """A student of the class."""

    key: int
    public_id: UUID
    name: str
    username: str
    number: str
    sort_name: str


@dataclass(frozen=True, slots=True)
class TopicName:
    """A topic as pages call it."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class ClassAnswers:
    """The first answers of a class in a period, the earliest first, and those `before` it.

    `before` is as long as the period; for all time it is what is older than four weeks, and in
    `answers` as well. `topics` are those of each question. `has_hidden`: whether answers are left
    out because a class in which the viewer studies has their questions before it.
    """

    classroom: Classroom
    period: Period
    students: Mapping[int, Student]
    answers: Sequence[FirstAnswer]
    before: Sequence[FirstAnswer]
    topics: Mapping[int, Sequence[TopicName]]
    has_hidden: bool

    @property
    def newest(self) -> Sequence[FirstAnswer]:
        """The answers that are compared with those before."""
        if self.period != Period.ALL:
            return self.answers
        return self.answers[len(self.before) :]


def answers_of(
    classroom: Classroom, viewer: User, period: Period, now: datetime, *, student: int | None = None
) -> ClassAnswers:
    """Return a class's first answers in a period, as far as a teacher of it may see them.

    Never any of self-study or practice, none of students who were removed, none to dropped
    questions. Of all students, or of one. Eight queries at most.
    """
    students = _students(classroom, student)
    days = DAYS.get(period)
    since = now - timedelta(days=2 * days) if days else None
    rows, has_hidden = _seen(classroom, viewer, since, now, student)
    found = _answers([row for row in rows if row[0] in students])
    cut = now - timedelta(days=days or DAYS[Period.MONTH])
    before = [each for each in found if each.at < cut]
    return ClassAnswers(
        classroom=classroom,
        period=period,
        students=students,
        answers=found[len(before) :] if days else found,
        before=before,
        topics=_topics({each.question for each in found}),
        has_hidden=has_hidden,
    )


Row = tuple[int, int, int, int, datetime, str, str]
COLUMNS = (
    "attempt__student_id",
    "attempt_id",
    "version_id",
    "pk",
    "first_at",
    "attempt__behavior",
)
MEMBER = (
    "user_id",
    "user__public_id",
    "user__name",
    "user__username",
    "student_number",
    "sort_name",
)


def _students(classroom: Classroom, student: int | None) -> Mapping[int, Student]:
    members = Membership.objects.active_students().filter(classroom=classroom)
    if student is not None:
        members = members.filter(user=student)
    found = {
        key: Student(key, public_id, name or username, username, number, sort_name or name)
        for key, public_id, name, username, number, sort_name in members.values_list(*MEMBER)
    }
    ordered = sorted(found.values(), key=lambda each: (each.sort_name or each.name).casefold())
    return {each.key: each for each in ordered}


def _seen(
    classroom: Classroom,
    viewer: User,
    since: datetime | None,
    now: datetime,
    student: int | None,
) -> tuple[Sequence[Row], bool]:
    """Return the rows of first answers; whether some are hidden from the viewer, a student, too.

    One question that is hidden hides the attempt: nobody learns which it is.
    """
    items = AttemptItem.objects.filter(
        attempt__assignment__classroom=classroom, attempt__submitted_at__isnull=False
    )
    hidden = frozenset[int]()
    held = held_back_questions(timetable_of(viewer), now)
    if held:
        asked = items.filter(version__question__in=list(held))
        hidden = frozenset(asked.values_list("attempt_id", flat=True))
    first = items.filter(is_first=True, first_fraction__isnull=False, is_dropped=False)
    if student is not None:
        first = first.filter(attempt__student=student)
    if since is not None:
        first = first.filter(first_at__gte=since)
    text = Cast(F("first_fraction"), CharField())
    rows = first.annotate(text=text).order_by("first_at", "pk").values_list(*COLUMNS, "text")
    return [row for row in rows if row[1] not in hidden], bool(hidden)


def _answers(rows: Sequence[Row]) -> list[FirstAnswer]:
    """Return answers with what mastery needs to know of their questions. One query."""
    known = _versions({row[2] for row in rows})
    chances = {
        (version, behavior): float(known[version][0].chance(behavior))
        for version, behavior in {(row[2], row[5]) for row in rows}
    }
    return [
        FirstAnswer(
            student,
            known[version][0].question_id,
            version,
            item,
            at,
            _number(fraction),
            chances[version, behavior],
            known[version][1],
        )
        for student, _attempt, version, item, at, behavior, fraction in rows
    ]


def _versions(keys: Iterable[int]) -> Mapping[int, tuple[QuestionVersion, float]]:
    """Return versions with their difficulty in logits. One query."""
    found: Iterable[Any] = (
        QuestionVersion.objects.filter(pk__in=list(keys))
        .only("kind", "spec", "is_all_or_nothing", "difficulty", "question_id")
        .annotate(estimated=F("question__estimated_difficulty__logit"))
    )
    return {each.pk: (each, difficulty_of(each.difficulty, each.estimated)) for each in found}


def _topics(questions: Iterable[int]) -> Mapping[int, Sequence[TopicName]]:
    """Return the topics of questions. One query."""
    found: dict[int, list[TopicName]] = defaultdict(list)
    rows = Question.topics.through.objects.filter(question__in=list(questions))
    for question, slug, name in rows.order_by("topic__name").values_list(
        "question_id", "topic__slug", "topic__name"
    ):
        found[question].append(TopicName(slug, name))
    return found


@lru_cache(maxsize=4096)
def _number(text: str) -> float:
    return float(Fraction(text))
