"""Short answer: a few words are typed; the first accepted variant that matches counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from quizzes.engine.kinds import defaults
from quizzes.engine.kinds.base import InvalidSpec, Sample, Shape, Warned, at, read_text
from quizzes.engine.kinds.typed_text import example, folded, is_near_miss, matches, pieces
from quizzes.engine.scoring import ONE, ZERO, Score
from quizzes.engine.words import Message, ngettext
from quizzes.engine.words import mark as _

name = "short_answer"
label = Message(_("Short answer"))
shape = Shape.TEXT
instruction = defaults.instruction
shuffled = defaults.shuffled
guesses = defaults.guesses
part_ids = defaults.part_ids
choices = defaults.choices
option_count = defaults.option_count
reading = defaults.reading
public_texts = defaults.public_texts
chosen = defaults.chosen

_MAX_VARIANTS = 100
_MAX_VARIANT_CHARACTERS = 500


@dataclass(frozen=True, slots=True)
class Variant:
    r"""A text that earns a fraction, 0..1. In it `*` matches anything and `\*` is a star."""

    text: str
    fraction: Fraction
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Spec:
    """Variants in the order in which they are tried, and which differences do not matter."""

    variants: tuple[Variant, ...]
    folds_case: bool = True
    folds_white_space: bool = True
    folds_quotes: bool = True
    folds_dashes: bool = True
    folds_diacritics: bool = False


def check_spec(spec: Spec) -> tuple[Message, ...]:
    """Return a warning for each variant that is never reached; raise InvalidSpec for a mistake."""
    if len(spec.variants) > _MAX_VARIANTS:
        raise InvalidSpec(
            ngettext("At most %(count)s variant.", "At most %(count)s variants.", _MAX_VARIANTS)
        )
    for place, variant in enumerate(spec.variants):
        with at(f"variants[{place}]"):
            _check_variant(spec, variant)
    with at("variants"):
        correct_response(spec)
    return tuple(
        Warned(
            _("“%(text)s” is never reached: an earlier variant matches it."),
            {"text": v.text},
            place=f"variants[{place}]",
        )
        for place, v in enumerate(spec.variants)
        if _matched(spec, example(v.text, spec)) is not v
    )


def _check_variant(spec: Spec, variant: Variant) -> None:
    if not variant.text.strip():
        raise InvalidSpec(Message(_("An accepted variant has no text.")), "text")
    if len(variant.text) > _MAX_VARIANT_CHARACTERS:
        raise InvalidSpec(
            Message(
                _("An accepted variant can have at most %(limit)s characters."),
                {"limit": _MAX_VARIANT_CHARACTERS},
            )
        )
    if not ZERO <= variant.fraction <= ONE:
        raise InvalidSpec(Message(_("A variant earns between 0 and 100 percent.")), "fraction")
    if variant.fraction == ONE and _matches_anything(spec, variant):
        raise InvalidSpec(Message(_("A star alone accepts every answer as right.")), "text")


def parse(spec: Spec, raw: object, language: str) -> str | None:
    """Return the text as typed, None if blank; raise InvalidResponse for what is no short text."""
    return text if (text := read_text(raw)).strip() else None


def compared(spec: Spec, response: str) -> str:
    """Return the text as it is matched: without what the question folds, or spaces around it."""
    return folded(response, spec).strip()


def score(spec: Spec, response: str) -> Score:
    """Return the fraction of the first variant that matches, with a note if it is a near miss.

    The order of the author and the star are as in Moodle (question/type/shortanswer/question.php);
    what a near miss is: `is_near_miss` in typed_text.py.
    """
    matched = _matched(spec, response)
    fraction = matched.fraction if matched else ZERO
    if not _is_near_miss(spec, response):
        return Score(fraction)
    return Score(fraction, notes=(Message(_("Close: check the spelling.")),), is_near_miss=True)


def correct_response(spec: Spec) -> object:
    """Return a text for the first variant that earns 1; raise InvalidSpec if none does."""
    for text in (example(variant.text, spec) for variant in spec.variants):
        matched = _matched(spec, text)
        if matched and matched.fraction == ONE:
            return text
    raise InvalidSpec(Message(_("No answer earns all points: add a variant with 100 percent.")))


def chance(spec: Spec) -> Fraction:
    """Return 0: nobody types the answer blindly."""
    return ZERO


def texts(spec: Spec) -> Mapping[str, str]:
    """Return the feedback there is, by the variant's place; the variants are plain text."""
    return {
        f"feedback:{place}": variant.feedback
        for place, variant in enumerate(spec.variants)
        if variant.feedback
    }


def feedback_keys(spec: Spec, response: str) -> tuple[str, ...]:
    """Return the key of the matched variant's feedback, if there is one."""
    matched = _matched(spec, response)
    if not matched or not matched.feedback:
        return ()
    return (f"feedback:{spec.variants.index(matched)}",)


def samples() -> tuple[Sample, ...]:
    """Return texts that differ from a variant in what matters and in what does not."""
    declaration = Spec(
        (
            Variant("Astana Declaration", ONE, "Yes."),
            Variant("*declaration*", Fraction(1, 2), "Which one?"),
            Variant("*", ZERO, "Look at the last section."),
        ),
    )
    road = Spec((Variant("“Bright Road”", ONE), Variant(r"5\* road", ONE)), folds_case=False)
    return (
        Sample(declaration, "  astana   DECLARATION ", ONE),
        Sample(declaration, "a declaration", Fraction(1, 2)),
        Sample(declaration, "the treaty", ZERO),
        Sample(declaration, " \n ", "blank"),
        Sample(declaration, "", "blank"),
        Sample(declaration, 7, "unreadable"),
        Sample(declaration, "x" * 20_001, "unreadable"),
        Sample(road, '"Bright Road"', ONE),
        Sample(road, '"bright road"', ZERO),
        Sample(road, "5* road", ONE),
        Sample(road, "55 road", ZERO),
    )


def _matched(spec: Spec, response: str) -> Variant | None:
    typed = compared(spec, response)
    fitting = (v for v in spec.variants if matches(pieces(v.text, spec), typed))
    return next(fitting, None)


def _is_near_miss(spec: Spec, response: str) -> bool:
    typed = compared(spec, response)
    accepted = [
        parts[0]
        for variant in spec.variants
        if variant.fraction > 0 and len(parts := pieces(variant.text, spec)) == 1
    ]
    matched = _matched(spec, response)
    if matched and not _matches_anything(spec, matched):
        return False
    return any(is_near_miss(typed, text) for text in accepted)


def _matches_anything(spec: Spec, variant: Variant) -> bool:
    parts = pieces(variant.text, spec)
    return len(parts) > 1 and not any(parts)
