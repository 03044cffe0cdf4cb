"""Marking an essay by its rubric: a new mark, the attempt's totals, and who hears of it."""

from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction

from django.db import transaction

from quizzes.engine.kinds import essay
from quizzes.engine.marking.rubric import marked_parts
from quizzes.engine.scoring import Score, all_or_nothing, to_text
from quizzes.engine.words import Message, Refused
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.attempts import AttemptItem, Mark
from quizzes.models.audit import AuditRecord
from quizzes.models.grading import MarkingDraft
from quizzes.queries.grading.marking.essays import Filled, holder_of, is_score_shown
from quizzes.services import attempts
from quizzes.services.grading.claiming import InOtherHands, put_down
from quizzes.services.grading.telling import tell_of_mark
from quizzes.services.grading.writing import shift_kept_shares


class NotComplete(Refused):
    """A criterion has no level yet, or a reason is missing."""


class MarkedMeanwhile(Refused):
    """Somebody has marked the answer since the marker's page was opened."""

    def __init__(self) -> None:
        super().__init__(
            Message(
                _(
                    "This answer was marked while you had it open. Look at that mark: yours stands"
                    " here as you chose it, and replaces that one if you save again."
                )
            )
        )


@transaction.atomic
def mark_essay(
    *, item: AttemptItem, marker: User, filled: Filled, now: datetime, address: str = ""
) -> Mark:
    """Return the mark of an essay, with a level for each criterion.

    Raises NotComplete; MarkedMeanwhile if another mark counts than the one that `filled` is based
    on; InOtherHands. Sent twice, the same mark is given once. A mark that its student sees is
    changed with a reason only, and the student is told.
    """
    held = (
        AttemptItem.objects.select_for_update(of=("attempt", "self"))
        .select_related(
            "attempt__student",
            "attempt__assignment__quiz",
            "attempt__assignment__classroom",
            "version",
        )
        .get(pk=item.pk)
    )
    newest = held.marks.order_by("-number").first()
    if newest is not None and _is_the_same(newest, held, marker, filled):
        return newest
    if held.mark_count != filled.based_on or held.attempt.is_open:
        raise MarkedMeanwhile
    if held.fraction is None and (other := holder_of(held, marker, now)):
        raise InOtherHands(other)
    before = held.fraction
    is_seen = before is not None and is_score_shown(held, now)
    if is_seen and not filled.reason.strip():
        raise NotComplete(Message(_("The student sees this mark. Say why it changes.")))
    mark = _marked(held, marker, filled, now)
    if held.attempt.kept_share is not None:
        shift_kept_shares({held.attempt_id: held.attempt}, [held], {held.pk: before})
        held.attempt.save(update_fields=["kept_share"])
    attempts.update_totals(held.attempt, held.attempt.items.all())
    put_down(item=held, marker=marker)
    MarkingDraft.objects.filter(item=held, marker=marker).delete()
    AuditRecord.objects.record(
        action="grading.mark_essay",
        subject=held.attempt,
        actor=marker,
        now=now,
        before={"position": held.position, "fraction": str(before)},
        after={"fraction": str(mark.fraction), "parts": mark.parts, "number": mark.number},
        reason=filled.reason,
        address=address,
    )
    if is_seen and before != mark.fraction:
        tell_of_mark(attempt=held.attempt, key=f"{mark.pk}", now=now)
    return mark


def _is_the_same(newest: Mark, held: AttemptItem, marker: User, filled: Filled) -> bool:
    """Whether it is what was sent: a second press, or an answer that got lost."""
    return (
        newest.number == filled.based_on + 1
        and newest.marker_id == marker.pk
        and newest.comment == filled.comment.strip()
        and newest.parts == _parts(held, filled.levels)
    )


def _marked(held: AttemptItem, marker: User, filled: Filled, now: datetime) -> Mark:
    mark = Mark(
        item=held,
        number=held.mark_count + 1,
        fraction=_fraction(held, filled.levels),
        parts=_parts(held, filled.levels),
        source=Mark.Source.PERSON,
        marker=marker,
        reason=filled.reason.strip(),
        comment=filled.comment.strip(),
        version=held.version,
        revision=held.counted_revision,
        at=now,
    )
    mark.seal = mark.sealed()
    mark.save(force_insert=True)
    held.fraction, held.mark_count = mark.fraction, mark.number
    held.save(update_fields=["fraction", "mark_count"])
    attempts.refresh_firsts([held.pk])
    return mark


def _fraction(held: AttemptItem, levels: Mapping[str, str]) -> Fraction | None:
    try:
        score = Score(essay.fraction_of(held.version.loaded_spec, levels))
    except ValueError as error:
        raise NotComplete(Message(_("Choose a level for each criterion."))) from error
    return (all_or_nothing(score) if held.version.is_all_or_nothing else score).fraction


def _parts(held: AttemptItem, levels: Mapping[str, str]) -> dict[str, str]:
    _fraction(held, levels)
    parts = marked_parts(held.version.loaded_spec, levels)
    return {part: to_text(fraction) for part, fraction in parts.items()}
