"""Numeric: a number is typed; the first answer whose tolerance takes it counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from quizzes.engine.kinds import defaults
from quizzes.engine.kinds.base import (
    InvalidResponse,
    InvalidSpec,
    Reading,
    Sample,
    Shape,
    Warned,
    at,
    first_repeated,
)
from quizzes.engine.kinds.numbers_read import begins_like_a_number, plain, read, written
from quizzes.engine.scoring import ONE, ZERO, Score
from quizzes.engine.words import Message, ngettext
from quizzes.engine.words import mark as _

name = "numeric"
label = Message(_("Number"))
shape = Shape.NUMBER
compared = defaults.compared
shuffled = defaults.shuffled
guesses = defaults.guesses
part_ids = defaults.part_ids
choices = defaults.choices
option_count = defaults.option_count
public_texts = defaults.public_texts
chosen = defaults.chosen

_MAX_ANSWERS = 20
_MAX_UNITS = 20
_MAX_UNIT_CHARACTERS = 40
_MAX_FIGURES = 15


class ToleranceKind(StrEnum):
    """How far from the key a number may be; the bound itself is included.

    ABSOLUTE: at most the tolerance. RELATIVE: at most the tolerance times the key's size. FIGURES:
    at most half a unit of the key's nth significant figure, where the tolerance is n.
    """

    ABSOLUTE = "absolute"
    RELATIVE = "relative"
    FIGURES = "figures"


@dataclass(frozen=True, slots=True)
class Answer:
    """A number, in the unit of factor 1, that earns a fraction, 0..1, with all that is near it."""

    value: Fraction
    fraction: Fraction = ONE
    tolerance_kind: ToleranceKind = ToleranceKind.ABSOLUTE
    tolerance: Fraction = ZERO
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that may be typed, and what one of it is in the unit of the answers."""

    text: str
    factor: Fraction


@dataclass(frozen=True, slots=True)
class Spec:
    """Answers in the order in which they are tried, units if one is asked for, else's feedback."""

    answers: tuple[Answer, ...]
    units: tuple[Unit, ...] = ()
    otherwise: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A response: exactly what was typed, in the unit of the answers."""

    value: Fraction


_NO_UNIT = Unit("", ONE)


def check_spec(spec: Spec) -> tuple[Message, ...]:
    """Return a warning for each answer that is never reached; raise InvalidSpec for a mistake."""
    if len(spec.answers) > _MAX_ANSWERS:
        raise InvalidSpec(
            ngettext("At most %(count)s answer.", "At most %(count)s answers.", _MAX_ANSWERS)
        )
    for place, answer in enumerate(spec.answers):
        with at(f"answers[{place}]"):
            _check_answer(answer)
    _check_units(spec.units)
    with at("answers"):
        _check_can_be_typed(spec)
    return tuple(
        Warned(
            _("Answer %(number)s is never reached: earlier answers take its numbers."),
            {"number": place + 1},
            place=f"answers[{place}]",
        )
        for place, answer in enumerate(spec.answers)
        if _is_covered(answer, spec.answers[:place])
    )


def _check_answer(answer: Answer) -> None:
    if not ZERO <= answer.fraction <= ONE:
        raise InvalidSpec(Message(_("An answer earns between 0 and 100 percent.")), "fraction")
    if answer.tolerance < 0:
        raise InvalidSpec(Message(_("A tolerance cannot be negative.")), "tolerance")
    if answer.tolerance_kind is ToleranceKind.FIGURES and not _is_figures(answer.tolerance):
        raise InvalidSpec(
            Message(
                _("Significant figures are a whole number from 1 to %(limit)s."),
                {"limit": _MAX_FIGURES},
            ),
            "tolerance",
        )


def _is_figures(tolerance: Fraction) -> bool:
    return tolerance.denominator == 1 and 1 <= tolerance <= _MAX_FIGURES


def _check_units(units: tuple[Unit, ...]) -> None:
    if len(units) > _MAX_UNITS:
        raise InvalidSpec(
            ngettext("At most %(count)s unit.", "At most %(count)s units.", _MAX_UNITS)
        )
    for place, unit in enumerate(units):
        with at(f"units[{place}]"):
            _check_unit(unit)
    texts = [plain(unit.text) for unit in units]
    if len(set(texts)) < len(units):
        place = first_repeated(texts)
        raise InvalidSpec(Message(_("Two units have the same text.")), f"units[{place}].text")


def _check_unit(unit: Unit) -> None:
    if not plain(unit.text):
        raise InvalidSpec(Message(_("A unit has no text.")), "text")
    if len(unit.text) > _MAX_UNIT_CHARACTERS:
        raise InvalidSpec(
            Message(
                _("A unit can have at most %(limit)s characters."), {"limit": _MAX_UNIT_CHARACTERS}
            )
        )
    if begins_like_a_number(unit.text):
        raise InvalidSpec(Message(_("A unit cannot begin like a number.")), "text")
    if unit.factor <= 0:
        raise InvalidSpec(Message(_("A unit's factor must be more than 0.")), "factor")


def _check_can_be_typed(spec: Spec) -> None:
    raw = correct_response(spec)
    try:
        parse(spec, raw, "en")
    except InvalidResponse as error:
        message = Message(_("The right number has too many digits to be typed."))
        raise InvalidSpec(message) from error


def parse(spec: Spec, raw: object, language: str) -> Number | None:
    """Return the number typed, None if blank; raise InvalidResponse for what cannot be read."""
    typed = _read(spec, raw, language)
    if typed is None:
        return None
    factors = {unit.text: unit.factor for unit in spec.units}
    return Number(typed.value * factors.get(typed.unit, ONE))


def score(spec: Spec, response: Number) -> Score:
    """Return the fraction of the first answer whose tolerance takes the number, else 0.

    The order of the author, and absolute and relative tolerance with their bounds, are as in Moodle
    (question/type/numerical/question.php). Half a unit of the nth figure is the most by which
    rounding to n figures moves a number (Higham, Accuracy and Stability of Numerical Algorithms,
    2002, section 1.2).
    """
    place = _matched(spec, response.value)
    return Score(ZERO if place is None else spec.answers[place].fraction)


def correct_response(spec: Spec) -> object:
    """Return the first number that earns 1, in a form that means the same in every language."""
    right = [answer.value for answer in spec.answers if answer.fraction == ONE]
    if not right:
        raise InvalidSpec(Message(_("No answer earns all points: add one with 100 percent.")))
    for value in right:
        place = _matched(spec, value)
        if place is not None and spec.answers[place].fraction == ONE:
            return _typed_with_unit(value, spec.units)
    raise InvalidSpec(
        Message(_("An earlier answer takes the number that earns all points: move it down."))
    )


def chance(spec: Spec) -> Fraction:
    """Return 0: nobody types the number blindly."""
    return ZERO


def instruction(spec: Spec) -> Message | None:
    """Return that a unit is asked for, and which there are."""
    if not spec.units:
        return None
    return Message(
        _("Write the unit as well: %(units)s."),
        {"units": ", ".join(unit.text for unit in spec.units)},
    )


def reading(spec: Spec, raw: object, language: str) -> Reading | None:
    """Return the number as read, in the unit typed, and the other reading if there are two.

    None if the input is blank or unreadable.
    """
    try:
        return _read(spec, raw, language)
    except InvalidResponse:
        return None


def texts(spec: Spec) -> Mapping[str, str]:
    """Return the feedback there is, by the answer's place; the answers are plain numbers."""
    told = {str(place): answer.feedback for place, answer in enumerate(spec.answers)}
    told["otherwise"] = spec.otherwise
    return {f"feedback:{key}": text for key, text in told.items() if text}


def feedback_keys(spec: Spec, response: Number) -> tuple[str, ...]:
    """Return the key of the feedback on the matched answer, or on any other number."""
    place = _matched(spec, response.value)
    key = f"feedback:{'otherwise' if place is None else place}"
    return (key,) if key in texts(spec) else ()


def samples() -> tuple[Sample, ...]:
    """Return numbers at and beyond the bounds, in several languages, with and without units."""
    length = Spec(
        (
            Answer(Fraction(12_500), feedback="Yes."),
            Answer(Fraction(12_500), Fraction(1, 2), ToleranceKind.RELATIVE, Fraction(1, 50)),
            Answer(Fraction(25, 2), ZERO, feedback="Is that a thousands mark?"),
        ),
        otherwise="Look at the table again.",
    )
    distance = Spec(
        (Answer(Fraction(14, 5), ONE, ToleranceKind.FIGURES, Fraction(2)),),
        (Unit("km", ONE), Unit("m", Fraction(1, 1000))),
    )
    share = Spec((Answer(Fraction(50)),), (Unit("%", ONE),))
    return (
        Sample(length, "12,500", ONE),
        Sample(length, "12.500", ONE, "de"),
        Sample(length, "12 500", ONE, "ru"),
        Sample(length, "1.25 × 10^4", ONE),
        Sample(length, "12750", Fraction(1, 2)),
        Sample(length, "12 751", ZERO),
        Sample(length, "12,500", ZERO, "de"),
        Sample(length, {"text": "12,500", "decimal": ","}, ZERO),
        Sample(length, " ", "blank"),
        Sample(length, {"text": "", "decimal": "."}, "blank"),
        Sample(length, "twelve", "unreadable"),
        Sample(length, ["12500"], "unreadable"),
        Sample(distance, "2.85 km", ONE),
        Sample(distance, "2750m", ONE),
        Sample(distance, "2,86 km", ZERO),
        Sample(distance, "2.8", "unreadable"),
        Sample(distance, "2.8 KM", "unreadable"),
        Sample(share, "50 %", ONE),
        Sample(share, "0.5", "unreadable"),
    )


def _read(spec: Spec, raw: object, language: str) -> Reading | None:
    return read(raw, language, [unit.text for unit in spec.units])


def _matched(spec: Spec, value: Fraction) -> int | None:
    near = (
        place
        for place, answer in enumerate(spec.answers)
        if abs(value - answer.value) <= _margin(answer)
    )
    return next(near, None)


def _margin(answer: Answer) -> Fraction:
    if answer.tolerance_kind is ToleranceKind.RELATIVE:
        return answer.tolerance * abs(answer.value)
    if answer.tolerance_kind is ToleranceKind.FIGURES:
        return _half_unit(abs(answer.value), int(answer.tolerance))
    return answer.tolerance


def _half_unit(size: Fraction, figures: int) -> Fraction:
    """Return half a unit of the nth significant figure; 0 for 0, which has none."""
    if not size:
        return ZERO
    # The first figure stands for a power of ten: the largest that is not above the size.
    power = len(str(size.numerator)) - len(str(size.denominator))
    if size < Fraction(10) ** power:
        power -= 1
    return Fraction(10) ** (power - figures + 1) / 2


def _is_covered(answer: Answer, earlier: Iterable[Answer]) -> bool:
    """Return whether earlier answers, alone or side by side, take all numbers of this one."""
    low, high = _bounds(answer)
    is_reached = False
    for start, end in sorted(map(_bounds, earlier)):
        if start <= low <= end:
            low, is_reached = end, True
    return is_reached and low >= high


def _bounds(answer: Answer) -> tuple[Fraction, Fraction]:
    margin = _margin(answer)
    return answer.value - margin, answer.value + margin


def _typed_with_unit(value: Fraction, units: tuple[Unit, ...]) -> object:
    unit = next((unit for unit in units if unit.factor == ONE), units[0] if units else _NO_UNIT)
    number = written(value / unit.factor)
    text = f"{number} {unit.text}".strip()
    # "1.234" alone would be 1234 in German.
    return {"text": text, "decimal": "."} if "." in number else text
