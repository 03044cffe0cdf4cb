"""One more typed answer that an author accepts, put where it is reached and changes no other."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from quizzes.engine.kinds.short_answer import Variant
from quizzes.engine.kinds.typed_text import Folding, folded, matches, pieces


def accepting(
    variants: Sequence[Variant], folding: Folding, text: str, fraction: Fraction
) -> tuple[Variant, ...]:
    r"""Return the variants with a text that earns a fraction, 0..1, from now on.

    The first variant that matches counts: a text that is listed word for word gets the fraction
    there; another one stands before the first pattern that would match it, or last. A star in it
    is a star of its own, `\*`.
    """
    plain = " ".join(text.split())
    typed = folded(plain, folding).strip()
    new = Variant(plain.replace("*", r"\*"), fraction)
    for place, variant in enumerate(variants):
        parts = pieces(variant.text, folding)
        if not matches(parts, typed):
            continue
        if len(parts) == 1:
            changed = replace(variant, fraction=fraction)
            return (*variants[:place], changed, *variants[place + 1 :])
        return (*variants[:place], new, *variants[place:])
    return (*variants, new)
