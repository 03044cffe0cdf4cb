"""What may be seen of one answer: the choices, the key and the words about it, as disclosed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, cast

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from quizzes.engine.disclosure import Disclosure, Part
from quizzes.engine.kinds import essay
from quizzes.engine.kinds.base import InvalidResponse, Reading, Shape
from quizzes.engine.scoring import ZERO, Score, all_or_nothing, shown
from quizzes.engine.words import Message
from quizzes.models.bank import QuestionVersion
from quizzes.queries.attempts.showing import (
    PartShown,
    by_paragraph,
    paragraph_starts,
    parts_shown,
    pieces_of,
    safe,
)

NO_SECRET = ("unanswered", "unreadable")


@dataclass(frozen=True, slots=True)
class OptionJudged:
    """An option in review. `is_key` is None while the key is hidden, `feedback` empty.

    `is_struck`: its student had struck it out and did not choose it; known to its student alone.
    """

    id: str
    html: SafeString
    is_chosen: bool
    is_key: bool | None
    feedback: SafeString
    begins: bool = False
    is_struck: bool = False


@dataclass(frozen=True, slots=True)
class PartJudged:
    """A gap or a pair in review. `html` is what stood before it; `given` the answer, empty if none.

    `earned` (0..1) is None, and `key` empty, while the key is hidden.
    """

    id: str
    number: int
    html: SafeString
    given: SafeString
    earned: Fraction | None
    key: SafeString
    feedback: tuple[SafeString, ...]

    @property
    def verdict(self) -> str | None:
        """What the part came to; None while that is hidden."""
        if self.earned is None:
            return None
        return verdict_of("answered" if self.given else "unanswered", self.earned)


@dataclass(frozen=True, slots=True)
class PieceJudged:
    """A piece of a text with gaps, and the gap that comes after it; None at the end."""

    html: SafeString
    part: PartJudged | None


@dataclass(frozen=True, slots=True)
class PlaceJudged:
    """A thing where the student put it; `right_place` counts from 1, None while hidden."""

    html: SafeString
    place: int
    right_place: int | None


@dataclass(frozen=True, slots=True)
class CriterionShown:
    """A criterion of a rubric, with the text and the points of each level."""

    html: SafeString
    levels: tuple[tuple[SafeString, Decimal], ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """What may be seen of an answer. What is hidden is None or empty.

    `verdict` is "right", "partial", "wrong", "unanswered", "unreadable" or "waiting"; `typed`
    what was typed, `key` the answer that earns all points (`key_reading` what it is as a number),
    `feedback` what is said of an answer
    that was typed. That nothing was answered, or nothing that can be read, is in the answer
    itself, so it is no secret.
    """

    options: tuple[OptionJudged, ...]
    parts: tuple[PartJudged, ...]
    pieces: tuple[PieceJudged, ...]
    places: tuple[PlaceJudged, ...]
    rubric: tuple[CriterionShown, ...]
    model_answer: SafeString
    typed: str
    verdict: str | None
    key: str
    key_reading: Reading | None
    feedback: tuple[SafeString, ...]
    explanation: SafeString
    is_near_miss: bool

    @property
    def paragraphs(self) -> tuple[tuple[OptionJudged, ...], ...]:
        """The options of a passage, by paragraph."""
        return by_paragraph(self.options)

    @property
    def right_order(self) -> tuple[PlaceJudged, ...]:
        """Things in the right order, while it may be seen."""
        return tuple(
            sorted(
                (place for place in self.places if place.right_place is not None),
                key=lambda place: place.right_place or 0,
            )
        )

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


def read_response(
    version: QuestionVersion, raw: object, language: str
) -> tuple[Any | None, Message | None]:
    """Return the response in a raw input, None if blank, and why it cannot be read, if so."""
    try:
        return version.kind_module.parse(version.loaded_spec, raw, language), None
    except InvalidResponse as error:
        return None, error.message


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
    struck: frozenset[str] = frozenset(),
) -> Judged:
    """Return what a person may see of an answer. `order` is that of the options. No query.

    `struck` are the ids of options that this person struck out.
    """
    shows_feedback, shows_key = disclosure.shows(Part.FEEDBACK), disclosure.shows(Part.KEY)
    spec, kind = version.loaded_spec, version.kind_module
    said = kind.feedback_keys(spec, response) if response is not None and shows_feedback else ()
    key = kind.correct_response(spec) if shows_key else None
    parts = _parts(version, order, raw, response, said, key)
    is_choice, is_essay = kind.shape in (Shape.ONE, Shape.MANY), kind.shape is Shape.LONG_TEXT
    return Judged(
        options=_options(version, order, response, said, struck, shows_key=shows_key)
        if is_choice
        else (),
        parts=parts,
        pieces=_pieces(version, parts),
        places=_places(version, order, response, key),
        rubric=_rubric(version) if shows_key else (),
        model_answer=safe(version, essay.MODEL if shows_key else ""),
        typed=_typed(raw) if not order else "",
        verdict=verdict if disclosure.shows(Part.CORRECTNESS) or verdict in NO_SECRET else None,
        key="" if order or parts or is_essay else _typed(key),
        key_reading=kind.reading(spec, key, "en") if shows_key else None,
        feedback=() if is_choice or parts or is_essay else tuple(safe(version, k) for k in said),
        explanation=safe(version, "explanation" if disclosure.shows(Part.EXPLANATION) else ""),
        is_near_miss=is_near_miss and shows_feedback,
    )


def _options(
    version: QuestionVersion,
    order: Sequence[str],
    response: Any | None,
    said: Sequence[str],
    struck: frozenset[str],
    *,
    shows_key: bool,
) -> tuple[OptionJudged, ...]:
    chosen = frozenset[str]() if response is None else version.kind_module.chosen(response)
    keys = _keys(version, response) if shows_key else frozenset[str]()
    begins = paragraph_starts(version)
    return tuple(
        OptionJudged(
            id=option,
            html=safe(version, option),
            is_chosen=option in chosen,
            is_key=option in keys if shows_key else None,
            feedback=safe(version, f"feedback:{option}" if f"feedback:{option}" in said else ""),
            begins=option in begins,
            is_struck=option in struck - chosen,
        )
        for option in order
    )


def _keys(version: QuestionVersion, response: Any | None) -> frozenset[str]:
    """Return the ids that are right; of several right answers, those nearest to the response."""
    kind, spec = version.kind_module, version.loaded_spec
    if response is not None and kind.score(spec, response).fraction == 1:
        return kind.chosen(response)
    nearest = getattr(kind, "nearest_key", None)
    if nearest and response is not None:
        return frozenset(nearest(spec, response))
    return kind.chosen(kind.parse(spec, kind.correct_response(spec), "en"))


def _parts(
    version: QuestionVersion,
    order: Sequence[str],
    raw: Any,
    response: Any | None,
    said: Sequence[str],
    key: object | None,
) -> tuple[PartJudged, ...]:
    kind, spec = version.kind_module, version.loaded_spec
    shows_key = key is not None
    scored = kind.score(spec, response).parts if shows_key and response is not None else ()
    earned = {part.part_id: part.fraction for part in scored}
    keys: Mapping[str, Any] = key if isinstance(key, dict) else {}
    return tuple(
        PartJudged(
            id=part.id,
            number=part.number,
            html=part.html,
            given=_given(version, part, raw),
            earned=earned.get(part.id, ZERO) if shows_key else None,
            key=_text_of(version, part, keys.get(part.id)),
            feedback=tuple(safe(version, each) for each in said if _is_about(each, part.id)),
        )
        for part in parts_shown(version, order, raw)
    )


def _given(version: QuestionVersion, part: PartShown, raw: Any) -> SafeString:
    return _text_of(version, part, raw.get(part.id) if isinstance(raw, dict) else None)


def _text_of(version: QuestionVersion, part: PartShown, answer: Any) -> SafeString:
    """Return an answer to a part as people read it: the option's text, or what was typed."""
    if not isinstance(answer, str) or not answer.strip():
        return SafeString("")
    return safe(version, answer) if part.options else conditional_escape(answer)


def _is_about(feedback_key: str, part: str) -> bool:
    return feedback_key.split(":")[1] == part


def _pieces(version: QuestionVersion, parts: Sequence[PartJudged]) -> tuple[PieceJudged, ...]:
    by_id = {part.id: part for part in parts}
    return tuple(PieceJudged(html, by_id.get(gap)) for html, gap in pieces_of(version))


def _places(
    version: QuestionVersion, order: Sequence[str], response: Any | None, key: object | None
) -> tuple[PlaceJudged, ...]:
    """Return things as they were put; `key`, None while hidden, is the right order."""
    if version.kind_module.shape is not Shape.ORDER:
        return ()
    ids = cast("list[str]", key or [])
    right = {option: place for place, option in enumerate(ids, start=1)}
    return tuple(
        PlaceJudged(safe(version, option), place, right.get(option))
        for place, option in enumerate(order if response is None else response, start=1)
    )


def _rubric(version: QuestionVersion) -> tuple[CriterionShown, ...]:
    if version.kind_module.shape is not Shape.LONG_TEXT:
        return ()
    spec: essay.Spec = version.loaded_spec
    return tuple(
        CriterionShown(
            safe(version, f"feedback:{criterion.id}"),
            tuple(
                (safe(version, f"feedback:{level.id}"), shown(level.points))
                for level in criterion.levels
            ),
        )
        for criterion in spec.criteria
    )


def _typed(raw: Any) -> str:
    typed = raw.get("text") if isinstance(raw, dict) else raw
    return typed if isinstance(typed, str) else ""
