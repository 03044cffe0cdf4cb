"""A class's words for percentages: A to F, 5 to 1, own words. The number that is shown decides."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from quizzes.engine.scoring import shown
from quizzes.engine.words import Message, Refused
from quizzes.engine.words import mark as _

# From so many percent on, as text, it is called so; the highest first.
Scale = Sequence[Sequence[str]]

MOST_STEPS = 20
LONGEST_WORD = 30

# Schools differ: each is a beginning, to be changed line by line.
PRESETS: Mapping[str, tuple[Message, tuple[tuple[str, str], ...]]] = {
    "letters": (
        Message(_("A to F")),
        (("90", "A"), ("80", "B"), ("70", "C"), ("60", "D"), ("0", "F")),
    ),
    "five_best": (
        Message(_("5 to 1, the best is 5")),
        (("90", "5"), ("75", "4"), ("60", "3"), ("40", "2"), ("0", "1")),
    ),
    "one_best": (
        Message(_("1 to 6, the best is 1")),
        (("92", "1"), ("81", "2"), ("67", "3"), ("50", "4"), ("30", "5"), ("0", "6")),
    ),
    "six_best": (
        Message(_("6 to 1, the best is 6")),
        (("92", "6"), ("76", "5"), ("60", "4"), ("40", "3"), ("20", "2"), ("0", "1")),
    ),
    "pass": (Message(_("Passed or not")), (("60", "Passed"), ("0", "Not passed"))),
}


class InvalidScale(Refused):
    """A scale that does not say what each percentage is called."""


def checked(lines: Scale) -> list[list[str]]:
    """Return a scale in order, the highest first; raise InvalidScale for one that is none.

    No lines are no scale. A percentage lies between 0 and 100, with two decimals at most.
    """
    if len(lines) > MOST_STEPS:
        raise InvalidScale(Message(_("A scale has %(most)s lines at most."), {"most": MOST_STEPS}))
    steps = [(_percentage(start), _word(word)) for start, word in lines]
    starts = [start for start, _ in steps]
    for start in starts:
        if starts.count(start) > 1:
            raise InvalidScale(
                Message(_("Two lines begin at %(percent)s percent."), {"percent": start})
            )
    if steps and min(starts) > 0:
        lowest = {"percent": min(starts)}
        raise InvalidScale(
            Message(_("Say what less than %(percent)s percent is called: from 0 on."), lowest)
        )
    ordered = sorted(steps, key=lambda step: step[0], reverse=True)
    return [[f"{start:f}", word] for start, word in ordered]


def called(scale: Scale, share: Fraction | None) -> str:
    """Return what a share (0..1) is called; empty without a scale or a share."""
    if share is None or not scale:
        return ""
    number = shown(share * 100)
    return next((word for start, word in scale if number >= Decimal(start)), "")


def _percentage(text: str) -> Decimal:
    try:
        number = Decimal(text.strip().rstrip("%").strip().replace(",", ".")).normalize()
    except ArithmeticError:
        number = Decimal("NaN")
    if not number.is_finite() or not 0 <= number <= 100:
        raise InvalidScale(
            Message(_("“%(text)s” is not a number from 0 to 100."), {"text": text[:20]})
        )
    if number != round(number, 2):
        raise InvalidScale(Message(_("Percentages have two decimals at most.")))
    return number + 0


def _word(text: str) -> str:
    word = text.strip()
    if not word:
        raise InvalidScale(Message(_("Each line needs a word or a number for what it is called.")))
    if len(word) > LONGEST_WORD:
        raise InvalidScale(
            Message(_("A word has %(most)s characters at most."), {"most": LONGEST_WORD})
        )
    return word
