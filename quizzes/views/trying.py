"""An author tries a question that is not published: answers it, and sees what that earns."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from django.http import QueryDict
from django.utils.safestring import SafeString

from quizzes.engine.behaviors import certainty
from quizzes.engine.behaviors.base import Action, TakenStep
from quizzes.engine.behaviors.interactive import Interactive
from quizzes.engine.behaviors.registry import BEHAVIORS, behavior_for
from quizzes.engine.saving import storable
from quizzes.engine.words import Message
from quizzes.engine.words import mark as _
from quizzes.forms.answers import RAW_FROM
from quizzes.models.bank import QuestionVersion
from quizzes.queries.attempts.judging import read_response, score_of
from quizzes.queries.attempts.taking import QuestionShown
from quizzes.queries.review import ItemReviewed
from quizzes.services.bank import Content
from quizzes.views.previews import as_asked, as_reviewed, shown_order, unsaved

BEHAVIOR, STEP, LEVEL = "try-behavior", "try-step", "q1-certainty"
MOST_STEPS = 20
ANSWER_FIRST = Message(_("Answer it first, then score it."))


@dataclass(frozen=True, slots=True)
class Tried:
    """A question with an answer in it, and what that came to; nothing of it is stored.

    `reviewed` is None while it may be tried again or is not answered yet; `earned` 0..1, None waits
    for a person; `mark`: of certainty; `hint`: due after a wrong try; `steps`: what the form
    carries along, the earlier tries.
    """

    question: QuestionShown
    behavior: str
    message: Message | None
    reviewed: ItemReviewed | None
    earned: Fraction | None
    is_scored: bool
    mark: int | None
    tries_left: int
    hint: SafeString
    steps: Sequence[str]
    level: int


def tried(content: Content, posted: QueryDict, language: str) -> Tried:
    """Return what an answer comes to under a behavior; raise InvalidSpec for the content."""
    version, raw = unsaved(content), storable(RAW_FROM[content.kind](posted, "q1"))
    name = posted.get(BEHAVIOR, "")
    trial = _Trial(version, name if name in BEHAVIORS else "deferred", language)
    level = _level(posted.get(LEVEL, ""))
    earlier = _earlier(posted.getlist(STEP))
    if posted.get("go") == "anew":
        return trial.begun(None, [], level)
    if posted.get("go") != "score":
        return trial.begun(raw, earlier, level)
    return trial.scored(raw, earlier, level)


class _Trial:
    """A version under a behavior."""

    def __init__(self, version: QuestionVersion, name: str, language: str) -> None:
        self.version, self.name, self.language = version, name, language
        self.behavior = behavior_for(name, version.option_count)

    def begun(self, raw: object, earlier: list[object], level: int) -> Tried:
        """Return the question with an answer in it that is not scored yet."""
        return self._tried(raw, earlier, level)

    def scored(self, raw: object, earlier: list[object], level: int) -> Tried:
        """Return the question with what the answer, after earlier ones, came to."""
        steps = [
            self._step(number, each, level) for number, each in enumerate([*earlier, raw], start=1)
        ]
        outcome = self.behavior.outcome(steps, lambda answer: score_of(self.version, answer))
        if not steps[-1].is_answer:
            blank = self._tried(raw, earlier, level)
            return replace(blank, message=blank.message or ANSWER_FIRST)
        told = self._tried(raw, [*earlier, raw], level)
        left, hints = self._standing(steps)
        if left:
            return replace(told, tries_left=left, hint=self._hint(hints), is_scored=True)
        fraction = outcome.fraction
        return replace(
            told,
            is_scored=True,
            earned=fraction,
            reviewed=self._reviewed(raw, steps[-1]),
            mark=self._mark(fraction, level),
        )

    def _reviewed(self, raw: object, step: TakenStep) -> ItemReviewed:
        own = score_of(self.version, step.response).fraction
        order = shown_order(self.version)
        return as_reviewed(self.version, 1, order, raw, language=self.language, fraction=own)

    def _mark(self, fraction: Fraction | None, level: int) -> int | None:
        if self.name != certainty.name or fraction not in (0, 1):
            return None
        return certainty.certainty_mark(fraction, level, is_answered=True)

    def _standing(self, steps: Sequence[TakenStep]) -> tuple[int, int]:
        if not isinstance(self.behavior, Interactive):
            return 0, 0
        standing = self.behavior.standing(steps, lambda answer: score_of(self.version, answer))
        return standing.tries_left, standing.hints_shown

    def _hint(self, number: int) -> SafeString:
        return SafeString(self.version.rendered.get(f"hint:{number - 1}", ""))

    def _step(self, number: int, raw: object, level: int) -> TakenStep:
        response, message = read_response(self.version, raw, self.language)
        return TakenStep(
            number,
            Action.CHECK,
            response,
            is_readable=message is None,
            certainty=level,
            compared=self.version.compared(response),
        )

    def _tried(self, raw: object, steps: list[object], level: int) -> Tried:
        _response, message = read_response(self.version, raw, self.language)
        order = shown_order(self.version)
        question = as_asked(self.version, 1, order, raw, language=self.language)
        return Tried(
            question=question,
            behavior=self.name,
            message=message,
            reviewed=None,
            earned=None,
            is_scored=False,
            mark=None,
            tries_left=0,
            hint=SafeString(""),
            steps=[json.dumps(step) for step in steps],
            level=level,
        )


def _level(text: str) -> int:
    return int(text) if text in {"1", "2", "3"} else 1


def _earlier(posted: Sequence[str]) -> list[object]:
    """Return the earlier tries that the form carries; what no page of ours carries is left out."""
    read = []
    for text in posted[:MOST_STEPS]:
        try:
            read.append(storable(json.loads(text)))
        except (ValueError, RecursionError):
            continue
    return read
