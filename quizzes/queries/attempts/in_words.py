"""What a step says, in words alone, and nothing about whether it is right."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from quizzes.engine.behaviors.base import Behavior
from quizzes.engine.disclosure import Disclosure, Part
from quizzes.models.attempts import AttemptItem, Step
from quizzes.queries.attempts.judging import OptionJudged, judged, read_response

RESPONSE_ALONE = Disclosure(parts=frozenset({Part.RESPONSE}), later={})


@dataclass(frozen=True, slots=True)
class AnswerInWords:
    """What was answered, in words alone: of a late answer, say. Blank, it says nothing.

    `lines` are what was picked for parts, or put in order.
    """

    at: datetime
    revision: int
    typed: str
    chosen: tuple[OptionJudged, ...]
    lines: tuple[SafeString, ...]
    is_accepted: bool


def answer_in_words(
    item: AttemptItem, behavior: Behavior, step: Step, language: str
) -> AnswerInWords:
    """Return what a step says, and nothing about whether it is right. No query."""
    raw, _level = behavior.unwrapped(step.raw)
    response, _message = read_response(item.version, raw, language)
    said = judged(item.version, item.option_order, raw, response, "waiting", RESPONSE_ALONE)
    parts = [part.given for part in said.parts if part.given]
    places = [place.html for place in said.places] if response is not None else []
    return AnswerInWords(
        at=step.at,
        revision=step.revision,
        typed=said.typed,
        chosen=said.chosen,
        lines=(*parts, *places),
        is_accepted=hasattr(step, "acceptance"),
    )
