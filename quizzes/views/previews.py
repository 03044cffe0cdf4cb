"""A question as students see it while answering, without an attempt: for its author."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

from django.utils.safestring import SafeString

from quizzes.engine.behaviors.base import Behavior
from quizzes.engine.behaviors.registry import BEHAVIORS, refusal
from quizzes.engine.disclosure import EVERYTHING, Disclosure
from quizzes.engine.kinds.base import load_spec
from quizzes.engine.publishing import render
from quizzes.engine.scoring import ONE
from quizzes.engine.words import Message
from quizzes.models.bank import QuestionVersion
from quizzes.queries.attempts.judging import judged, read_response, verdict_of
from quizzes.queries.attempts.showing import options_shown, parts_shown, pieces_shown
from quizzes.queries.attempts.taking import QuestionShown
from quizzes.queries.review import ItemReviewed
from quizzes.services.bank import Content

ALL_SHOWN = Disclosure(EVERYTHING, {})


@dataclass(frozen=True, slots=True)
class Fit:
    """A behavior, and why the question cannot be asked under it; None where it can.

    `chance`: 0..1, what a blind guess earns on average under it; None where it cannot.
    """

    name: str
    label: Message
    refusal: Message | None
    chance: Fraction | None


@dataclass(frozen=True, slots=True)
class Preview:
    """A question that is not published: as it is asked, and how it can be.

    `is_image_left_out`: an image is asked for that is not shown, since it is not the site's own, or
    nothing says what it shows.
    """

    question: QuestionShown
    reviewed: ItemReviewed
    explanation: SafeString
    hints: Sequence[SafeString]
    is_image_left_out: bool
    fits: Sequence[Fit]

    @property
    def chance(self) -> Fraction | None:
        """What a blind guess earns on average where nothing is checked; None where it is typed."""
        return next((fit.chance for fit in self.fits if fit.chance), None)


def preview_of(content: Content) -> Preview:
    """Return what content looks like once it is published; raise InvalidSpec."""
    version = unsaved(content)
    kind, order = version.kind_module, shown_order(version)
    return Preview(
        question=as_asked(version, 1, order, None),
        reviewed=as_reviewed(version, 1, order, kind.correct_response(version.loaded_spec)),
        explanation=SafeString(version.rendered["explanation"]),
        hints=[SafeString(version.rendered[f"hint:{n}"]) for n in range(len(content.hints))],
        is_image_left_out=_is_image_left_out(version, content),
        fits=fits_of(version),
    )


def shown_order(version: QuestionVersion) -> Sequence[str]:
    """Return the order of the options, the same each time a version is shown."""
    order = version.kind_module.shuffled(version.loaded_spec, Random(1))  # noqa: S311 - no secret
    return tuple(order)


def _is_image_left_out(version: QuestionVersion, content: Content) -> bool:
    texts: Iterable[str] = version.kind_module.texts(version.loaded_spec).values()
    written = (content.stem, content.explanation, *content.hints, *texts)
    asked = sum(text.count("![") for text in written)
    shown = sum(str(html).count("<img") for html in version.rendered.values())
    return asked > shown


def unsaved(content: Content) -> QuestionVersion:
    """Return a version that stands in no table; raise InvalidSpec."""
    version = QuestionVersion(
        kind=content.kind,
        stem=content.stem,
        spec=content.spec,
        hints=list(content.hints),
        is_all_or_nothing=content.is_all_or_nothing,
    )
    kind = version.kind_module
    spec = load_spec(kind, content.spec)
    version.rendered = render(kind, spec, content.stem, content.explanation, content.hints)
    return version


def fits_of(version: QuestionVersion) -> list[Fit]:
    """Return each behavior, with what guessing earns, or why the question is not offered."""
    return [_fit(version, behavior) for behavior in BEHAVIORS.values()]


def _fit(version: QuestionVersion, behavior: Behavior) -> Fit:
    reason = refusal(
        behavior.name,
        version.kind,
        version.option_count,
        is_all_or_nothing=version.is_all_or_nothing,
    )
    chance = None if reason else version.chance(behavior.name)
    return Fit(behavior.name, behavior.label, reason, chance)


def as_asked(
    version: QuestionVersion,
    position: int,
    order: Sequence[str],
    raw: Any,
    *,
    language: str = "en",
    state: str = "unanswered",
    is_finished: bool = False,
) -> QuestionShown:
    """Return a question with a raw answer in it, as the page of an attempt would show it."""
    kind = version.kind_module
    response, _message = read_response(version, raw, language)
    parts = parts_shown(version, order, raw)
    return QuestionShown(
        position=position,
        kind=kind.name,
        shape=kind.shape,
        stem=SafeString(version.rendered["stem"]),
        options=options_shown(version, order, response),
        parts=parts,
        pieces=pieces_shown(version, parts),
        raw=raw,
        reading=kind.reading(version.loaded_spec, raw, language),
        revision=0,
        is_flagged=False,
        state=state,
        is_finished=is_finished,
        points=Decimal(1),
        section_title="",
        instructions="",
        hint=kind.instruction(version.loaded_spec),
        message=None,
        result=None,
    )


def as_reviewed(
    version: QuestionVersion,
    position: int,
    order: Sequence[str],
    raw: Any,
    *,
    language: str = "en",
    state: str = "answered",
    fraction: Fraction | None = ONE,
    disclosure: Disclosure = ALL_SHOWN,
) -> ItemReviewed:
    """Return a question with what a raw answer has earned, as a review would show it."""
    response, _message = read_response(version, raw, language)
    verdict = verdict_of(state, fraction)
    return ItemReviewed(
        position=position,
        kind=version.kind,
        stem=SafeString(version.rendered["stem"]),
        hint=version.kind_module.instruction(version.loaded_spec),
        section_title="",
        points=Decimal(1),
        earned=None,
        is_response_shown=True,
        answer=judged(version, order, raw, response, verdict, disclosure),
        evidence=(),
        late_answers=(),
        is_reported=False,
    )
