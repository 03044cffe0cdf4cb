"""What a marker has said of an answer, for who reads its review."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString

from quizzes.engine.disclosure import Disclosure, Part
from quizzes.engine.kinds import essay
from quizzes.models.attempts import AttemptItem, Mark
from quizzes.queries.grading.essays import criteria_of, levels_of


@dataclass(frozen=True, slots=True)
class LevelSaid:
    """A criterion, the level that was chosen, what it earned and what the best one earns."""

    criterion: SafeString
    level: SafeString
    earned: Decimal
    most: Decimal


@dataclass(frozen=True, slots=True)
class MarkSaid:
    """The levels of a rubric and the words of a marker, whose name is for staff alone."""

    levels: tuple[LevelSaid, ...]
    comment: str
    by: str = ""


def newest_marks(items: Sequence[AttemptItem]) -> Mapping[int, Mark]:
    """Return the mark that counts, with who gave it, by item. One query."""
    marks = Mark.objects.filter(item__in=items).select_related("marker").order_by("number")
    return {mark.item_id: mark for mark in marks}


def said_of(
    item: AttemptItem, mark: Mark | None, disclosure: Disclosure, *, is_staff: bool
) -> MarkSaid | None:
    """Return what a marker has said, as far as feedback is shown; None where nothing. No query."""
    if mark is None or mark.fraction is None or not disclosure.shows(Part.FEEDBACK):
        return None
    levels = _levels(item, mark) if item.version.kind == essay.name else ()
    if not levels and not mark.comment:
        return None
    name = mark.marker.shown_name if is_staff and mark.marker else ""
    return MarkSaid(levels, mark.comment, name)


def _levels(item: AttemptItem, mark: Mark) -> tuple[LevelSaid, ...]:
    rubric = criteria_of(item.version, levels_of(item.version, mark.parts))
    return tuple(
        LevelSaid(criterion.html, level.html, level.points, criterion.most)
        for criterion in rubric
        for level in criterion.levels
        if level.is_chosen
    )
