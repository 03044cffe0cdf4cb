"""How well the answers that rest on a sentence went, in four shades."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from quizzes.engine.words import Message
from quizzes.engine.words import mark as _


class Shade(StrEnum):
    """From the weakest to the strongest."""

    MISSED = "missed"
    HALF = "half"
    MOSTLY = "mostly"
    RIGHT = "right"


WORDS = {
    Shade.MISSED: Message(_("mostly missed")),
    Shade.HALF: Message(_("about half right")),
    Shade.MOSTLY: Message(_("mostly right")),
    Shade.RIGHT: Message(_("all right")),
}


@dataclass(frozen=True, slots=True)
class Answered:
    """A question that was answered: what its first and its latest answer earned (0..1)."""

    question: int
    first: Fraction
    latest: Fraction
    count: int

    @property
    def share(self) -> Fraction:
        """What is known of it: the latest answer tells most, the first is not forgotten."""
        return (self.first + 2 * self.latest) / 3


def share_of(answered: Sequence[Answered]) -> Fraction:
    """Return how right (0..1) the answers to some questions, at least one, were on average."""
    return sum((each.share for each in answered), Fraction(0)) / len(answered)


def shade_of(share: Fraction) -> Shade:
    """Return the shade of a share (0..1)."""
    if share == 1:
        return Shade.RIGHT
    if share >= Fraction(2, 3):
        return Shade.MOSTLY
    return Shade.HALF if share >= Fraction(1, 3) else Shade.MISSED
