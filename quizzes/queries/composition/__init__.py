"""Quizzes: what one asks now, in which places, out of which pools, and what it covers."""

from quizzes.queries.composition.asked import (
    Asked,
    Place,
    numbered,
    places_of,
    question_counts,
    questions_of,
    refusal_of,
)

__all__ = [
    "Asked",
    "Place",
    "numbered",
    "places_of",
    "question_counts",
    "questions_of",
    "refusal_of",
]
