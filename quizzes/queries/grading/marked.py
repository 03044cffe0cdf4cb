"""The answers to a question that are marked, so that a mark can be looked at again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from quizzes.engine.scoring import ZERO, shown
from quizzes.models.accounts import User
from quizzes.models.assignments import Assignment
from quizzes.models.attempts import AttemptItem, Mark
from quizzes.models.bank import Question, QuestionVersion
from quizzes.queries.grading.essays import CriterionToMark, criteria_of, levels_of
from quizzes.queries.grading.queue import Queue, essays_of, queue_of


@dataclass(frozen=True, slots=True)
class MarkedAnswer:
    """A marked answer: what it earned, and its mark with the levels that were chosen."""

    item: AttemptItem
    number: int
    earned: Decimal
    points: Decimal
    mark: Mark | None
    criteria: tuple[CriterionToMark, ...]


@dataclass(frozen=True, slots=True)
class MarkedAnswers:
    """The marked answers to a question in the order of one marker; `version`: the newest asked."""

    version: QuestionVersion | None
    queue: Queue
    answers: Sequence[MarkedAnswer]


def marked_by_place(
    marker: User, question: Question, given: Assignment | None, now: datetime
) -> MarkedAnswers:
    """Return the marked answers to a question. Three queries."""
    queue = queue_of(marker, question, given, now)
    keys = [place.item for place in queue.places if not place.is_waiting]
    items = essays_of(marker, question, given).select_related(
        "attempt__student", "attempt__assignment__classroom", "version"
    )
    found = items.in_bulk(keys)
    marks = {
        mark.item_id: mark
        for mark in Mark.objects.filter(item__in=keys).select_related("marker").order_by("number")
    }
    answers = [
        _answer(found[place.item], number, marks.get(place.item))
        for number, place in enumerate(queue.places, start=1)
        if place.item in found
    ]
    versions = [answer.item.version for answer in answers]
    newest = max(versions, key=lambda version: version.number, default=None)
    return MarkedAnswers(newest, queue, answers)


def _answer(item: AttemptItem, number: int, mark: Mark | None) -> MarkedAnswer:
    levels = levels_of(item.version, mark.parts) if mark else {}
    return MarkedAnswer(
        item=item,
        number=number,
        earned=shown((item.fraction or ZERO) * item.points),
        points=shown(item.points),
        mark=mark,
        criteria=criteria_of(item.version, levels),
    )
