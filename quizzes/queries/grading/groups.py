"""Equal typed answers to one version of a question, across students and classes."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import F, QuerySet

from quizzes.engine.behaviors.registry import behavior_for
from quizzes.engine.kinds import cloze, short_answer
from quizzes.engine.kinds.typed_text import example
from quizzes.engine.marking.gaps import typed_gaps
from quizzes.engine.marking.grouping import AnswerGroup, TypedAnswer, grouped
from quizzes.engine.scoring import ONE, from_text
from quizzes.models.accounts import User
from quizzes.models.assignments import Assignment
from quizzes.models.attempts import AttemptItem, Mark, Step
from quizzes.models.attempts.answers import AttemptItemQuerySet
from quizzes.models.bank import QuestionVersion
from quizzes.models.grading import ActedItem, GradingAct
from quizzes.queries.attempts.judging import read_response


@dataclass(frozen=True, slots=True)
class Groups:
    """A version with its answers in groups, what it accepts, and what was marked together.

    `gap` is the one of a cloze that is looked at; "" is a short answer.
    """

    version: QuestionVersion
    gap: str
    groups: Sequence[AnswerGroup]
    accepted: Sequence[str]
    acts: Sequence[GradingAct]

    @property
    def answered(self) -> int:
        """How many answers there are."""
        return sum(group.count for group in self.groups)

    @property
    def unmatched(self) -> int:
        """In how many answers nothing was matched that nobody has looked at."""
        return sum(group.count for group in self.groups if group.is_unmatched)

    def group(self, key: str) -> AnswerGroup | None:
        """Return the group of a key."""
        return next((each for each in self.groups if each.key == key), None)


def typed_answers(
    marker: User, version: QuestionVersion, given: Assignment | None
) -> AttemptItemQuerySet:
    """Return the answers to a version that were handed in to the marker's classes."""
    items = AttemptItem.objects.markable_by(marker).filter(
        version=version, state=AttemptItem.State.ANSWERED, is_dropped=False
    )
    return items if given is None else items.filter(attempt__assignment=given)


def gaps_of(version: QuestionVersion) -> Mapping[str, short_answer.Spec]:
    """Return what is typed in a version, by gap; "" is the whole of a short answer. No query."""
    if version.kind == cloze.name:
        return typed_gaps(version.loaded_spec)
    return {"": version.loaded_spec} if version.kind == short_answer.name else {}


def groups_of(
    marker: User, version: QuestionVersion, given: Assignment | None, gap: str = ""
) -> Groups:
    """Return the answers to a version, or to a typed gap of it, in groups. At most four queries.

    Raises KeyError for a gap that is not one of `gaps_of`.
    """
    spec = gaps_of(version)[gap]
    right = [variant.text for variant in spec.variants if variant.fraction == ONE]
    return Groups(
        version=version,
        gap=gap,
        groups=grouped(_answers(marker, version, given, gap)),
        accepted=[example(text, spec) for text in right],
        acts=acts_on(marker, version, gap),
    )


def acts_on(marker: User, version: QuestionVersion, gap: str = "") -> Sequence[GradingAct]:
    """Return the groups that were marked, the newest first, as far as the marker may undo them.

    Those with answers of classes that are not the marker's are theirs to undo who gave them. One
    query.
    """
    mine = AttemptItem.objects.markable_by(marker)
    beyond = ActedItem.objects.exclude(item__in=mine).values("act")
    found = _acts(version).exclude(pk__in=beyond).select_related("by").order_by("-at")
    return [act for act in found if act.summary.get("gap", "") == gap]


def _acts(version: QuestionVersion) -> QuerySet[GradingAct]:
    return GradingAct.objects.filter(
        kind=GradingAct.Kind.GROUP, version=version, undone_at__isnull=True
    )


def _answers(
    marker: User, version: QuestionVersion, given: Assignment | None, gap: str
) -> Sequence[TypedAnswer]:
    """Return what was typed, as compared, with the mark that counts. At most three queries."""
    items = typed_answers(marker, version, given)
    steps = Step.objects.filter(item__in=items, revision=F("item__counted_revision"))
    marks = _newest_marks(items)
    by_hand = _marked_by_hand(version, gap) if gap else frozenset()
    found = [
        _answer(version, step, marks.get(step.item_id), gap, by_hand)
        for step in steps.select_related("item__attempt").order_by("item")
    ]
    return [answer for answer in found if answer.typed.strip()]


def _marked_by_hand(version: QuestionVersion, gap: str) -> Collection[int]:
    """Return the answers whose gap was marked in a group. One query."""
    acted = ActedItem.objects.filter(act__in=_acts(version)).select_related("act")
    return {each.item_id for each in acted if each.act.summary.get("gap", "") == gap}


def _newest_marks(items: AttemptItemQuerySet) -> Mapping[int, Mark]:
    found = Mark.objects.filter(item__in=items, number=F("item__mark_count"))
    return {mark.item_id: mark for mark in found}


def _answer(
    version: QuestionVersion, step: Step, mark: Mark | None, gap: str, by_hand: Collection[int]
) -> TypedAnswer:
    attempt, spec = step.item.attempt, gaps_of(version)[gap]
    behavior = behavior_for(attempt.behavior, version.option_count)
    raw, _certainty = behavior.unwrapped(step.raw)
    response, _message = read_response(version, raw, attempt.language)
    typed = str((dict(response or ()).get(gap) if gap else response) or "")
    is_by_person = bool(mark and mark.source == Mark.Source.PERSON)
    fraction = _part(mark, gap) if gap else step.item.fraction
    return TypedAnswer(
        item=step.item_id,
        typed=typed,
        compared=short_answer.compared(spec, typed),
        fraction=fraction,
        is_near_miss=short_answer.score(spec, typed).is_near_miss,
        is_by_person=is_by_person and (not gap or step.item_id in by_hand),
        comment=mark.comment if mark else "",
    )


def _part(mark: Mark | None, gap: str) -> Fraction | None:
    text = mark.parts.get(gap) if mark else None
    return from_text(text) if text else None
