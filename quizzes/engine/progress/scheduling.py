"""When a question comes back: FSRS-6, and the only door to the package that computes it.

Parameters are the package's published defaults. Nothing is random and no step is shorter than a
day, so that a card can be made again from its answers. Source: Ye, Su & Cao, "A Stochastic Shortest
Path Algorithm for Optimizing Spaced Repetition Scheduling" (KDD 2022), and "The Algorithm" of
open-spaced-repetition/fsrs4anki.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fsrs import Scheduler

AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4
LONGEST_DAYS = 36500
DAY = timedelta(days=1)

# A rated answer: its moment, and 1 to 4.
Review = tuple[datetime, int]


@dataclass(frozen=True, slots=True)
class CardState:
    """What is known of one question and one student.

    `stability`: days until the chance to remember has fallen to 0.9; `difficulty`: 1 to 10. Both
    are None before the first rated answer. `lapse_count`: how often what was known was forgotten.
    """

    stability: float | None
    difficulty: float | None
    due_at: datetime
    last_review_at: datetime | None
    review_count: int
    lapse_count: int


def rating_of(fraction: Fraction | None, judged: int | None) -> int | None:
    """Return the rating of an answer: None for no answer, Again for less than all of it right.

    A right one is as its student has judged it (Hard, Good or Easy), Good where they have not.
    """
    if fraction is None:
        return None
    if fraction < 1:
        return AGAIN
    return judged if judged in (HARD, GOOD, EASY) else GOOD


def card_of(answers: Iterable[tuple[datetime, int | None]], retention: float) -> CardState:
    """Return the card after answers in order of time, one at least; None is an unanswered one.

    Who has never answered is asked again a day after the question was left out the last time.
    """
    known = list(answers)
    rated = [(at, rating) for at, rating in known if rating is not None]
    if rated:
        return replayed(rated, retention)
    return CardState(None, None, known[-1][0] + DAY, None, 0, 0)


def replayed(reviews: Sequence[Review], retention: float) -> CardState:
    """Return the card after rated answers in order of time, one at least."""
    from fsrs import Card, Rating  # noqa: PLC0415 - a tenth of a second that most pages never need

    scheduler = _scheduler()
    card = Card(card_id=0, due=reviews[0][0])
    lapses, is_known = 0, False
    for at, rating in reviews:
        card, _log = scheduler.review_card(card, Rating(rating), at.astimezone(UTC))
        lapses += is_known and rating == AGAIN
        is_known = rating != AGAIN
    last = reviews[-1][0]
    return CardState(
        stability=card.stability,
        difficulty=card.difficulty,
        due_at=due_at(last, card.stability or 0, retention),
        last_review_at=last,
        review_count=len(reviews),
        lapse_count=lapses,
    )


def due_at(last_review_at: datetime, stability: float, retention: float) -> datetime:
    """Return when a card of a stability (days) comes back."""
    return last_review_at + timedelta(days=interval_days(stability, retention))


def interval_days(stability: float, retention: float) -> int:
    """Return after how many days, at least one, the chance to remember has fallen to a target.

    `stability` in days, `retention` between 0 and 1.
    """
    decay, factor = _curve()
    days: float = stability / factor * (retention ** (1 / decay) - 1)
    return min(max(round(days), 1), LONGEST_DAYS)


def retrievability(stability: float, days: float) -> float:
    """Return the chance (0..1) to remember after so many days."""
    decay, factor = _curve()
    return float((1 + factor * max(0.0, days) / stability) ** decay)


def workload(stabilities: Sequence[float], retentions: Iterable[float]) -> Mapping[float, float]:
    """Return about how many questions a day come back for each target, as the cards stand now.

    Each card counts as one review in each of its intervals. What is remembered longer later comes
    back less often, so this is rather too much than too little.
    """
    return {
        target: sum(1 / interval_days(each, target) for each in stabilities)
        for target in retentions
    }


@cache
def _scheduler() -> "Scheduler":
    from fsrs import Scheduler  # noqa: PLC0415 - as above

    return Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)


@cache
def _curve() -> tuple[float, float]:
    """Return exponent and factor of the forgetting curve (1 + factor * days / stability)^decay."""
    decay = -_scheduler().parameters[20]
    return decay, 0.9 ** (1 / decay) - 1
