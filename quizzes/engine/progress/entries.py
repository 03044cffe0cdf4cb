"""An answer as progress takes it in: values only, whatever attempt it came from."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer of one student whose mark they may see.

    `fraction` (0..1) is what it earned by itself, None where nothing was answered; `is_first` that
    mastery learns from it; `rating` FSRS's 1 to 4, None where nothing is scheduled by it; `chance`
    (0..1) what a blind guess earns; `difficulty` in logits. `is_scheduled` is False for questions
    that never come back, such as essays. `topics` and `article` are keys.
    """

    question: int
    topics: tuple[int, ...]
    article: int | None
    attempt_key: UUID
    at: datetime
    fraction: Fraction | None
    is_first: bool
    rating: int | None
    chance: float
    difficulty: float
    seconds: int
    is_scheduled: bool = True
