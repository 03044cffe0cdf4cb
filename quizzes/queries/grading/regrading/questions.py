"""The questions of an assignment: how they went, who marked, what was done to them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import F
from django.utils.safestring import SafeString

from quizzes.engine.scoring import ZERO, shown
from quizzes.engine.words import Message
from quizzes.models.assignments import Assignment, AssignmentItem
from quizzes.models.attempts import AttemptItem, Mark
from quizzes.models.bank import Question, QuestionVersion
from quizzes.models.grading import GradingAct
from quizzes.queries.attempts.asking import asking_of
from quizzes.queries.attempts.showing import safe

BY_RULE = (Mark.Source.RULE, Mark.Source.REGRADE)


@dataclass
class _Tally:
    shown: int = 0
    answered: int = 0
    earned: list[Fraction] = field(default_factory=list)
    by_rule: int = 0
    by_person: int = 0
    given: int = 0
    waiting: int = 0
    dropped: int = 0
    versions: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question of an assignment.

    `facility` is the mean of what was earned, in percent, None without a mark; counts are of
    attempts that were handed in. `newest` is what the question says now, where that is not what
    the assignment asks of those who have not begun; `shown_versions` what was shown, by number.
    """

    question: Question
    number: int
    kind: Message
    stem: SafeString
    points: Decimal
    asked: QuestionVersion
    newest: QuestionVersion | None
    shown_versions: tuple[int, ...]
    shown_count: int
    answered_count: int
    facility: Decimal | None
    by_rule: int
    by_person: int
    given: int
    waiting: int
    dropped: int

    @property
    def is_dropped(self) -> bool:
        """Whether it counts for nobody who was shown it."""
        return bool(self.shown_count) and self.dropped == self.shown_count

    @property
    def is_given(self) -> bool:
        """Whether everybody who was shown it got the point."""
        return bool(self.shown_count) and self.given == self.shown_count


@dataclass(frozen=True, slots=True)
class QuestionsPage:
    """An assignment's questions in order, and what was done to their marks, newest first."""

    assignment: Assignment
    lines: tuple[QuestionLine, ...]
    acts: tuple[GradingAct, ...]
    is_begun: bool


def questions_of_assignment(assignment: Assignment) -> QuestionsPage:
    """Return the questions that an assignment asks, or asked somebody. At most ten queries."""
    tallies = _tallies(assignment)
    rows = list(
        AssignmentItem.objects.filter(assignment=assignment)
        .select_related("version__question")
        .order_by("place", "pk")
    )
    asked = _asked(assignment, rows)
    newest = _newest([version.question_id for version, _points in asked])
    acts = GradingAct.objects.filter(items__item__attempt__assignment=assignment).distinct()
    numbers = _numbers(tallies)
    return QuestionsPage(
        assignment,
        tuple(
            _line(number, version, points, tallies, newest, numbers)
            for number, (version, points) in enumerate(asked, start=1)
        ),
        tuple(acts.select_related("by", "undone_by", "question").order_by("-at")),
        is_begun=bool(rows),
    )


def _asked(
    assignment: Assignment, rows: Sequence[AssignmentItem]
) -> list[tuple[QuestionVersion, Fraction]]:
    """Return what is asked of who begins now, then what somebody was asked and is not any more."""
    if rows:
        asked = [(row.version, row.points) for row in rows]
    else:
        places = asking_of(assignment.quiz, assignment).places
        keys = {version.pk: place.points for place in places for version in place.versions}
        whole = QuestionVersion.objects.select_related("question").in_bulk(list(keys))
        asked = [(whole[key], points) for key, points in keys.items()]
    known = {version.question_id for version, _points in asked}
    others = AttemptItem.objects.filter(attempt__assignment=assignment)
    others = others.exclude(version__question__in=known).select_related("version__question")
    gone = {item.version.question_id: item for item in others.order_by("-quiz_order")}
    return [*asked, *((item.version, item.points) for item in reversed(gone.values()))]


def _tallies(assignment: Assignment) -> Mapping[int, _Tally]:
    """Return how questions went, by their key. One query."""
    tallies: dict[int, _Tally] = defaultdict(_Tally)
    counting = Mark.objects.filter(
        item__attempt__assignment=assignment,
        item__attempt__submitted_at__isnull=False,
        number=F("item__mark_count"),
    )
    for question, version, fraction, source, state, is_dropped in counting.values_list(
        "item__version__question_id",
        "item__version_id",
        "fraction",
        "source",
        "item__state",
        "item__is_dropped",
    ):
        tally = tallies[question]
        tally.versions.add(version)
        tally.shown += 1
        tally.answered += state == AttemptItem.State.ANSWERED
        tally.dropped += is_dropped
        tally.waiting += fraction is None
        tally.by_rule += fraction is not None and source in BY_RULE
        tally.by_person += fraction is not None and source == Mark.Source.PERSON
        tally.given += source == Mark.Source.GIVEN
        if fraction is not None:
            tally.earned.append(fraction)
    return tallies


def _newest(questions: Sequence[int]) -> Mapping[int, QuestionVersion]:
    found = QuestionVersion.objects.filter(question__in=questions).newest()
    return {version.question_id: version for version in found}


def _numbers(tallies: Mapping[int, _Tally]) -> Mapping[int, int]:
    """Return the numbers of the versions that were shown, by their key. One query."""
    keys = [version for tally in tallies.values() for version in tally.versions]
    found: Any = QuestionVersion.objects.filter(pk__in=keys).values_list("pk", "number")
    return dict(found)


def _line(
    number: int,
    version: QuestionVersion,
    points: Fraction,
    tallies: Mapping[int, _Tally],
    newest: Mapping[int, QuestionVersion],
    numbers: Mapping[int, int],
) -> QuestionLine:
    tally = tallies.get(version.question_id, _Tally())
    last = newest.get(version.question_id, version)
    earned = tally.earned
    return QuestionLine(
        question=version.question,
        number=number,
        kind=version.kind_module.label,
        stem=safe(version, "stem"),
        points=shown(points),
        asked=version,
        newest=last if last.number > version.number else None,
        shown_versions=tuple(sorted(numbers[each] for each in tally.versions)),
        shown_count=tally.shown,
        answered_count=tally.answered,
        facility=shown(sum(earned, ZERO) / len(earned) * 100) if earned else None,
        by_rule=tally.by_rule,
        by_person=tally.by_person,
        given=tally.given,
        waiting=tally.waiting,
        dropped=tally.dropped,
    )
