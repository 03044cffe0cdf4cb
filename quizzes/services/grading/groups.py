"""Equal answers marked together: one act, which can be undone as one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.db import transaction

from quizzes.engine.marking.gaps import whole_of
from quizzes.engine.scoring import Score, all_or_nothing, from_text, to_text
from quizzes.engine.words import Message, Refused
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.assignments import Assignment
from quizzes.models.attempts import Attempt, AttemptItem, Mark
from quizzes.models.audit import AuditRecord
from quizzes.models.bank import QuestionVersion
from quizzes.models.fields import write_columns
from quizzes.models.grading import ActedItem, GradingAct
from quizzes.queries.grading.essays import is_score_shown
from quizzes.queries.grading.groups import groups_of
from quizzes.services import attempts
from quizzes.services.grading.telling import tell_of_mark

MARKED = ("fraction", "mark_count")
LONGEST_SUMMARY = 200


@dataclass(frozen=True, slots=True)
class GroupMark:
    """What a group of equal answers earns, 0..1, and what is said of it; `gap`: of a cloze."""

    key: str
    fraction: Fraction
    comment: str
    gap: str = ""


class NothingToMark(Refused):
    """There is no such group any more, or it has this mark already."""


class GroupMarkedMeanwhile(Refused):
    """Somebody has marked answers of the group since the page was opened."""


@transaction.atomic
def mark_group(
    *,
    version: QuestionVersion,
    group: GroupMark,
    marker: User,
    seen_at: datetime,
    now: datetime,
    given: Assignment | None = None,
    address: str = "",
) -> GradingAct:
    """Return the act that has marked all equal answers in the marker's classes.

    What it gives counts as it is, also after tries that cost. Answers that came in since the page
    was opened, at `seen_at`, belong to the group. Raises NothingToMark, GroupMarkedMeanwhile.
    """
    found = groups_of(marker, version, given, group.gap).group(group.key)
    if found is None:
        raise NothingToMark(Message(_("There is no such answer any more. Look at the list again.")))
    items = _locked(answer.item for answer in found.answers)
    newest = _newest(items)
    if any(_is_of_another(mark, marker, seen_at) for mark in newest.values()):
        raise GroupMarkedMeanwhile(
            Message(
                _("Somebody else has marked this answer since you opened the page. Look again.")
            )
        )
    given_by_hand = {each.item: each.is_by_person for each in found.answers}
    changed = [
        item for item in items if not (given_by_hand[item.pk] and _has(newest.get(item.pk), group))
    ]
    if not changed:
        raise NothingToMark(Message(_("These answers have this mark already.")))
    act = GradingAct.objects.create(
        kind=GradingAct.Kind.GROUP,
        question=version.question,
        version=version,
        assignment=given,
        by=marker,
        at=now,
        summary={
            "answer": found.typed[:LONGEST_SUMMARY],
            "fraction": to_text(group.fraction),
            "count": len(changed),
            **({"gap": group.gap} if group.gap else {}),
        },
    )
    befores = {item.pk: item.fraction for item in changed}
    marks = [_mark(item, newest[item.pk], marker, group, now) for item in changed]
    _give(act, changed, marks, newest)
    _record(act, "grading.mark_group", marker, now, address)
    _tell(act, [item for item in changed if item.fraction != befores[item.pk]], now)
    return act


@transaction.atomic
def undo_group(*, act: GradingAct, actor: User, now: datetime, address: str = "") -> int:
    """Return how many answers have again the mark that they had before a group was marked.

    Those that were marked once more since then keep that; an act that is undone stays so.
    """
    held = GradingAct.objects.select_for_update().get(pk=act.pk)
    if held.undone_at is not None:
        return 0
    acted = {each.item_id: each for each in held.items.select_related("mark", "before")}
    items = [
        item
        for item in _locked(acted)
        if (mark := acted[item.pk].mark) and mark.number == item.mark_count
    ]
    befores = {item.pk: item.fraction for item in items}
    marks = [_restored(item, acted[item.pk].before, actor, now) for item in items]
    _write(items, marks)
    held.undone_at, held.undone_by = now, actor
    held.save(update_fields=["undone_at", "undone_by"])
    _record(held, "grading.undo_group", actor, now, address)
    _tell(held, [item for item in items if item.fraction != befores[item.pk]], now, "undone")
    return len(items)


def _locked(keys: Iterable[int]) -> Sequence[AttemptItem]:
    """Return items with their attempts, held in one order so that none waits in a ring."""
    held = AttemptItem.objects.select_for_update(of=("attempt", "self")).filter(pk__in=list(keys))
    return list(
        held.select_related(
            "attempt__student", "attempt__assignment__quiz", "attempt__assignment__classroom"
        ).order_by("attempt", "pk")
    )


def _newest(items: Sequence[AttemptItem]) -> Mapping[int, Mark]:
    marks = Mark.objects.filter(item__in=items).select_related("version").order_by("number")
    return {mark.item_id: mark for mark in marks}


def _is_of_another(mark: Mark, marker: User, seen_at: datetime) -> bool:
    by_another = mark.source == Mark.Source.PERSON and mark.marker_id != marker.pk
    return by_another and mark.at > seen_at


def _has(newest: Mark | None, group: GroupMark) -> bool:
    """Whether an answer that a person has marked has this mark already."""
    if newest is None or newest.comment != group.comment:
        return False
    if group.gap:
        return bool(newest.parts.get(group.gap) == to_text(group.fraction))
    return newest.fraction == group.fraction


def _mark(item: AttemptItem, newest: Mark, marker: User, group: GroupMark, now: datetime) -> Mark:
    fraction, parts = _earned(newest, group)
    mark = Mark(
        item=item,
        number=item.mark_count + 1,
        fraction=fraction,
        parts=parts,
        source=Mark.Source.PERSON,
        marker=marker,
        comment=group.comment,
        version=newest.version,
        revision=item.counted_revision,
        at=now,
    )
    mark.seal = mark.sealed()
    return mark


def _earned(newest: Mark, group: GroupMark) -> tuple[Fraction | None, dict[str, str]]:
    """Return what an answer earns with its group's mark, and its parts where it has gaps."""
    if not group.gap:
        return group.fraction, {}
    parts = {**newest.parts, group.gap: to_text(group.fraction)}
    spec = newest.version.loaded_spec
    score = Score(whole_of(spec, {gap: from_text(text) for gap, text in parts.items()}))
    whole = all_or_nothing(score) if newest.version.is_all_or_nothing else score
    return whole.fraction, parts


def _restored(item: AttemptItem, before: Mark | None, actor: User, now: datetime) -> Mark:
    """Return a mark that says again what one said; a person gives it, no rule."""
    mark = Mark(
        item=item,
        number=item.mark_count + 1,
        fraction=before.fraction if before else None,
        parts=before.parts if before else {},
        is_near_miss=bool(before and before.is_near_miss),
        source=Mark.Source.PERSON,
        marker=actor,
        comment=before.comment if before else "",
        version_id=before.version_id if before else item.version_id,
        revision=item.counted_revision,
        at=now,
    )
    mark.seal = mark.sealed()
    return mark


def _give(
    act: GradingAct,
    items: Sequence[AttemptItem],
    marks: Sequence[Mark],
    newest: Mapping[int, Mark],
) -> None:
    _write(items, marks)
    ActedItem.objects.bulk_create(
        ActedItem(act=act, item=item, mark=mark, before=newest.get(item.pk))
        for item, mark in zip(items, marks, strict=True)
    )


def _write(items: Sequence[AttemptItem], marks: Sequence[Mark]) -> None:
    Mark.objects.bulk_create(marks)
    for item, mark in zip(items, marks, strict=True):
        item.fraction, item.mark_count = mark.fraction, mark.number
    write_columns(items, MARKED)
    touched: dict[int, Attempt] = {item.attempt_id: item.attempt for item in items}
    all_items: dict[int, list[AttemptItem]] = defaultdict(list)
    for each in AttemptItem.objects.filter(attempt__in=touched):
        all_items[each.attempt_id].append(each)
    for pk, attempt in touched.items():
        attempts.update_totals(attempt, all_items[pk])


def _record(act: GradingAct, action: str, actor: User, now: datetime, address: str) -> None:
    AuditRecord.objects.record(
        action=action,
        subject=act,
        actor=actor,
        now=now,
        after={**act.summary, "version": act.version_id},
        reason=act.reason,
        address=address,
    )


def _tell(
    act: GradingAct, items: Sequence[AttemptItem], now: datetime, what: str = "marked"
) -> None:
    """Tell those students who see their score that it has changed."""
    for item in items:
        if is_score_shown(item, now):
            tell_of_mark(attempt=item.attempt, key=f"{what}:{act.public_id}", now=now)
