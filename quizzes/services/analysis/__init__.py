"""Analysis: keeping what the answers of many say about questions."""

from quizzes.services.analysis.difficulties import Kept, keep_difficulties

__all__ = ["Kept", "keep_difficulties"]
