"""Scoring old answers again: which version corrects what was shown, which score counts then."""

from quizzes.engine.regrading.weighing import (
    Choice,
    Winner,
    correction_of,
    took_tries_away,
    weighed,
)

__all__ = [
    "Choice",
    "Winner",
    "correction_of",
    "took_tries_away",
    "weighed",
]
