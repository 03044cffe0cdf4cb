"""The page afterwards: each question as it was shown, what it earned, why, and what supports it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any

from django.utils.safestring import SafeString

from quizzes.engine.behaviors import certainty
from quizzes.engine.behaviors.base import Behavior
from quizzes.engine.behaviors.interactive import Interactive
from quizzes.engine.behaviors.registry import behavior_for
from quizzes.engine.disclosure import Disclosure, Part, When
from quizzes.engine.kinds.registry import is_marked_by_people
from quizzes.engine.scoring import ONE, ZERO, late_share, percent, shown
from quizzes.engine.words import Message
from quizzes.models.accounts import User
from quizzes.models.attempts import Attempt, AttemptItem, Step
from quizzes.models.bank import Evidence
from quizzes.models.review import QuestionReport
from quizzes.queries.articles import OwnMark, marks_at
from quizzes.queries.attempts.in_words import AnswerInWords, answer_in_words
from quizzes.queries.attempts.judging import (
    Judged,
    judged,
    read_response,
    score_of,
    verdict_of,
)
from quizzes.queries.attempts.reading import struck_options
from quizzes.queries.attempts.replaying import taken_step
from quizzes.queries.attempts.showing import safe
from quizzes.queries.bank import evidence_by_version
from quizzes.queries.disclosure import of_attempt
from quizzes.queries.grading.marking.said import MarkSaid, newest_marks, said_of
from quizzes.queries.grading.regrading.afterwards import Afterwards, afterwards_of
from quizzes.queries.grading.regrading.looks import own_reports

VERDICTS = ("right", "partial", "wrong", "unanswered", "unreadable", "waiting", "unscored")

# What a review reads of an item and its version.
REVIEWED = (
    "attempt",
    "position",
    "points",
    "option_order",
    "section_title",
    "state",
    "fraction",
    "counted_revision",
    "mark_count",
    "is_dropped",
    "version__kind",
    "version__spec",
    "version__rendered",
    "version__is_all_or_nothing",
)


@dataclass(frozen=True, slots=True)
class ScoreShown:
    """Points and percentage as people see them, of what is marked so far.

    `before_lateness` is None unless lateness took something away; `days_late` says why.
    """

    earned: Decimal
    maximum: Decimal
    percent: Decimal | None
    pending: Decimal
    is_provisional: bool
    before_lateness: Decimal | None = None
    days_late: int = 0
    late_percent: int = 0
    # A question was dropped, and the percent of before counts.
    is_kept: bool = False

    @property
    def is_nothing_left(self) -> bool:
        """Whether all of its questions were dropped, so that it does not count."""
        return not self.maximum and not self.pending


@dataclass(frozen=True, slots=True)
class TriesUsed:
    """How many tries came before the one that counts, and what each costs, in percent."""

    before: int
    penalty: Decimal


@dataclass(frozen=True, slots=True)
class CertaintyShown:
    """How sure the student was, 1 to 3, and the mark for it times the points; None while hidden."""

    level: int
    mark: Decimal | None


@dataclass(frozen=True, slots=True)
class CertaintySum:
    """The certainty marks of an attempt together, of at most so many, and right at each level."""

    mark: Decimal
    most: Decimal
    levels: tuple[tuple[int, certainty.AtLevel], ...]


@dataclass(frozen=True, slots=True)
class ItemReviewed:
    """A question as it was shown, with what this person may see of the answer now.

    `points` is what it is worth, `earned` what the answer earned (None while hidden or waiting).
    """

    position: int
    kind: str
    stem: SafeString
    hint: Message | None
    section_title: str
    points: Decimal
    earned: Decimal | None
    is_response_shown: bool
    answer: Judged
    evidence: tuple[str, ...]
    late_answers: tuple[AnswerInWords, ...]
    is_reported: bool
    # The viewer's own, of sentences in `evidence`.
    own_marks: tuple[OwnMark, ...] = ()
    tries: TriesUsed | None = None
    certainty: CertaintyShown | None = None
    said: MarkSaid | None = None
    # Changes of the score and why, second looks; for staff every mark.
    afterwards: Afterwards | None = None
    # What was answered to the viewer's own reports.
    report_answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """The review of one attempt. `later` says when the hidden parts will be shown."""

    attempt: Attempt
    title: str
    score: ScoreShown | None
    items: tuple[ItemReviewed, ...]
    later: Mapping[Part, When]

    @property
    def certainty(self) -> CertaintySum | None:
        """What the claims of certainty came to; None where nobody was asked, or it is hidden."""
        told = [item for item in self.items if item.certainty and item.certainty.mark is not None]
        if not told or len(told) < len(self.items):
            return None
        claims = [
            certainty.Claim(
                fraction=ONE if item.answer.verdict == "right" else ZERO,
                level=item.certainty.level,
                points=Fraction(item.points),
                is_answered=item.answer.verdict in ("right", "wrong", "partial"),
            )
            for item in told
            if item.certainty
        ]
        most = sum((claim.points * max(certainty.LEVELS) for claim in claims), ZERO)
        return CertaintySum(
            shown(certainty.certainty_total(claims)),
            shown(most),
            tuple(certainty.by_level(claims).items()),
        )

    @property
    def waiting(self) -> tuple[tuple[When, tuple[Part, ...]], ...]:
        """What is hidden, by when it will be shown, the nearest first."""
        moments = sorted(set(self.later.values()))
        return tuple(
            (moment, tuple(part for part in Part if self.later.get(part) == moment))
            for moment in moments
        )

    @property
    def missed_count(self) -> int:
        """How many questions can be practised since they were not fully right; 0 while hidden.

        As long as the attempt's own assignment hides the key it keeps them out of practice.
        """
        is_held = Part.KEY in self.later and self.attempt.assignment_id is not None
        is_hidden = self.score is None or Part.CORRECTNESS in self.later
        if is_held or is_hidden or self.attempt.preview_of_id is not None:
            return 0
        return sum(
            item.answer.verdict not in ("right", "unscored", "waiting")
            and not is_marked_by_people(item.kind)
            for item in self.items
        )

    @property
    def tally(self) -> tuple[tuple[str, int], ...]:
        """How many answers had each verdict that may be seen."""
        counts = Counter(item.answer.verdict for item in self.items)
        return tuple((verdict, counts[verdict]) for verdict in VERDICTS if counts[verdict])


def review_of(
    attempt: Attempt, viewer: User, now: datetime, *, is_everything: bool = False
) -> Review:
    """Return the review of a submitted attempt, `titled`, with its class. At most 14 queries."""
    disclosure = of_attempt(attempt, viewer, now, is_everything=is_everything)
    items = list(attempt.items.select_related("version").only(*REVIEWED).order_by("position"))
    steps = _steps(items)
    marks_given = newest_marks(items)
    versions = [item.version_id for item in items if disclosure.shows(Part.EVIDENCE)]
    evidence = evidence_by_version(versions)
    reports = own_reports(items, viewer)
    is_own = viewer.pk == attempt.student_id
    struck = struck_options(items) if is_own else {}
    pieces = [piece for found in evidence.values() for piece in found]
    marks = marks_at(pieces, viewer) if is_own and pieces else {}
    afterwards = afterwards_of(attempt, items, viewer, disclosure, now)
    return Review(
        attempt=attempt,
        title=attempt.title,
        score=score_shown(attempt) if disclosure.shows(Part.SCORE) else None,
        items=tuple(
            _item(
                attempt,
                item,
                steps[item.pk],
                disclosure,
                is_near_miss=item.pk in marks_given and marks_given[item.pk].is_near_miss,
                said=said_of(item, marks_given.get(item.pk), disclosure, is_staff=not is_own),
                evidence=tuple(piece.quote for piece in evidence.get(item.version_id, ())),
                reports=reports[item.pk],
                afterwards=afterwards.get(item.pk),
                struck=struck.get(item.pk, frozenset()),
                own_marks=tuple(
                    mark
                    for piece in evidence.get(item.version_id, ())
                    for mark in marks.get(piece.pk, ())
                ),
            )
            for item in items
        ),
        later=disclosure.later,
    )


def score_shown(attempt: Attempt) -> ScoreShown:
    """Return a submitted attempt's score for people. No query."""
    total = attempt.total
    late = late_share(attempt.raw_earned, Fraction(attempt.late_percent), attempt.days_late)
    is_reduced = attempt.earned == late != attempt.raw_earned
    return ScoreShown(
        earned=shown(total.earned),
        maximum=shown(total.marked_maximum if total.is_provisional else total.maximum),
        percent=percent(total.earned, total.marked_maximum),
        pending=shown(total.pending),
        is_provisional=total.is_provisional,
        before_lateness=shown(attempt.raw_earned) if is_reduced else None,
        days_late=attempt.days_late,
        late_percent=attempt.late_percent,
        is_kept=attempt.earned != late,
    )


def evidence_of(item: AttemptItem, viewer: User, now: datetime) -> Sequence[Evidence]:
    """Return what supports one question, empty while it may not be seen. At most five queries.

    In an open attempt it may be seen of a question that was checked, if the policy says so. Where
    a preview's review shows no evidence, no link leads here.
    """
    is_open, is_checked = item.attempt.is_open, item.attempt.is_open and item.is_finished
    disclosure = of_attempt(
        item.attempt, viewer, now, is_checked=is_checked, is_everything=not is_open
    )
    if not disclosure.shows(Part.EVIDENCE):
        return ()
    return evidence_by_version([item.version_id]).get(item.version_id, ())


def _steps(items: Sequence[AttemptItem]) -> Mapping[int, Sequence[Step]]:
    """Return what may be shown of each item's steps: the counted one, and the late. One query."""
    steps: dict[int, list[Step]] = defaultdict(list)
    found = Step.objects.filter(item__in=items).select_related("acceptance")
    found = found.only("item", "revision", "action", "raw", "is_late", "at", "acceptance__at")
    for step in found.order_by("item_id", "revision"):
        steps[step.item_id].append(step)
    return steps


def _item(
    attempt: Attempt,
    item: AttemptItem,
    steps: Sequence[Step],
    disclosure: Disclosure,
    *,
    is_near_miss: bool,
    said: MarkSaid | None,
    evidence: tuple[str, ...],
    reports: Sequence[QuestionReport],
    afterwards: Afterwards | None,
    struck: frozenset[str],
    own_marks: tuple[OwnMark, ...],
) -> ItemReviewed:
    version = item.version
    behavior = behavior_for(attempt.behavior, version.option_count)
    counted = next((step for step in steps if step.revision == item.counted_revision), None)
    shown_raw = counted.raw if counted and disclosure.shows(Part.RESPONSE) else None
    raw, level = behavior.unwrapped(shown_raw)
    response, _message = read_response(version, raw, attempt.language)
    return ItemReviewed(
        position=item.position,
        kind=version.kind,
        stem=safe(version, "stem"),
        hint=version.kind_module.instruction(version.loaded_spec),
        section_title=item.section_title,
        points=shown(item.points),
        earned=_earned(item, disclosure),
        is_response_shown=disclosure.shows(Part.RESPONSE),
        answer=judged(
            version,
            item.option_order,
            raw,
            response,
            _verdict(item, behavior, response),
            disclosure,
            is_near_miss=is_near_miss,
            struck=struck,
        ),
        evidence=evidence,
        late_answers=tuple(
            answer_in_words(item, behavior, step, attempt.language)
            for step in steps
            if step.is_late
        ),
        is_reported=any(report.answered_at is None for report in reports),
        own_marks=own_marks,
        tries=_tries(behavior, item, steps, attempt.language),
        certainty=_certainty(item, behavior, level, disclosure),
        said=said,
        afterwards=afterwards,
        report_answers=tuple(report.answer for report in reports if report.answered_at),
    )


def _tries(
    behavior: Behavior, item: AttemptItem, steps: Sequence[Step], language: str
) -> TriesUsed | None:
    if not isinstance(behavior, Interactive):
        return None
    accepted = [step.pk for step in steps if hasattr(step, "acceptance")]
    taken = [taken_step(behavior, item.version, step, language, accepted) for step in steps]
    score = partial(score_of, item.version)
    checked = behavior.checked(taken, score)
    before = next(
        (each.tries_before for each in checked if each.revision == item.counted_revision),
        behavior.standing(taken, score).tries_used,
    )
    return TriesUsed(before, shown(behavior.penalty * 100))


def _certainty(
    item: AttemptItem, behavior: Behavior, level: int, disclosure: Disclosure
) -> CertaintyShown | None:
    if behavior.name != certainty.name or not disclosure.shows(Part.RESPONSE):
        return None
    if not disclosure.shows(Part.CORRECTNESS) or item.fraction is None:
        return CertaintyShown(level, None)
    return CertaintyShown(level, shown(item.points * _mark_of(item, level)))


def _mark_of(item: AttemptItem, level: int) -> int:
    """Return the certainty mark; credit in part, given by hand, is as none: it is no fair bet."""
    is_answered = item.state == AttemptItem.State.ANSWERED
    fraction = ONE if item.fraction == ONE else ZERO
    return certainty.certainty_mark(fraction, level, is_answered=is_answered)


def _verdict(item: AttemptItem, behavior: Behavior, response: Any) -> str:
    """Return the verdict: of the answer itself, whatever the tries before it cost.

    What is worth nothing waits for nobody.
    """
    fraction = item.fraction
    if isinstance(behavior, Interactive) and response is not None:
        fraction = score_of(item.version, response).fraction
    verdict = verdict_of(item.state, fraction)
    return "unscored" if verdict == "waiting" and not item.points else verdict


def _earned(item: AttemptItem, disclosure: Disclosure) -> Decimal | None:
    if item.fraction is None or not disclosure.shows(Part.SCORE):
        return None
    return shown(item.fraction * item.points)
