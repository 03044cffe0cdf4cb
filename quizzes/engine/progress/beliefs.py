"""What is believed of an ability at a subject: first answers taught in order, with its past."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from quizzes.engine.progress import mastery
from quizzes.engine.progress.mastery import Estimate, Weights

SECONDS_A_DAY = 86400
# Kept to so many places: a chart draws no more, and a year of days stays small.
PLACES = 4

# At the end of a day: its proleptic ordinal (UTC), mean, low, high, answers so far.
Point = tuple[int, float, float, float, int]


@dataclass(frozen=True, slots=True, order=True)
class Lesson:
    """A first answer: what mastery learns from. `fraction` and `chance` 0..1, logits."""

    at: datetime
    question: int
    fraction: float
    difficulty: float
    chance: float


@dataclass(frozen=True, slots=True)
class Belief:
    """The posterior at the moment of the last answer, and what was shown at the end of each day."""

    weights: Weights
    as_of: datetime
    answer_count: int
    history: tuple[Point, ...]

    @property
    def estimate(self) -> Estimate:
        """What is shown of it."""
        return mastery.estimate(self.weights)


def taught(belief: Belief | None, lessons: Iterable[Lesson]) -> Belief | None:
    """Return the belief after lessons, none of them before `as_of`; None is no answer yet."""
    for day in _days(sorted(lessons)):
        belief = _after_a_day(belief, day)
    return belief


def _days(lessons: Sequence[Lesson]) -> Iterable[Sequence[Lesson]]:
    found: dict[int, list[Lesson]] = {}
    for lesson in lessons:
        found.setdefault(_day(lesson.at), []).append(lesson)
    return found.values()


def _after_a_day(belief: Belief | None, lessons: Sequence[Lesson]) -> Belief:
    weights = belief.weights if belief else mastery.prior()
    as_of = belief.as_of if belief else lessons[0].at
    count = (belief.answer_count if belief else 0) + len(lessons)
    for lesson in lessons:
        weights = mastery.learned(
            weights,
            fraction=lesson.fraction,
            difficulty=lesson.difficulty,
            chance=lesson.chance,
            days=(lesson.at - as_of).total_seconds() / SECONDS_A_DAY,
        )
        as_of = lesson.at
    shown = mastery.estimate(weights)
    mean, low, high = (round(each, PLACES) for each in (shown.mean, shown.low, shown.high))
    day = _day(as_of)
    past = tuple(each for each in (belief.history if belief else ()) if each[0] != day)
    return Belief(weights, as_of, count, (*past, (day, mean, low, high, count)))


def _day(at: datetime) -> int:
    return at.astimezone(UTC).date().toordinal()
