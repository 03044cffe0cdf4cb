"""What happened to the scores of an attempt afterwards: changes and why, second looks, marks."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from quizzes.engine.disclosure import Disclosure, Part
from quizzes.engine.scoring import shown
from quizzes.engine.timing import is_late
from quizzes.models.accounts import User
from quizzes.models.assignments import Assignment
from quizzes.models.attempts import Attempt, AttemptItem, Mark
from quizzes.models.grading import ActedItem, GradingAct, SecondLook


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """That an act changed the score of an answer, and why; points before and after.

    `kind` is one of GradingAct.Kind; a point is None where it waited, or where the question was
    dropped.
    """

    act_id: UUID
    kind: str
    label: str
    at: datetime
    by: str
    reason: str
    before: Decimal | None
    after: Decimal | None
    undone_at: datetime | None

    @property
    def is_drop(self) -> bool:
        """Whether the question counts no more by it."""
        return self.kind == GradingAct.Kind.DROP


@dataclass(frozen=True, slots=True)
class LookShown:
    """A second look: what was asked and what was answered; `is_new_mark` if the mark changed."""

    public_id: UUID
    text: str
    asked_at: datetime
    answer: str
    answered_at: datetime | None
    answered_by: str
    is_new_mark: bool


@dataclass(frozen=True, slots=True)
class MarkEntry:
    """A mark in the history of an answer: points before and after, who gave it, why."""

    number: int
    at: datetime
    by: str
    source: str
    reason: str
    version: int
    before: Decimal | None
    after: Decimal | None
    is_first: bool


@dataclass(frozen=True, slots=True)
class Afterwards:
    """What happened to an answer's score. `history` is for those who teach the class alone."""

    changes: tuple[ScoreChange, ...] = ()
    looks: tuple[LookShown, ...] = ()
    can_ask: bool = False
    can_override: bool = False
    history: tuple[MarkEntry, ...] = ()
    is_dropped: bool = False

    @property
    def is_told(self) -> bool:
        """Whether there is anything to say."""
        told = (self.changes, self.looks, self.can_ask, self.history, self.is_dropped)
        return any(map(bool, told))


def afterwards_of(
    attempt: Attempt,
    items: Sequence[AttemptItem],
    viewer: User,
    disclosure: Disclosure,
    now: datetime,
) -> Mapping[int, Afterwards]:
    """Return what happened to scores, by item, as far as it may be seen.

    At most two queries for the student, four for those who teach the class; empty while the score
    is hidden, and in self-study.
    """
    if attempt.assignment_id is None or not disclosure.shows(Part.SCORE):
        return {}
    is_own = attempt.student_id == viewer.pk
    changes, looks = _changes(items), _looks(items)
    history = {} if is_own else histories(items)
    can_override = not is_own and _leads(attempt, viewer)
    in_window = is_own and _is_in_window(attempt, now)
    return {
        item.pk: Afterwards(
            changes=tuple(changes[item.pk]),
            looks=tuple(looks[item.pk]),
            can_ask=in_window
            and item.fraction is not None
            and all(look.answered_at for look in looks[item.pk]),
            can_override=can_override,
            history=history.get(item.pk, ()),
            is_dropped=item.is_dropped,
        )
        for item in items
    }


def histories(items: Sequence[AttemptItem]) -> Mapping[int, tuple[MarkEntry, ...]]:
    """Return every mark of answers, by item, the oldest first. One query."""
    points = {item.pk: item.points for item in items}
    found: dict[int, list[MarkEntry]] = defaultdict(list)
    marks = Mark.objects.filter(item__in=list(points)).select_related("marker", "version")
    for mark in marks.defer("version__rendered", "version__spec").order_by("item_id", "number"):
        entries = found[mark.item_id]
        entries.append(
            MarkEntry(
                number=mark.number,
                at=mark.at,
                by=_name(mark.marker),
                source=mark.get_source_display(),
                reason=mark.reason,
                version=mark.version.number,
                before=entries[-1].after if entries else None,
                after=_points(points[mark.item_id], mark.fraction),
                is_first=not entries,
            )
        )
    return {pk: tuple(entries) for pk, entries in found.items()}


def _changes(items: Sequence[AttemptItem]) -> Mapping[int, list[ScoreChange]]:
    """Return what acts did, by item, the oldest first. One query, none where nothing was done."""
    found: dict[int, list[ScoreChange]] = defaultdict(list)
    touched = {item.pk: item for item in items if item.mark_count > 1 or item.is_dropped}
    if not touched:
        return found
    rows = ActedItem.objects.filter(item__in=list(touched)).select_related(
        "act__by", "mark", "before"
    )
    for row in rows.order_by("act__at", "pk"):
        item = touched[row.item_id]
        before = row.before.fraction if row.before else item.fraction
        after = row.mark.fraction if row.mark else None
        if row.mark is None or before != after:
            found[row.item_id].append(
                ScoreChange(
                    act_id=row.act.public_id,
                    kind=row.act.kind,
                    label=row.act.get_kind_display(),
                    at=row.act.at,
                    by=_name(row.act.by),
                    reason=row.act.reason,
                    before=_points(item.points, before),
                    after=_points(item.points, after),
                    undone_at=row.act.undone_at,
                )
            )
    return found


def _looks(items: Sequence[AttemptItem]) -> Mapping[int, list[LookShown]]:
    """Return second looks by item, the oldest first. One query."""
    found: dict[int, list[LookShown]] = defaultdict(list)
    asked = SecondLook.objects.filter(item__in=[item.pk for item in items])
    for look in asked.select_related("answered_by").order_by("asked_at", "pk"):
        found[look.item_id].append(
            LookShown(
                public_id=look.public_id,
                text=look.text,
                asked_at=look.asked_at,
                answer=look.answer,
                answered_at=look.answered_at,
                answered_by=_name(look.answered_by),
                is_new_mark=look.new_mark_id is not None,
            )
        )
    return found


def _is_in_window(attempt: Attempt, now: datetime) -> bool:
    until = attempt.assignment.second_look_until if attempt.assignment else None
    return until is not None and not is_late(now, until)


def _leads(attempt: Attempt, viewer: User) -> bool:
    return Assignment.objects.led_by(viewer).filter(attempts=attempt).exists()


def _points(points: Fraction, fraction: Fraction | None) -> Decimal | None:
    return None if fraction is None else shown(points * fraction)


def _name(person: User | None) -> str:
    return person.shown_name if person else ""
