"""Every change of a score in a class: who changed which, from what to what, and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db.models import CharField, F, OuterRef, Q, QuerySet, Subquery, Value
from django.utils.translation import gettext as _

from quizzes.engine.sheets.writing import Cell
from quizzes.models.attempts import Mark
from quizzes.models.classrooms import Classroom
from quizzes.models.grading import ActedItem, GradingAct

MARKED, DROPPED, BROUGHT_BACK = "marked", "dropped", "brought_back"


@dataclass(frozen=True, slots=True)
class Change:
    """A change of what one answer earned. Fractions 0..1; None waited for a mark.

    `kind` is "marked", "dropped" (a question left what counts) or "brought_back". `by` is empty
    where a rule did it.
    """

    at: datetime
    kind: str
    student: str
    assignment: str
    attempt: UUID
    number: int
    position: int
    points: Fraction
    before: Fraction | None
    after: Fraction | None
    by: str
    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose changes, of what: public ids, "" for all."""

    student: str = ""
    assignment: str = ""


# At which moment, what kind of row, its key: what pages are cut by.
Key = tuple[datetime, str, int]


def change_keys(classroom: Classroom, asked: Asked) -> QuerySet[Any, Key]:
    """Return the keys of a class's changes, the newest first: a query to be sliced.

    The first mark of an answer is no change; whoever replaces it makes one, also where it waited
    for a person.
    """
    return (
        _keys(_marks(classroom, asked), "at", MARKED)
        .union(
            _keys(_drops(classroom, asked), "act__at", DROPPED),
            _keys(_drops(classroom, asked, is_undone=True), "act__undone_at", BROUGHT_BACK),
        )
        .order_by("-moment", "-key")
    )


def all_changes(classroom: Classroom) -> Sequence[Change]:
    """Return all changes in a class, the newest first. Three queries."""
    return changes_of(list(change_keys(classroom, Asked())))


def changes_of(keys: Sequence[Key]) -> Sequence[Change]:
    """Return the changes under some keys, in their order. Two queries."""
    marks = _marked([key for _at, kind, key in keys if kind == MARKED])
    drops = _dropped([key for _at, kind, key in keys if kind != MARKED])
    found = []
    for at, kind, key in keys:
        found.append(marks[key] if kind == MARKED else _drop(drops[key], kind, at))
    return found


def change_table(classroom: Classroom, changes: Iterable[Change]) -> Sequence[Sequence[Cell]]:
    """Return changes as a table; points before and after."""
    head = [
        _("When"),
        _("Student"),
        _("Assignment"),
        _("Try"),
        _("Question"),
        _("What"),
        _("Points before"),
        _("Points after"),
        _("Maximum"),
        _("By"),
        _("Why"),
    ]
    rows = [
        [
            each.at.astimezone(classroom.zone),
            each.student,
            each.assignment,
            each.number,
            each.position,
            kind_words(each),
            None if each.before is None else each.before * each.points,
            None if each.after is None else each.after * each.points,
            each.points,
            each.by,
            each.reason,
        ]
        for each in changes
    ]
    return [head, *rows]


def kind_words(change: Change) -> str:
    """Return what was done."""
    if change.kind == DROPPED:
        return _("Question dropped")
    if change.kind == BROUGHT_BACK:
        return _("Drop undone")
    if change.before is None:
        return _("Marked")
    return str(Mark.Source(change.source).label)


def _marks(classroom: Classroom, asked: Asked) -> QuerySet[Mark]:
    changed = Mark.objects.filter(number__gt=1, item__attempt__assignment__classroom=classroom)
    return changed.filter(_narrow("item__attempt", asked))


def _drops(classroom: Classroom, asked: Asked, *, is_undone: bool = False) -> QuerySet[ActedItem]:
    acted = ActedItem.objects.filter(
        act__kind=GradingAct.Kind.DROP, item__attempt__assignment__classroom=classroom
    )
    if is_undone:
        acted = acted.filter(act__undone_at__isnull=False)
    return acted.filter(_narrow("item__attempt", asked))


def _narrow(path: str, asked: Asked) -> Q:
    told = {"student": asked.student, "assignment": asked.assignment}
    return Q(**{f"{path}__{name}__public_id": value for name, value in told.items() if value})


def _keys(rows: QuerySet[Any], moment: str, kind: str) -> QuerySet[Any, Any]:
    named = {"moment": F(moment), "what": Value(kind, output_field=CharField()), "key": F("pk")}
    found: QuerySet[Any, Any] = rows.order_by().annotate(**named).values_list(*named)
    return found


def _marked(keys: Iterable[int]) -> Mapping[int, Change]:
    earlier = Mark.objects.filter(item=OuterRef("item"), number=OuterRef("number") - 1)
    found = (
        Mark.objects.filter(pk__in=list(keys))
        .select_related("marker", "item__attempt__student", "item__attempt__assignment__quiz")
        .annotate(before=Subquery(earlier.values("fraction")[:1]))
    )
    return {each.pk: _change(each) for each in found}


def _change(mark: Mark) -> Change:
    attempt = mark.item.attempt
    return Change(
        at=mark.at,
        kind=MARKED,
        student=attempt.student.shown_name,
        assignment=attempt.title,
        attempt=attempt.public_id,
        number=attempt.number,
        position=mark.item.position,
        points=mark.item.points,
        before=getattr(mark, "before", None),
        after=mark.fraction,
        by=mark.marker.shown_name if mark.marker else "",
        source=mark.source,
        reason=mark.reason,
    )


def _dropped(keys: Iterable[int]) -> Mapping[int, ActedItem]:
    found = ActedItem.objects.filter(pk__in=list(keys)).select_related(
        "act__by", "act__undone_by", "item__attempt__student", "item__attempt__assignment__quiz"
    )
    return {each.pk: each for each in found}


def _drop(acted: ActedItem, kind: str, at: datetime) -> Change:
    attempt, act = acted.item.attempt, acted.act
    by = act.by if kind == DROPPED else act.undone_by
    fraction = acted.item.fraction
    return Change(
        at=at,
        kind=kind,
        student=attempt.student.shown_name,
        assignment=attempt.title,
        attempt=attempt.public_id,
        number=attempt.number,
        position=acted.item.position,
        points=acted.item.points,
        before=fraction if kind == DROPPED else None,
        after=None if kind == DROPPED else fraction,
        by=by.shown_name if by else "",
        source="",
        reason=act.reason if kind == DROPPED else "",
    )
