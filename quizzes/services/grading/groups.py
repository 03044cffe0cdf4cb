"""Equal answers marked together: one act, which `undo` takes back as one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.db import transaction

from quizzes.engine.marking.gaps import whole_of
from quizzes.engine.marking.grouping import AnswerGroup
from quizzes.engine.scoring import Score, all_or_nothing, from_text, to_text
from quizzes.engine.words import Message, Refused
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.assignments import Assignment
from quizzes.models.attempts import AttemptItem, Mark
from quizzes.models.audit import AuditRecord
from quizzes.models.bank import QuestionVersion
from quizzes.models.grading import ActedItem, GradingAct
from quizzes.queries.grading.marking.groups import groups_of
from quizzes.queries.grading.marking.said import newest_marks
from quizzes.queries.grading.regrading.planning import NewMark
from quizzes.services.grading.writing import (
    locked_attempts,
    new_mark,
    settle_attempts,
    shift_kept_shares,
    store_items,
    store_marks,
    tell_changed,
)

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
    items = _locked([answer.item for answer in found.answers])
    newest = newest_marks(items)
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
        summary=_summary(found, group, len(changed)),
    )
    _give(act, changed, newest, group)
    AuditRecord.objects.record(
        action="grading.mark_group",
        subject=act,
        actor=marker,
        now=now,
        after={**act.summary, "version": version.pk},
        address=address,
    )
    return act


def _summary(found: AnswerGroup, group: GroupMark, count: int) -> dict[str, str | int]:
    told = {"answer": found.typed[:LONGEST_SUMMARY], "fraction": to_text(group.fraction)}
    return {**told, "count": count, **({"gap": group.gap} if group.gap else {})}


def _locked(keys: Sequence[int]) -> Sequence[AttemptItem]:
    """Return items in the hold of their attempts, each with its own."""
    found = AttemptItem.objects.filter(pk__in=keys)
    attempts = locked_attempts(found.values_list("attempt_id", flat=True))
    items = list(found.select_for_update(of=("self",)).order_by("pk"))
    for item in items:
        item.attempt = attempts[item.attempt_id]
    return items


def _is_of_another(mark: Mark, marker: User, seen_at: datetime) -> bool:
    by_another = mark.source == Mark.Source.PERSON and mark.marker_id != marker.pk
    return by_another and mark.at > seen_at


def _give(
    act: GradingAct,
    items: Sequence[AttemptItem],
    newest: Mapping[int, Mark],
    group: GroupMark,
) -> None:
    """Store the marks of a group, and tell those who see that their score has changed."""
    befores = {item.pk: item.fraction for item in items}
    # A regrade may have scored some by another version than they were shown.
    versions = QuestionVersion.objects.in_bulk({newest[item.pk].version_id for item in items})
    said = [_said(item, newest[item.pk], versions, group) for item in items]
    marks = [
        new_mark(item, each, marker=act.by, reason="", now=act.at)
        for item, each in zip(items, said, strict=True)
    ]
    store_marks(marks)
    store_items(items)
    ActedItem.objects.bulk_create(
        ActedItem(act=act, item=item, mark=mark, before=newest.get(item.pk))
        for item, mark in zip(items, marks, strict=True)
    )
    attempts = {item.attempt_id: item.attempt for item in items}
    shift_kept_shares(attempts, items, befores)
    settle_attempts(attempts.values())
    changed = {item.attempt_id for item in items if item.fraction != befores[item.pk]}
    tell_changed(act, [attempts[pk] for pk in sorted(changed)], act.at)


def _has(newest: Mark | None, group: GroupMark) -> bool:
    """Whether an answer that a person has marked has this mark already."""
    if newest is None or newest.comment != group.comment:
        return False
    if group.gap:
        return bool(newest.parts.get(group.gap) == to_text(group.fraction))
    return newest.fraction == group.fraction


def _said(
    item: AttemptItem, newest: Mark, versions: Mapping[int, QuestionVersion], group: GroupMark
) -> NewMark:
    """Return what an answer earns with its group's mark, and its parts where it has gaps."""
    fraction: Fraction | None = group.fraction
    parts: dict[str, str] = {}
    version = versions[newest.version_id]
    if group.gap:
        parts = {**newest.parts, group.gap: to_text(group.fraction)}
        earned = {gap: from_text(text) for gap, text in parts.items()}
        score = Score(whole_of(version.loaded_spec, earned))
        fraction = (all_or_nothing(score) if version.is_all_or_nothing else score).fraction
    return NewMark(
        fraction=fraction,
        source=Mark.Source.PERSON,
        version_id=version.pk,
        revision=item.counted_revision,
        parts=parts,
        comment=group.comment,
    )
