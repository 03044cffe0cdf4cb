"""What an act would change, before anything is done: who, from what to what, the class's mean."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from quizzes.engine.scoring import ZERO, AttemptResult, GradingMethod, Total, grade, percent, shown
from quizzes.models.accounts import User
from quizzes.models.assignments import Assignment
from quizzes.models.attempts import Attempt, AttemptItem
from quizzes.models.bank import Question, QuestionVersion
from quizzes.models.grading import GradingAct
from quizzes.queries.attempts.results import totals_of
from quizzes.queries.grading.regrading.planning import (
    Looked,
    Plan,
    Why,
    answers_of,
    chunks,
    corrections,
    items_by_attempt,
    looked_at,
    versions_of,
)

# Lines of students that a page shows.
MOST_LINES = 200


@dataclass(frozen=True, slots=True)
class Change:
    """A student whose score changes: of the question in points, of the attempt in percent.

    A percent is None where nothing is marked or nothing is left.
    """

    student: User
    attempt: Attempt
    position: int
    points_before: Decimal | None
    points_after: Decimal | None
    before: Decimal | None
    after: Decimal | None

    @property
    def falls(self) -> bool:
        """Whether the attempt's percent is less afterwards."""
        return self.before is not None and self.after is not None and self.after < self.before


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of an assignment's results in percent, before and after; None without any."""

    assignment: Assignment
    before: Decimal | None
    after: Decimal | None
    changed_count: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What an act would do. `changes` begin with who falls; `counts` are by Why.

    `open_count` attempts are being answered: an act other than a drop does not reach them.
    """

    plan: Plan
    changes: tuple[Change, ...]
    change_count: int
    fall_count: int
    means: tuple[Mean, ...]
    counts: Mapping[str, int]
    open_count: int

    @property
    def touches(self) -> int:
        """How many answers the act is about."""
        return self.counts.get(Why.CHANGED, 0)

    @property
    def more_count(self) -> int:
        """How many changes are not listed."""
        return self.change_count - len(self.changes)


@dataclass(frozen=True, slots=True)
class VersionStep:
    """A version that students were shown, and the one that its answers are scored again by."""

    version: QuestionVersion
    corrected_by: QuestionVersion | None


def preview_of(plan: Plan) -> Preview:
    """Return what an act would do. Some queries for each 250 answers, none for one."""
    pks = list(answers_of(plan).values_list("pk", flat=True))
    looked = [each for chunk in chunks(pks) for each in looked_at(plan, chunk)]
    attempts = _attempts(plan)
    after = _after(plan, [each for each in looked if each.is_touched], attempts)
    changes = sorted(
        _changes(looked, attempts, after),
        key=lambda change: (not change.falls, change.student.name, change.attempt.pk),
    )
    return Preview(
        plan=plan,
        changes=tuple(changes[:MOST_LINES]),
        change_count=len(changes),
        fall_count=sum(change.falls for change in changes),
        means=_means(plan, attempts, after),
        counts=Counter(each.why for each in looked),
        open_count=AttemptItem.objects.filter(
            version__question=plan.question,
            attempt__assignment__in=plan.assignments,
            attempt__submitted_at__isnull=True,
        ).count(),
    )


def asked_at(question: Question, user: User) -> tuple[Assignment, ...]:
    """Return the assignments that asked a question, of classes that the user leads. One query."""
    shown = AttemptItem.objects.filter(version__question=question)
    led = Assignment.objects.led_by(user).filter(pk__in=shown.values("attempt__assignment"))
    return tuple(led.select_related("quiz", "classroom").order_by("-created_at"))


def version_steps(question: Question, assignments: Sequence[Assignment]) -> Sequence[VersionStep]:
    """Return the versions that were shown at assignments, the oldest first. Two queries."""
    items = AttemptItem.objects.filter(
        version__question=question, attempt__assignment__in=assignments
    )
    shown_ones = set(items.values_list("version_id", flat=True).distinct())
    versions = versions_of(question)
    corrected = corrections(versions)
    return [
        VersionStep(version, corrected.get(version.pk))
        for _number, version in sorted(versions.items())
        if version.pk in shown_ones
    ]


def _attempts(plan: Plan) -> Mapping[int, Attempt]:
    """Return the attempts at the plan's assignments that were handed in. One query."""
    done = Attempt.objects.submitted().filter(assignment__in=plan.assignments)
    return {attempt.pk: attempt for attempt in done.select_related("student")}


def _after(
    plan: Plan, touched: Sequence[Looked], attempts: Mapping[int, Attempt]
) -> Mapping[int, Total]:
    """Return what the totals of attempts come to afterwards, where the act is about them."""
    by_item = {each.item.pk: each for each in touched}
    concerned = {each.item.attempt_id for each in touched}
    held = [attempts[pk] for pk in concerned if pk in attempts]
    found = {}
    for pk, items in items_by_attempt(held).items():
        for item in items:
            _change(item, by_item.get(item.pk))
        totals = totals_of(attempts[pk], items)
        total = Total(totals.earned, totals.maximum, totals.pending)
        found[pk] = _kept(attempts[pk].total, total) if plan.keeps_percent else total
    return found


def _change(item: AttemptItem, looked: Looked | None) -> None:
    if looked is None:
        return
    if looked.mark is None:
        item.is_dropped = True
    else:
        item.fraction = looked.mark.fraction


def _kept(before: Total, after: Total) -> Total:
    """Return the total with the share of before at least; not while answers wait for a mark."""
    if before.share is None or after.share is None or after.is_provisional:
        return after
    return replace(after, earned=max(after.earned, before.share * after.marked_maximum))


def _changes(
    looked: Sequence[Looked], attempts: Mapping[int, Attempt], after: Mapping[int, Total]
) -> list[Change]:
    found = []
    for each in looked:
        attempt = attempts.get(each.item.attempt_id)
        if attempt is None or not each.is_touched:
            continue
        new = after[attempt.pk]
        fraction = each.mark.fraction if each.mark else None
        if attempt.total == new and fraction == each.item.fraction:
            continue
        found.append(
            Change(
                student=attempt.student,
                attempt=attempt,
                position=each.item.position,
                points_before=_points(each.item, each.item.fraction),
                points_after=_points(each.item, fraction),
                before=percent(attempt.earned, attempt.total.marked_maximum),
                after=percent(new.earned, new.marked_maximum),
            )
        )
    return found


def _points(item: AttemptItem, fraction: Fraction | None) -> Decimal | None:
    return None if fraction is None else shown(item.points * fraction)


def _means(
    plan: Plan, attempts: Mapping[int, Attempt], after: Mapping[int, Total]
) -> tuple[Mean, ...]:
    by_assignment: dict[int, list[Attempt]] = defaultdict(list)
    for attempt in attempts.values():
        by_assignment[attempt.assignment_id or 0].append(attempt)
    return tuple(
        Mean(
            assignment=assignment,
            before=_mean(by_assignment[assignment.pk], {}),
            after=_mean(by_assignment[assignment.pk], after),
            changed_count=sum(
                each.pk in after and each.total != after[each.pk]
                for each in by_assignment[assignment.pk]
            ),
        )
        for assignment in plan.assignments
    )


def _mean(attempts: Sequence[Attempt], after: Mapping[int, Total]) -> Decimal | None:
    """Return the mean of students' results in percent, each by the method of their last attempt."""
    by_student: dict[int, list[Attempt]] = defaultdict(list)
    for attempt in sorted(attempts, key=lambda each: each.number):
        by_student[attempt.student_id].append(attempt)
    grades = [
        grade(
            GradingMethod(own[-1].grading_method),
            [_result(attempt, after.get(attempt.pk, attempt.total)) for attempt in own],
        ).share
        for own in by_student.values()
    ]
    known = [share for share in grades if share is not None]
    return shown(sum(known, ZERO) / len(known) * 100) if known else None


def _result(attempt: Attempt, total: Total) -> AttemptResult:
    return AttemptResult(
        number=attempt.number,
        share=total.share,
        is_empty=attempt.answered_count == 0,
        is_provisional=total.is_provisional,
    )


def acts_about(question: Question, user: User) -> Sequence[GradingAct]:
    """Return the acts about a question's answers in classes that the user leads, newest first.

    One query. Overrides of single marks are told where the mark is.
    """
    led = Assignment.objects.led_by(user)
    acts = GradingAct.objects.filter(
        question=question, items__item__attempt__assignment__in=led
    ).exclude(kind=GradingAct.Kind.OVERRIDE)
    return list(acts.select_related("by", "undone_by", "version").order_by("-at").distinct())
