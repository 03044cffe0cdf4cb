"""Equal typed answers to one version of a question, across students and classes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F

from quizzes.engine.behaviors.registry import behavior_for
from quizzes.engine.kinds import short_answer
from quizzes.engine.kinds.typed_text import example
from quizzes.engine.marking.grouping import AnswerGroup, TypedAnswer, grouped
from quizzes.engine.scoring import ONE
from quizzes.models.accounts import User
from quizzes.models.assignments import Assignment
from quizzes.models.attempts import AttemptItem, Mark, Step
from quizzes.models.attempts.answers import AttemptItemQuerySet
from quizzes.models.bank import QuestionVersion
from quizzes.models.grading import ActedItem, GradingAct
from quizzes.queries.attempts.judging import read_response


@dataclass(frozen=True, slots=True)
class Groups:
    """A version with its answers in groups, what it accepts, and what was marked together."""

    version: QuestionVersion
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


def groups_of(marker: User, version: QuestionVersion, given: Assignment | None) -> Groups:
    """Return the answers to a version of a short answer in groups. Three queries."""
    spec: short_answer.Spec = version.loaded_spec
    right = [variant.text for variant in spec.variants if variant.fraction == ONE]
    return Groups(
        version=version,
        groups=grouped(_answers(marker, version, given)),
        accepted=[example(text, spec) for text in right],
        acts=acts_on(marker, version),
    )


def acts_on(marker: User, version: QuestionVersion) -> Sequence[GradingAct]:
    """Return the groups that were marked, the newest first, as far as the marker may undo them.

    Those with answers of classes that are not the marker's are theirs to undo who gave them. One
    query.
    """
    mine = AttemptItem.objects.markable_by(marker)
    beyond = ActedItem.objects.exclude(item__in=mine).values("act")
    acts = GradingAct.objects.filter(
        kind=GradingAct.Kind.GROUP, version=version, undone_at__isnull=True
    )
    return list(acts.exclude(pk__in=beyond).select_related("by").order_by("-at"))


def _answers(
    marker: User, version: QuestionVersion, given: Assignment | None
) -> Sequence[TypedAnswer]:
    """Return what was typed, as it was compared, with the mark that counts. Two queries."""
    items = typed_answers(marker, version, given)
    steps = Step.objects.filter(item__in=items, revision=F("item__counted_revision"))
    marks = _newest_marks(items)
    return [
        _answer(version, step, marks.get(step.item_id))
        for step in steps.select_related("item__attempt").order_by("item")
    ]


def _newest_marks(items: AttemptItemQuerySet) -> Mapping[int, Mark]:
    found = Mark.objects.filter(item__in=items, number=F("item__mark_count"))
    return {mark.item_id: mark for mark in found}


def _answer(version: QuestionVersion, step: Step, mark: Mark | None) -> TypedAnswer:
    attempt = step.item.attempt
    behavior = behavior_for(attempt.behavior, version.option_count)
    raw, _certainty = behavior.unwrapped(step.raw)
    response, _message = read_response(version, raw, attempt.language)
    return TypedAnswer(
        item=step.item_id,
        typed=str(response or ""),
        compared=str(version.compared(response) or ""),
        fraction=step.item.fraction,
        is_near_miss=bool(mark and mark.is_near_miss),
        is_by_person=bool(mark and mark.source == Mark.Source.PERSON),
        comment=mark.comment if mark else "",
    )
