"""True or false: a statement is judged; 1 or 0."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from quizzes.engine.kinds import defaults, options
from quizzes.engine.kinds.base import Sample, Shape, read_text
from quizzes.engine.scoring import ONE, ZERO, Score
from quizzes.engine.words import Message
from quizzes.engine.words import mark as _

name = "true_false"
label = Message(_("True or false"))
shape = Shape.ONE
compared = defaults.compared
instruction = defaults.instruction
part_ids = defaults.part_ids
reading = defaults.reading
public_texts = defaults.public_texts

_IDS = ("true", "false")


@dataclass(frozen=True, slots=True)
class Spec:
    """Whether the stem is true, and the feedback for who answered true and who answered false."""

    is_true: bool
    feedback_true: str = ""
    feedback_false: str = ""


def check_spec(spec: Spec) -> tuple[Message, ...]:
    """Return (): nothing can be wrong here, and that half can be had by guessing is known."""
    return ()


def parse(spec: Spec, raw: object, language: str) -> str | None:
    """Return "true" or "false", None if blank; raise InvalidResponse for anything else."""
    text = read_text(raw)
    if not text.strip():
        return None
    return options.require_known(text, _IDS)


def score(spec: Spec, response: str) -> Score:
    """Return 1 for the right judgment, else 0: number-right scoring, nothing lost by guessing."""
    return Score(ONE if response == correct_response(spec) else ZERO)


def correct_response(spec: Spec) -> object:
    """Return "true" or "false"."""
    return "true" if spec.is_true else "false"


def chance(spec: Spec) -> Fraction:
    """Return one half."""
    return Fraction(1, 2)


def guesses(spec: Spec) -> Mapping[Fraction, int]:
    """Return one judgment that is right and one that is not."""
    return {ONE: 1, ZERO: 1}


def shuffled(spec: Spec, rng: random.Random) -> tuple[str, ...]:
    """Return true before false, always: nobody should have to look which is which."""
    return _IDS


def choices(spec: Spec, part_id: str) -> tuple[str, ...]:
    """Return "true" and "false"."""
    return _IDS


def option_count(spec: Spec) -> int | None:
    """Return two."""
    return len(_IDS)


def texts(spec: Spec) -> Mapping[str, str]:
    """Return the feedback there is; the words true and false are the page's."""
    feedback = {"feedback:true": spec.feedback_true, "feedback:false": spec.feedback_false}
    return {key: text for key, text in feedback.items() if text}


def chosen(response: str) -> frozenset[str]:
    """Return "true" or "false"."""
    return frozenset({response})


def feedback_keys(spec: Spec, response: str) -> tuple[str, ...]:
    """Return the key of the feedback for this judgment, if there is one."""
    return tuple(key for key in texts(spec) if key == f"feedback:{response}")


def samples() -> tuple[Sample, ...]:
    """Return both judgments of a true and of a false statement."""
    true = Spec(is_true=True, feedback_true="Yes: paragraph 1.", feedback_false="See paragraph 1.")
    false = Spec(is_true=False)
    return (
        Sample(true, "true", ONE),
        Sample(true, "false", ZERO),
        Sample(false, "false", ONE),
        Sample(false, "true", ZERO),
        Sample(true, "", "blank"),
        Sample(true, None, "blank"),
        Sample(true, "yes", "unreadable"),
        Sample(true, 1, "unreadable"),
    )
