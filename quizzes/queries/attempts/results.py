"""What attempts came to, as far as it may be seen: one by one, and together by a method."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from quizzes.engine.disclosure import Disclosure, Part
from quizzes.engine.scoring import AttemptResult, GradingMethod, grade, percent, shown
from quizzes.engine.settling import Settled, SettledItem, settle
from quizzes.models.attempts import Attempt, AttemptItem


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


def attempt_line(attempt: Attempt, disclosures: Mapping[int, Disclosure]) -> AttemptLine:
    """Return one attempt for a list. No query."""
    is_hidden = not disclosures[attempt.pk].shows(Part.SCORE)
    total = attempt.total
    return AttemptLine(
        attempt=attempt,
        title=attempt.title,
        where=attempt.assignment.classroom.name if attempt.assignment else "",
        percent=None if is_hidden else percent(total.earned, total.marked_maximum),
        is_score_hidden=is_hidden and not attempt.is_open,
    )


def result_of(attempts: Sequence[Attempt], disclosures: Mapping[int, Disclosure]) -> Result | None:
    """Return what submitted attempts come to; None without any. No query.

    The grading method is the one that the last of them was begun with. One attempt whose score is
    hidden hides the result: it would tell what the hidden one earned.
    """
    done = [attempt for attempt in attempts if not attempt.is_open]
    if not done:
        return None
    method = max(done, key=lambda attempt: attempt.number).grading_method
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


def totals_of(attempt: Attempt, items: Iterable[AttemptItem]) -> Settled:
    """Return the totals of an attempt from its items. No query, nothing is written."""
    return settle(
        (
            SettledItem(
                item.points,
                item.fraction,
                item.state == AttemptItem.State.ANSWERED,
                item.is_dropped,
            )
            for item in items
        ),
        attempt.late_percent,
        attempt.days_late,
        attempt.kept_share,
    )
