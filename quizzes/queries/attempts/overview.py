"""What a teacher sees of an assignment: each student's state, score, late and unread answers."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils.safestring import SafeString

from quizzes.engine.behaviors.registry import behavior_for
from quizzes.engine.disclosure import Disclosure, Part, preset
from quizzes.engine.timing import is_late
from quizzes.models.accounts import User
from quizzes.models.assignments import Assignment
from quizzes.models.attempts import Attempt, AttemptItem, Step
from quizzes.models.classrooms import Classroom, Membership
from quizzes.queries.assignments import OwnTerms, grants_by_student, merged, students_of
from quizzes.queries.attempts.results import Result, result_of
from quizzes.queries.disclosure import FOR_STAFF


@dataclass(frozen=True, slots=True)
class ClassLine:
    """A class that the teacher teaches, with its assignments."""

    classroom: Classroom
    student_count: int
    assignments: tuple[Assignment, ...]


@dataclass(frozen=True, slots=True)
class StudentLine:
    """One student at an assignment.

    `state` is "not_begun", "in_progress", "submitted", "missing" or "excused"; `late_count`
    answers that came too late and were not accepted; `unreadable_count` those handed in that cannot
    be read, which count as not answered.
    """

    student: User
    state: str
    attempts: tuple[Attempt, ...]
    result: Result | None
    late_count: int
    unreadable_count: int
    can_answer: bool


@dataclass(frozen=True, slots=True)
class UnreadAnswer:
    """An answer handed in that cannot be read, as it was typed: `typed` is a text for each part."""

    student: User
    attempt: Attempt
    position: int
    stem: SafeString
    typed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """An assignment, student by student; `unread` is in the order of its questions."""

    assignment: Assignment
    lines: tuple[StudentLine, ...]
    unread: tuple[UnreadAnswer, ...]

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


def classes_of(teacher: User) -> tuple[ClassLine, ...]:
    """Return the classes that a teacher teaches. Two queries."""
    is_student = Q(memberships__role=Membership.Role.STUDENT, memberships__is_active=True)
    classrooms = list(Classroom.objects.taught_by(teacher).order_by("name"))
    counts = dict(
        Classroom.objects.filter(pk__in=[classroom.pk for classroom in classrooms])
        .annotate(student_count=Count("memberships", filter=is_student))
        .values_list("pk", "student_count")
    )
    assignments: dict[int, list[Assignment]] = defaultdict(list)
    given = Assignment.objects.filter(classroom__in=classrooms).select_related("quiz", "classroom")
    for assignment in given.order_by("-created_at"):
        assignments[assignment.classroom_id].append(assignment)
    return tuple(
        ClassLine(classroom, counts[classroom.pk], tuple(assignments[classroom.pk]))
        for classroom in classrooms
    )


def overview_of(assignment: Assignment, now: datetime) -> Overview:
    """Return an assignment's students by name, with what they have done. Four queries."""
    late = Count(
        "items__steps",
        filter=Q(items__steps__is_late=True, items__steps__acceptance__isnull=True),
    )
    attempts: dict[int, list[Attempt]] = defaultdict(list)
    taken = Attempt.objects.filter(assignment=assignment).annotate(late_count=late)
    for attempt in taken.order_by("number"):
        attempts[attempt.student_id].append(attempt)
    grants = grants_by_student(assignment)
    found = students_of(assignment).select_related("user").order_by("user__name", "user__username")
    unread = _unread(assignment)
    unread_counts = Counter(answer.student.pk for answer in unread)
    return Overview(
        assignment,
        tuple(
            _student_line(
                member.user,
                attempts[member.user_id],
                merged(assignment, grants.get(member.user_id, ())),
                now,
                unreadable_count=unread_counts[member.user_id],
            )
            for member in found
        ),
        unread,
    )


def _unread(assignment: Assignment) -> tuple[UnreadAnswer, ...]:
    """Return the answers of the assignment's students that cannot be read. One query."""
    counted = Step.objects.filter(Q(is_late=False) | Q(acceptance__isnull=False))
    last = counted.filter(item=OuterRef("pk")).order_by("-revision")
    items = AttemptItem.objects.filter(
        attempt__assignment=assignment,
        attempt__submitted_at__isnull=False,
        attempt__student__in=students_of(assignment).values("user"),
        state=AttemptItem.State.UNREADABLE,
    ).annotate(raw=Subquery(last.values("raw")[:1]))
    found = items.select_related("attempt__student", "version")
    return tuple(
        UnreadAnswer(
            student=item.attempt.student,
            attempt=item.attempt,
            position=item.position,
            stem=SafeString(item.version.rendered["stem"]),
            typed=_typed(item),
        )
        for item in found.order_by("quiz_order", "attempt__student__name", "attempt__number")
    )


def _typed(item: AttemptItem) -> tuple[str, ...]:
    """Return the texts of an item's raw answer, a part each."""
    behavior = behavior_for(item.attempt.behavior, item.version.option_count)
    raw, _certainty = behavior.unwrapped(getattr(item, "raw", None))
    parts = raw.values() if isinstance(raw, dict) else raw if isinstance(raw, list) else [raw]
    return tuple(str(part) for part in parts if part not in (None, ""))


def _student_line(
    student: User,
    attempts: Sequence[Attempt],
    own: OwnTerms,
    now: datetime,
    *,
    unreadable_count: int,
) -> StudentLine:
    disclosures: Mapping[int, Disclosure] = {attempt.pk: FOR_STAFF for attempt in attempts}
    is_closed = is_late(now, own.starts_until)
    is_answering = any(attempt.is_open for attempt in attempts)
    if own.is_excused:
        state = "excused"
    elif is_answering:
        state = "in_progress"
    elif attempts:
        state = "submitted"
    else:
        state = "missing" if is_closed else "not_begun"
    has_tries = own.attempts_allowed is None or len(attempts) < own.attempts_allowed
    return StudentLine(
        student=student,
        state=state,
        attempts=tuple(attempts),
        result=result_of(attempts, disclosures),
        late_count=sum(getattr(attempt, "late_count", 0) for attempt in attempts),
        unreadable_count=unreadable_count,
        can_answer=is_answering or (has_tries and not is_closed and not own.is_excused),
    )
