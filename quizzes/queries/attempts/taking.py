"""The page on which a student answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from quizzes.engine.behaviors.base import TakenStep
from quizzes.engine.behaviors.interactive import Interactive
from quizzes.engine.behaviors.registry import behavior_for, behavior_of
from quizzes.engine.disclosure import Disclosure, Part
from quizzes.engine.kinds.base import Reading
from quizzes.engine.scoring import ZERO, shown
from quizzes.engine.timing import announcements
from quizzes.engine.words import Message
from quizzes.models.attempts import Attempt, AttemptItem, Step
from quizzes.models.bank import QuestionVersion
from quizzes.queries.articles import ArticleMarked, article_marked, article_shown
from quizzes.queries.attempts.judging import Judged, judged, read_response, score_of, verdict_of
from quizzes.queries.attempts.reading import struck_options
from quizzes.queries.attempts.replaying import steps_by_item, taken_steps
from quizzes.queries.attempts.showing import (
    OptionShown,
    PartShown,
    Piece,
    by_paragraph,
    options_shown,
    parts_shown,
    pieces_shown,
    safe,
)
from quizzes.queries.bank import evidence_by_version
from quizzes.queries.disclosure import of_attempt

SHOWN = (
    "attempt",
    "position",
    "points",
    "option_order",
    "section_title",
    "instructions",
    "is_flagged",
    "last_revision",
    "counted_revision",
    "is_finished",
    "state",
    "version__kind",
    "version__spec",
    "version__rendered",
    "version__is_all_or_nothing",
)


@dataclass(frozen=True, slots=True)
class Checked:
    """What may be seen of a question that was checked: `earned` points, quotes as `evidence`.

    `attempt_id` is the attempt's public id, for the way to the evidence in the article.
    """

    attempt_id: UUID
    answer: Judged
    earned: Decimal | None
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TriesShown:
    """Where a student is with a question that has several tries.

    `last` is how the newest one went, "partial", "wrong" or "near", "" before the first; `hint`
    what it is answered with.
    """

    left: int
    used: int
    last: str
    hint: SafeString


@dataclass(frozen=True, slots=True)
class QuestionShown:
    """A question as it may be answered: nothing in it depends on the key.

    `result` is what may be seen after a check, None before.
    """

    position: int
    kind: str
    shape: str
    stem: SafeString
    options: tuple[OptionShown, ...]
    parts: tuple[PartShown, ...]
    pieces: tuple[Piece, ...]
    # Without a part in the hash: a list has none.
    raw: Any = field(hash=False)
    reading: Reading | None = field(hash=False)
    revision: int
    is_flagged: bool
    state: str
    is_finished: bool
    points: Decimal
    section_title: str
    instructions: str
    hint: Message | None
    message: Message | None
    result: Checked | None
    tries: TriesShown | None = None
    # How sure the student is, 1 to 3; None where nobody is asked.
    certainty: int | None = None

    @property
    def name(self) -> str:
        """The name of its fields in a form."""
        return f"q{self.position}"

    @property
    def typed(self) -> str:
        """What stands in its text field."""
        typed = self.raw.get("text") if isinstance(self.raw, dict) else self.raw
        return typed if isinstance(typed, str) else ""

    @property
    def decimal_mark(self) -> str:
        """The mark that the student said is the decimal one; "" where nothing was said."""
        mark = self.raw.get("decimal") if isinstance(self.raw, dict) else ""
        return mark if isinstance(mark, str) else ""

    @property
    def is_touched(self) -> bool:
        """Whether there is an answer, readable or not: an order that is shown may be none yet."""
        return self.raw not in (None, "", [], {})

    @property
    def paragraphs(self) -> tuple[tuple[OptionShown, ...], ...]:
        """The options of a passage, by paragraph; one, where it is no passage."""
        return by_paragraph(self.options)

    @property
    def is_answered(self) -> bool:
        """Whether the navigator marks it as answered."""
        return self.state == AttemptItem.State.ANSWERED


@dataclass(frozen=True, slots=True)
class TakingPage:
    """All questions of an open attempt with their stored answers, and the article beside them."""

    attempt: Attempt
    title: str
    questions: tuple[QuestionShown, ...]
    current: int
    article: ArticleMarked | None
    now: datetime

    @property
    def answered_count(self) -> int:
        """Questions with an answer that can be read."""
        return sum(question.is_answered for question in self.questions)

    @property
    def unanswered(self) -> tuple[QuestionShown, ...]:
        """Questions without one."""
        return tuple(question for question in self.questions if not question.is_answered)

    @property
    def flagged(self) -> tuple[QuestionShown, ...]:
        """Questions kept for later."""
        return tuple(question for question in self.questions if question.is_flagged)

    @property
    def class_zone(self) -> str:
        """The clock of the class that the attempt is for; "" in self-study."""
        return getattr(self.attempt, "class_zone", "") or ""

    @property
    def is_timed(self) -> bool:
        """Whether the clock ends it."""
        return self.attempt.deadline is not None

    @property
    def total_seconds(self) -> int:
        """From start to deadline; 0 without one."""
        if self.attempt.deadline is None:
            return 0
        return int((self.attempt.deadline - self.attempt.started_at).total_seconds())

    @property
    def announcements(self) -> tuple[int, ...]:
        """Seconds left at which the page speaks."""
        return announcements(self.total_seconds)


def taking_page(attempt: Attempt, current: int, now: datetime) -> TakingPage:
    """Return the page of an open attempt loaded `titled` with its article. At most seven queries.

    `current` is the question to show first; out of range it is the nearest one.
    """
    items = list(items_shown(attempt))
    questions = questions_shown(attempt, items, now)
    if attempt.navigation == "forward":
        current = attempt.position
    revision = attempt.article_revision
    return TakingPage(
        attempt=attempt,
        title=attempt.title,
        questions=questions,
        current=min(max(current, 1), len(questions)),
        article=article_marked(article_shown(revision), revision, attempt.student)
        if revision
        else None,
        now=now,
    )


def items_shown(attempt: Attempt) -> QuerySet[AttemptItem]:
    """Return the items of an attempt, in order, with what a page shows of them and no more."""
    items = attempt.items.select_related("version").only(*SHOWN)
    return items.order_by("position")


def questions_shown(
    attempt: Attempt, items: Sequence[AttemptItem], now: datetime
) -> tuple[QuestionShown, ...]:
    """Return items, loaded with their versions, as an open attempt shows them."""
    needs_history = behavior_of(attempt.behavior).needs_history
    steps = steps_by_item(items) if needs_history else latest_steps(items)
    taken = taken_steps(attempt, items, steps) if needs_history else {}
    checked = [item for item in items if item.is_finished or taken.get(item.pk)]
    disclosure = of_attempt(attempt, attempt.student, now, is_checked=True) if checked else None
    proven = disclosure is not None and disclosure.shows(Part.EVIDENCE)
    evidence = evidence_by_version(
        [item.version_id for item in checked if proven and item.is_finished]
    )
    struck = struck_options(items)
    return tuple(
        _question(
            attempt,
            item,
            steps.get(item.pk, ()),
            taken.get(item.pk, ()),
            disclosure,
            tuple(piece.quote for piece in evidence.get(item.version_id, ())),
            struck.get(item.pk),
        )
        for item in items
    )


def latest_steps(items: Sequence[AttemptItem]) -> Mapping[int, Sequence[Step]]:
    """Return each item's newest step alone, by item. One query."""
    revisions = {item.last_revision for item in items if item.last_revision}
    if not revisions:
        return {}
    steps = Step.objects.filter(item__in=[item.pk for item in items], revision__in=revisions)
    last = {item.pk: item.last_revision for item in items}
    return {step.item_id: (step,) for step in steps if step.revision == last[step.item_id]}


def _question(
    attempt: Attempt,
    item: AttemptItem,
    steps: Sequence[Step],
    taken: Sequence[TakenStep],
    disclosure: Disclosure | None,
    evidence: tuple[str, ...],
    struck: frozenset[str] | None,
) -> QuestionShown:
    version = item.version
    behavior = behavior_for(attempt.behavior, version.option_count)
    raw, certainty = behavior.unwrapped(_shown_step(item, steps))
    response, message = read_response(version, raw, attempt.language)
    parts = parts_shown(version, item.option_order, raw)
    result = tries = None
    tells = disclosure is not None and disclosure.shows(Part.CORRECTNESS)
    if disclosure is not None and tells and item.is_finished and response is not None:
        earned = behavior.outcome(taken, partial(score_of, version)).fraction if taken else None
        result = _checked(item, raw, response, disclosure, evidence, earned)
    if isinstance(behavior, Interactive) and not item.is_finished:
        tries = _tries(behavior, version, taken, tells=tells)
    return QuestionShown(
        position=item.position,
        kind=version.kind,
        shape=version.kind_module.shape,
        stem=safe(version, "stem"),
        options=options_shown(version, item.option_order, response, struck),
        parts=parts,
        pieces=pieces_shown(version, parts),
        raw=raw,
        reading=version.kind_module.reading(version.loaded_spec, raw, attempt.language),
        revision=item.last_revision,
        is_flagged=item.is_flagged,
        state=item.state,
        is_finished=item.is_finished,
        points=shown(item.points),
        section_title=item.section_title,
        instructions=item.instructions,
        hint=version.kind_module.instruction(version.loaded_spec),
        message=message,
        result=result,
        tries=tries,
        certainty=certainty if behavior.name == "certainty" else None,
    )


def _shown_step(item: AttemptItem, steps: Sequence[Step]) -> Any:
    """Return the raw input to show: the newest, or of a finished question the one that counts."""
    wanted = item.counted_revision if item.is_finished else item.last_revision
    found = next((step for step in steps if step.revision == wanted), None)
    step = found or (steps[-1] if steps else None)
    return step.raw if step else None


def _tries(
    behavior: Interactive, version: QuestionVersion, taken: Sequence[TakenStep], *, tells: bool
) -> TriesShown:
    score = partial(score_of, version)
    standing, checked = behavior.standing(taken, score), behavior.checked(taken, score)
    if not checked or not tells:
        return TriesShown(standing.tries_left, standing.tries_used, "", SafeString(""))
    newest = checked[-1]
    verdict = verdict_of("answered", newest.score.fraction) if newest.is_try else "near"
    hint = safe(version, f"hint:{standing.hints_shown - 1}")
    return TriesShown(standing.tries_left, standing.tries_used, verdict or "", hint)


def _checked(
    item: AttemptItem,
    raw: Any,
    response: Any,
    disclosure: Disclosure,
    evidence: tuple[str, ...],
    earned: Fraction | None,
) -> Checked:
    """Return what may be seen of a finished question; `earned` is after tries, if not its own."""
    score = score_of(item.version, response)
    answer = judged(
        item.version,
        item.option_order,
        raw,
        response,
        verdict_of(item.state, score.fraction),
        disclosure,
        is_near_miss=score.is_near_miss,
    )
    fraction = score.fraction if earned is None else earned
    has_score = fraction is not None and disclosure.shows(Part.SCORE)
    points = shown((fraction or ZERO) * item.points) if has_score else None
    return Checked(item.attempt.public_id, answer, points, evidence)
