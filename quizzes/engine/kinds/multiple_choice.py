"""Multiple choice: any number of options is chosen; right ones earn, wrong ones cost."""

import random
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from quizzes.engine.kinds import defaults, options
from quizzes.engine.kinds.base import (
    InvalidResponse,
    InvalidSpec,
    Sample,
    Shape,
    at,
    chance_warnings,
    first,
    mean,
)
from quizzes.engine.scoring import ONE, ZERO, Score
from quizzes.engine.words import Message, ngettext
from quizzes.engine.words import mark as _

name = "multiple_choice"
label = Message(_("Multiple choice"))
shape = Shape.MANY
compared = defaults.compared
part_ids = defaults.part_ids
option_count = defaults.option_count
reading = defaults.reading

# The chance of a guess looks at every sum of weights: 2 to this power at worst.
_MAX_OPTIONS = 16


class Scoring(StrEnum):
    """Whether each option has an equal weight on its side, or the author's."""

    PARTIAL = "partial"
    WEIGHTS = "weights"


@dataclass(frozen=True, slots=True)
class Option:
    """One option. The weight is used where the author sets weights."""

    id: str
    text: str
    is_right: bool
    weight: Fraction = ZERO
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Spec:
    """The options in the author's order, and whether the page says how many are right."""

    options: tuple[Option, ...]
    scoring: Scoring = Scoring.PARTIAL
    tells_count: bool = False
    is_shuffled: bool = True


def check_spec(spec: Spec) -> tuple[Message, ...]:
    """Return a warning if guessing earns over half; raise InvalidSpec for a mistake."""
    with at("options"):
        options.check_options(spec.options, _MAX_OPTIONS)
        if _right_count(spec) in (0, len(spec.options)):
            raise InvalidSpec(Message(_("At least one option is right and at least one is wrong.")))
        if spec.scoring is Scoring.WEIGHTS:
            _check_weights(spec)
    return chance_warnings(chance(spec))


def _check_weights(spec: Spec) -> None:
    unfit = [option.is_right != (option.weight > 0) for option in spec.options]
    if any(unfit):
        message = Message(_("Right options have a weight above 0, wrong ones do not."))
        raise InvalidSpec(message, f"[{first(unfit)}].weight")
    if sum(option.weight for option in spec.options if option.is_right) != ONE:
        raise InvalidSpec(Message(_("The weights of the right options must make 100 percent.")))
    if sum(option.weight for option in spec.options) > 0:
        raise InvalidSpec(
            Message(_("Ticking everything earns points: give the wrong options negative weights."))
        )


def parse(spec: Spec, raw: object, language: str) -> frozenset[str] | None:
    """Return the chosen ids, None if there are none; raise InvalidResponse for anything else."""
    if raw is None or raw == []:
        return None
    if not isinstance(raw, list):
        raise InvalidResponse(Message(_("This answer could not be read.")))
    known = options.option_texts(spec.options)
    return frozenset(options.require_known(option_id, known) for option_id in raw)


def score(spec: Spec, response: frozenset[str]) -> Score:
    """Return the sum of the chosen weights, 0..1.

    Partial scoring is chosen right / all right - chosen wrong / all wrong: the index J of Youden,
    "Index for rating diagnostic tests" (Cancer 3, 1950), which is 0 on average for blind ticks,
    however many; here not below 0. Weights are added up as in Moodle
    (question/type/multichoice/question.php).
    """
    weights = _weights(spec)
    return Score(_earned(weights[option_id] for option_id in response))


def correct_response(spec: Spec) -> object:
    """Return the ids of all right options."""
    return [option.id for option in spec.options if option.is_right]


def chance(spec: Spec) -> Fraction:
    """Return the mean over all choices of the number told, or of at least one option."""
    return mean(guesses(spec))


def guesses(spec: Spec) -> Mapping[Fraction, int]:
    """Return how many choices of the number told, or of at least one option, earn each fraction."""
    told = _right_count(spec) if spec.tells_count else None
    choices = Counter({(0, ZERO): 1})
    for weight in _weights(spec).values():
        choices += Counter({(size + 1, sum_ + weight): n for (size, sum_), n in choices.items()})
    found: Counter[Fraction] = Counter()
    for (size, sum_), n in choices.items():
        if size > 0 if told is None else size == told:
            found[_earned([sum_])] += n
    return found


def instruction(spec: Spec) -> Message | None:
    """Return how many to choose, or "all that apply": `chance` counts on its being said."""
    if not spec.tells_count:
        return Message(_("Choose all that apply."))
    return ngettext("Choose %(count)s option.", "Choose %(count)s options.", _right_count(spec))


def shuffled(spec: Spec, rng: random.Random) -> tuple[str, ...]:
    """Return the options' ids in the order to show."""
    return options.shuffled_ids(spec.options, is_shuffled=spec.is_shuffled, rng=rng)


def choices(spec: Spec, part_id: str) -> tuple[str, ...]:
    """Return the ids of all options."""
    return tuple(option.id for option in spec.options)


def texts(spec: Spec) -> Mapping[str, str]:
    """Return the options' texts and feedback."""
    return {**options.option_texts(spec.options), **options.feedback_texts(spec.options)}


def public_texts(spec: Spec) -> Mapping[str, str]:
    """Return the options' texts."""
    return options.option_texts(spec.options)


def chosen(response: frozenset[str]) -> frozenset[str]:
    """Return the chosen ids."""
    return response


def feedback_keys(spec: Spec, response: frozenset[str]) -> tuple[str, ...]:
    """Return the keys of the chosen options' feedback, in the author's order."""
    picked = [option for option in spec.options if option.id in response]
    return tuple(options.feedback_texts(picked))


def samples() -> tuple[Sample, ...]:
    """Return choices under partial scoring and under weights."""
    plain = Spec(
        (
            Option("s", "Samarkand", is_right=True),
            Option("b", "Bukhara", is_right=True),
            Option("x", "Xi'an", is_right=False),
            Option("t", "Tashkent", is_right=False),
            Option("d", "Dushanbe", is_right=False),
        ),
    )
    weighted = Spec(
        (
            Option("g", "Grapes", is_right=True, weight=Fraction(2, 3)),
            Option("w", "Walnuts", is_right=True, weight=Fraction(1, 3)),
            Option("p", "Porcelain", is_right=False, weight=-ONE),
        ),
        scoring=Scoring.WEIGHTS,
        tells_count=True,
    )
    return (
        Sample(plain, ["s", "b"], ONE),
        Sample(plain, ["s"], Fraction(1, 2)),
        Sample(plain, ["b", "s", "x"], Fraction(2, 3)),
        Sample(plain, ["s", "t"], Fraction(1, 6)),
        Sample(plain, ["x", "s", "b", "t", "d"], ZERO),
        Sample(plain, ["x"], ZERO),
        Sample(plain, [], "blank"),
        Sample(plain, ["s", "nobody"], "unreadable"),
        Sample(plain, "s", "unreadable"),
        Sample(weighted, ["g", "w"], ONE),
        Sample(weighted, ["w"], Fraction(1, 3)),
        Sample(weighted, ["g", "p"], ZERO),
    )


def _weights(spec: Spec) -> dict[str, Fraction]:
    if spec.scoring is Scoring.WEIGHTS:
        return {option.id: option.weight for option in spec.options}
    right = _right_count(spec)
    wrong = len(spec.options) - right
    return {
        option.id: Fraction(1, right) if option.is_right else Fraction(-1, wrong)
        for option in spec.options
    }


def _right_count(spec: Spec) -> int:
    return sum(option.is_right for option in spec.options)


def _earned(weights: Iterable[Fraction]) -> Fraction:
    return min(ONE, max(ZERO, sum(weights, ZERO)))
