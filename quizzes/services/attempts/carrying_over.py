"""What was decided about a question holds for another answer to it: points, another key."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from fractions import Fraction

from django.db.models import F

from quizzes.engine.scoring import ONE, ZERO, to_text
from quizzes.models.attempts import Attempt, AttemptItem, Mark
from quizzes.models.bank import QuestionVersion
from quizzes.models.fields import write_columns
from quizzes.models.grading import ActedItem, GradingAct
from quizzes.queries.attempts.replaying import Replayed, replayed

# A regrade so chosen lets the shown key's score stand where that is the better one.
BETTER_COUNTS = (GradingAct.Choice.ONLY_RISE, GradingAct.Choice.BOTH)


def deciding_marks(items: Iterable[AttemptItem]) -> Mapping[int, Mark]:
    """Return the marks that count before answers are scored anew, by item, where they decide.

    Those are points that everybody was given, and marks by another key than the shown one. One
    query, none where nothing was marked before.
    """
    marked = {item.pk: item.version_id for item in items if item.mark_count}
    if not marked:
        return {}
    newest = Mark.objects.filter(item__in=list(marked), number=F("item__mark_count"))
    return {
        mark.item_id: mark
        for mark in newest.select_related("version", "marker")
        if mark.source == Mark.Source.GIVEN or mark.version_id != marked[mark.item_id]
    }


def carry_over(
    held: Attempt, done: Sequence[Replayed], before: Mapping[int, Mark], *, now: datetime
) -> None:
    """Append marks to answers that were just scored by the shown key, where `before` decides.

    Everybody's point stays given; a corrected key scores the new answer as it has scored the old
    one. In the caller's transaction, which holds the attempt.
    """
    items = {each.item.pk: each.item for each in done if each.item.pk in before}
    if not items:
        return
    versions = {pk: before[pk].version for pk in items if before[pk].source != Mark.Source.GIVEN}
    corrected = replayed(held, [items[pk] for pk in versions], versions) if versions else ()
    better = _better_counts(before[pk] for pk in versions)
    marks = [_given(items[pk], before[pk], now) for pk in items if pk not in versions]
    marks += [
        _scored(each, before[each.item.pk], versions[each.item.pk], now)
        for each in corrected
        if _counts(each, is_better_only=before[each.item.pk].pk in better)
    ]
    Mark.objects.bulk_create(marks)
    for mark in marks:
        mark.item.fraction, mark.item.mark_count = mark.fraction, mark.number
    write_columns([mark.item for mark in marks], ("fraction", "mark_count"))


def _better_counts(marks: Iterable[Mark]) -> frozenset[int]:
    """Return the keys of marks of regrades under which the better score counts. One query."""
    acted = ActedItem.objects.filter(
        mark__in=[mark.pk for mark in marks], act__choice__in=BETTER_COUNTS
    )
    return frozenset(acted.values_list("mark_id", flat=True))


def _counts(corrected: Replayed, *, is_better_only: bool) -> bool:
    """Whether the corrected key's score counts; also an equal one, whose mark names the key."""
    fraction = corrected.outcome.fraction
    if fraction is None:
        return False
    return not is_better_only or fraction > (corrected.item.fraction or ZERO)


def _given(item: AttemptItem, before: Mark, now: datetime) -> Mark:
    return _sealed(item, before, item.version, now, fraction=ONE, revision=item.counted_revision)


def _scored(corrected: Replayed, before: Mark, version: QuestionVersion, now: datetime) -> Mark:
    score = corrected.outcome.score
    mark = _sealed(
        corrected.item,
        before,
        version,
        now,
        fraction=corrected.outcome.fraction,
        revision=corrected.outcome.counted_revision or 0,
    )
    mark.source = Mark.Source.REGRADE
    mark.parts = {part.part_id: to_text(part.fraction) for part in score.parts} if score else {}
    mark.is_near_miss = bool(score and score.is_near_miss)
    mark.seal = mark.sealed()
    return mark


def _sealed(
    item: AttemptItem,
    before: Mark,
    version: QuestionVersion,
    now: datetime,
    *,
    fraction: Fraction | None,
    revision: int,
) -> Mark:
    mark = Mark(
        item=item,
        number=item.mark_count + 1,
        fraction=fraction,
        source=Mark.Source.GIVEN,
        marker=before.marker,
        reason=before.reason,
        version=version,
        revision=revision,
        at=now,
    )
    mark.seal = mark.sealed()
    return mark
