"""An essay beside its question, its rubric and what was said of it: what a marker looks at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from django.utils.safestring import SafeString

from quizzes.engine.behaviors.registry import behavior_for
from quizzes.engine.disclosure import Part
from quizzes.engine.kinds import essay
from quizzes.engine.marking.rubric import marked_levels
from quizzes.engine.scoring import from_text, shown
from quizzes.engine.words import Message
from quizzes.models.accounts import User
from quizzes.models.attempts import AttemptItem, Mark, Step
from quizzes.models.bank import Evidence, QuestionVersion
from quizzes.models.grading import MarkingClaim, MarkingDraft
from quizzes.queries.attempts.showing import safe
from quizzes.queries.bank import evidence_by_version
from quizzes.queries.disclosure import of_attempt
from quizzes.queries.grading.waiting import SILENCE


@dataclass(frozen=True, slots=True)
class LevelToPick:
    """A level of a criterion; `key` is the number that picks it."""

    id: str
    html: SafeString
    points: Decimal
    key: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class CriterionToMark:
    """A criterion with its levels as the author put them, and the most that it earns."""

    id: str
    html: SafeString
    most: Decimal
    levels: tuple[LevelToPick, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in the form: levels by criterion, a comment, and on which mark it is based."""

    levels: Mapping[str, str]
    comment: str
    based_on: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AnswerToMark:
    """An answer with all that a marker needs; its student is not told here.

    `newest` is the mark that counts, if a person gave it; `held_by` another marker who has the
    answer in hand; `is_score_shown` whether its student sees the score of the whole now.
    """

    item: AttemptItem
    stem: SafeString
    asked: Message | None
    text: str
    word_count: int
    criteria: tuple[CriterionToMark, ...]
    model_answer: SafeString
    explanation: SafeString
    evidence: tuple[Evidence, ...]
    newest: Mark | None
    filled: Filled
    draft_saved_at: datetime | None
    held_by: User | None
    is_score_shown: bool

    @property
    def version(self) -> QuestionVersion:
        """What was asked."""
        return self.item.version

    @property
    def is_stale(self) -> bool:
        """Whether somebody has marked it since the form was filled."""
        return self.filled.based_on != self.item.mark_count

    @property
    def needs_reason(self) -> bool:
        """Whether a mark that its student sees is changed."""
        return self.newest is not None and self.is_score_shown


def answer_to_mark(
    item: AttemptItem, marker: User, now: datetime, typed: Filled | None = None
) -> AnswerToMark:
    """Return what a marker sees of an answer, with the attempt and the version. Eight queries.

    `typed` is what was sent and not taken; without it the marker's draft, or the mark, is shown.
    """
    version = item.version
    newest = item.marks.select_related("marker").order_by("-number").first()
    draft = MarkingDraft.objects.filter(item=item, marker=marker).first()
    by_person = newest if newest is not None and newest.fraction is not None else None
    filled = typed or _filled(item, draft, by_person)
    text = _text(item)
    return AnswerToMark(
        item=item,
        stem=safe(version, "stem"),
        asked=version.kind_module.instruction(version.loaded_spec),
        text=text,
        word_count=essay.count_words(text),
        criteria=criteria_of(version, filled.levels),
        model_answer=safe(version, essay.MODEL),
        explanation=safe(version, "explanation"),
        evidence=tuple(evidence_by_version([version.pk]).get(version.pk, ())),
        newest=by_person,
        filled=filled,
        draft_saved_at=draft.saved_at if draft and typed is None else None,
        held_by=holder_of(item, marker, now),
        is_score_shown=is_score_shown(item, now),
    )


def holder_of(item: AttemptItem, marker: User, now: datetime) -> User | None:
    """Return who else has an answer in hand. One query."""
    claims = MarkingClaim.objects.filter(item=item, claimed_at__gt=now - SILENCE)
    claim = claims.exclude(marker=marker).select_related("marker").first()
    return claim.marker if claim else None


def is_score_shown(item: AttemptItem, now: datetime) -> bool:
    """Return whether the student sees what the answer has earned. At most three queries."""
    return of_attempt(item.attempt, item.attempt.student, now).shows(Part.SCORE)


def criteria_of(version: QuestionVersion, levels: Mapping[str, str]) -> tuple[CriterionToMark, ...]:
    """Return a rubric with what is chosen of it. No query."""
    spec: essay.Spec = version.loaded_spec
    return tuple(
        CriterionToMark(
            id=criterion.id,
            html=safe(version, f"feedback:{criterion.id}"),
            most=shown(max(level.points for level in criterion.levels)),
            levels=tuple(
                LevelToPick(
                    id=level.id,
                    html=safe(version, f"feedback:{level.id}"),
                    points=shown(level.points),
                    key=key,
                    is_chosen=levels.get(criterion.id) == level.id,
                )
                for key, level in enumerate(criterion.levels, start=1)
            ),
        )
        for criterion in spec.criteria
    )


def levels_of(version: QuestionVersion, parts: Mapping[str, str]) -> Mapping[str, str]:
    """Return the levels that a mark's parts stand for. No query."""
    return marked_levels(version.loaded_spec, _fractions(parts))


def _fractions(parts: Mapping[str, str]) -> Mapping[str, Fraction]:
    return {part: from_text(text) for part, text in parts.items()}


def _filled(item: AttemptItem, draft: MarkingDraft | None, newest: Mark | None) -> Filled:
    if draft is not None:
        return Filled(draft.levels, draft.comment, draft.based_on)
    if newest is not None:
        levels = levels_of(item.version, newest.parts)
        return Filled(levels, newest.comment, item.mark_count)
    return Filled({}, "", item.mark_count)


def _text(item: AttemptItem) -> str:
    """Return the answer that counts, as typed. One query."""
    step = Step.objects.filter(item=item, revision=item.counted_revision).first()
    behavior = behavior_for(item.attempt.behavior, item.version.option_count)
    raw, _certainty = behavior.unwrapped(step.raw if step else "")
    return raw if isinstance(raw, str) else ""
