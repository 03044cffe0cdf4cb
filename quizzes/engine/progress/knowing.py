"""Which of a student's answers to one question was the first, given before its key was shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in one attempt of a student's. `at`: when its first answer was given, if any.

    `is_counted` is False in a preview, whose answers are never the first to anything.
    """

    item: int
    at: datetime | None
    is_counted: bool = True


def earliest(asked: Iterable[Asked]) -> Asked | None:
    """Return where a student first answered a question; None if nowhere."""
    answered = [each for each in asked if each.at is not None and each.is_counted]
    return min(answered, key=lambda each: (each.at, each.item), default=None)


def exposures(asked: Sequence[Asked], first: Asked) -> Sequence[Asked]:
    """Return where the question was asked that its key could have been read before `first`.

    An answer that came later was handed in later as well, so these are the ones left without any,
    previews, and the attempt itself, which may have been opened again.
    """
    return [each for each in asked if each.at is None or not each.is_counted or each == first]
