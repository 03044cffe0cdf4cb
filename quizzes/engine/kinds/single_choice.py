"""Single choice: one option is chosen, and its fraction is earned."""

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from quizzes.engine.kinds import defaults, options
from quizzes.engine.kinds.base import (
    InvalidSpec,
    Sample,
    Shape,
    at,
    chance_warnings,
    first,
    mean,
    read_text,
)
from quizzes.engine.scoring import ONE, ZERO, Score
from quizzes.engine.words import Message
from quizzes.engine.words import mark as _

name = "single_choice"
label = Message(_("Single choice"))
shape = Shape.ONE
compared = defaults.compared
instruction = defaults.instruction
part_ids = defaults.part_ids
reading = defaults.reading

_MAX_OPTIONS = 40


@dataclass(frozen=True, slots=True)
class Option:
    """One option. An imported fraction below 0 stays here and is scored as 0."""

    id: str
    text: str
    fraction: Fraction
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Spec:
    """The options in the author's order."""

    options: tuple[Option, ...]
    is_shuffled: bool = True


def check_spec(spec: Spec) -> tuple[Message, ...]:
    """Return a warning if guessing earns over half; raise InvalidSpec for a mistake."""
    with at("options"):
        options.check_options(spec.options, _MAX_OPTIONS)
    if any(abs(option.fraction) > ONE for option in spec.options):
        place = first(abs(option.fraction) > ONE for option in spec.options)
        message = Message(_("An option earns more than the whole question."))
        raise InvalidSpec(message, f"options[{place}].fraction")
    if all(option.fraction != ONE for option in spec.options):
        message = Message(_("No option is right: mark the one that earns all points."))
        raise InvalidSpec(message, "options")
    return chance_warnings(chance(spec))


def parse(spec: Spec, raw: object, language: str) -> str | None:
    """Return the chosen option's id, None if blank; raise InvalidResponse for anything else."""
    text = read_text(raw)
    if not text.strip():
        return None
    return options.require_known(text, options.option_texts(spec.options))


def score(spec: Spec, response: str) -> Score:
    """Return the fraction of the chosen option, not below 0.

    The option's weight is as in Moodle (question/type/multichoice/question.php), where a negative
    one takes points of other questions away: here it takes none.
    """
    return Score(_earned(_option(spec, response)))


def correct_response(spec: Spec) -> object:
    """Return the id of the first option that earns 1."""
    return next(option.id for option in spec.options if option.fraction == ONE)


def chance(spec: Spec) -> Fraction:
    """Return the mean of what the options earn."""
    return mean(guesses(spec))


def guesses(spec: Spec) -> Mapping[Fraction, int]:
    """Return how many options earn each fraction."""
    return Counter(map(_earned, spec.options))


def shuffled(spec: Spec, rng: random.Random) -> tuple[str, ...]:
    """Return the options' ids in the order to show."""
    return options.shuffled_ids(spec.options, is_shuffled=spec.is_shuffled, rng=rng)


def choices(spec: Spec, part_id: str) -> tuple[str, ...]:
    """Return the ids of all options."""
    return tuple(option.id for option in spec.options)


def option_count(spec: Spec) -> int | None:
    """Return the number of options."""
    return len(spec.options)


def texts(spec: Spec) -> Mapping[str, str]:
    """Return the options' texts and feedback."""
    return {**options.option_texts(spec.options), **options.feedback_texts(spec.options)}


def public_texts(spec: Spec) -> Mapping[str, str]:
    """Return the options' texts."""
    return options.option_texts(spec.options)


def chosen(response: str) -> frozenset[str]:
    """Return the one id."""
    return frozenset({response})


def feedback_keys(spec: Spec, response: str) -> tuple[str, ...]:
    """Return the key of the chosen option's feedback, if it has one."""
    return tuple(options.feedback_texts([_option(spec, response)]))


def samples() -> tuple[Sample, ...]:
    """Return choices that are right, partly right, wrong, blank and unreadable."""
    plain = Spec((Option("a", "2023", ZERO), Option("b", "2025", ONE), Option("c", "2022", ZERO)))
    imported = Spec(
        (
            Option("k", "In Astana", ONE, "Yes."),
            Option("h", "In Kazakhstan", Fraction(1, 2), "Where exactly?"),
            Option("n", "In Xi'an", Fraction(-1, 3)),
        ),
        is_shuffled=False,
    )
    return (
        Sample(plain, "b", ONE),
        Sample(plain, "a", ZERO),
        Sample(plain, "", "blank"),
        Sample(plain, None, "blank"),
        Sample(plain, "z", "unreadable"),
        Sample(plain, ["b"], "unreadable"),
        Sample(imported, "k", ONE),
        Sample(imported, "h", Fraction(1, 2)),
        Sample(imported, "n", ZERO),
    )


def _option(spec: Spec, option_id: str) -> Option:
    return next(option for option in spec.options if option.id == option_id)


def _earned(option: Option) -> Fraction:
    return max(ZERO, option.fraction)
