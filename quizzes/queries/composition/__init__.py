"""Quizzes: what one asks now, and what it covers."""

from quizzes.queries.composition.asked import Asked, questions_of

__all__ = ["Asked", "questions_of"]
