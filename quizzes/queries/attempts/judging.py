"""What may be seen of one answer: the choices, the key and the words about it, as disclosed."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from quizzes.engine.disclosure import Disclosure, Part
from quizzes.engine.kinds.base import InvalidResponse
from quizzes.engine.scoring import Score, all_or_nothing
from quizzes.models.bank import QuestionVersion

NO_SECRET = ("unanswered", "unreadable")


@dataclass(frozen=True, slots=True)
class OptionJudged:
    """An option in review. `is_key` is None while the key is hidden, `feedback` empty."""

    id: str
    html: SafeString
    is_chosen: bool
    is_key: bool | None
    feedback: SafeString


@dataclass(frozen=True, slots=True)
class Judged:
    """What may be seen of an answer. What is hidden is None or empty.

    `verdict` is "right", "partial", "wrong", "unanswered", "unreadable" or "waiting"; `typed`
    what was typed, `key` the answer that earns all points, `feedback` what is said of an answer
    that was typed. That nothing was answered, or nothing that can be read, is in the answer
    itself, so it is no secret.
    """

    options: tuple[OptionJudged, ...]
    typed: str
    verdict: str | None
    key: str
    feedback: tuple[SafeString, ...]
    explanation: SafeString
    is_near_miss: bool

    @property
    def chosen(self) -> tuple[OptionJudged, ...]:
        """The options that were chosen."""
        return tuple(option for option in self.options if option.is_chosen)

    @property
    def keys(self) -> tuple[OptionJudged, ...]:
        """The right options, while they may be seen."""
        return tuple(option for option in self.options if option.is_key)

    @property
    def chosen_keys(self) -> tuple[OptionJudged, ...]:
        """The right options among the chosen, while they may be seen."""
        return tuple(option for option in self.chosen if option.is_key)

    @property
    def wrong(self) -> tuple[OptionJudged, ...]:
        """The wrong options, while it may be seen which they are."""
        return tuple(option for option in self.options if option.is_key is False)

    @property
    def chosen_wrong(self) -> tuple[OptionJudged, ...]:
        """The wrong options among the chosen, while it may be seen which they are."""
        return tuple(option for option in self.chosen if option.is_key is False)


def score_of(version: QuestionVersion, response: Any) -> Score:
    """Return what a response to this version earns."""
    score = version.kind_module.score(version.loaded_spec, response)
    return all_or_nothing(score) if version.is_all_or_nothing else score


def read_response(version: QuestionVersion, raw: Any, language: str) -> Any | None:
    """Return the response in what was typed; None where it is blank or cannot be read."""
    try:
        return version.kind_module.parse(version.loaded_spec, raw, language)
    except InvalidResponse:
        return None


def verdict_of(state: str, fraction: Fraction | None) -> str:
    """Return an answer's verdict from its state and what it earned, 0..1; None waits."""
    if fraction is None:
        return "waiting"
    if state != "answered":
        return state
    if fraction == 1:
        return "right"
    return "partial" if fraction > 0 else "wrong"


def judged(
    version: QuestionVersion,
    order: Sequence[str],
    raw: Any,
    response: Any | None,
    verdict: str,
    disclosure: Disclosure,
    *,
    is_near_miss: bool = False,
) -> Judged:
    """Return what a person may see of an answer. `order` is that of the options. No query."""
    shows_feedback = disclosure.shows(Part.FEEDBACK)
    spec, kind = version.loaded_spec, version.kind_module
    said = kind.feedback_keys(spec, response) if response is not None and shows_feedback else ()
    shows_key = disclosure.shows(Part.KEY)
    return Judged(
        options=_options(version, order, response, said, shows_key=shows_key),
        typed=raw if isinstance(raw, str) and not order else "",
        verdict=verdict if disclosure.shows(Part.CORRECTNESS) or verdict in NO_SECRET else None,
        key=_typed_key(version) if shows_key and not order else "",
        feedback=tuple(_safe(version, key) for key in said) if not order else (),
        explanation=_safe(version, "explanation" if disclosure.shows(Part.EXPLANATION) else ""),
        is_near_miss=is_near_miss and shows_feedback,
    )


def _options(
    version: QuestionVersion,
    order: Sequence[str],
    response: Any | None,
    said: Sequence[str],
    *,
    shows_key: bool,
) -> tuple[OptionJudged, ...]:
    chosen = frozenset[str]() if response is None else version.kind_module.chosen(response)
    keys = _keys(version) if shows_key else frozenset[str]()
    return tuple(
        OptionJudged(
            id=option,
            html=_safe(version, option),
            is_chosen=option in chosen,
            is_key=option in keys if shows_key else None,
            feedback=_safe(version, f"feedback:{option}" if f"feedback:{option}" in said else ""),
        )
        for option in order
    )


def _keys(version: QuestionVersion) -> frozenset[str]:
    kind, spec = version.kind_module, version.loaded_spec
    right = kind.parse(spec, kind.correct_response(spec), "en")
    return kind.chosen(right)


def _typed_key(version: QuestionVersion) -> str:
    key = version.kind_module.correct_response(version.loaded_spec)
    return key if isinstance(key, str) else ""


def _safe(version: QuestionVersion, key: str) -> SafeString:
    # Sanitized by engine.markup when it was published, and sealed since.
    return mark_safe(str(version.rendered.get(key, "")))  # noqa: S308
