"""How far each first answer moved what is believed of an ability."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from quizzes.engine.progress.beliefs import SECONDS_A_DAY, Lesson
from quizzes.engine.progress.mastery import Estimate, estimate, learned, prior


@dataclass(frozen=True, slots=True)
class Move:
    """What was believed before an answer, and after it."""

    before: Estimate
    after: Estimate


def moves(lessons: Iterable[Lesson], wanted: Collection[int]) -> Mapping[int, Move]:
    """Return how far the answers to the wanted questions moved the estimate, by question."""
    weights, as_of = prior(), None
    found = {}
    for lesson in sorted(lessons):
        days = (lesson.at - as_of).total_seconds() / SECONDS_A_DAY if as_of else 0.0
        before = estimate(weights) if lesson.question in wanted else None
        weights = learned(
            weights,
            fraction=lesson.fraction,
            difficulty=lesson.difficulty,
            chance=lesson.chance,
            days=days,
        )
        as_of = lesson.at
        if before:
            found[lesson.question] = Move(before, estimate(weights))
    return found
