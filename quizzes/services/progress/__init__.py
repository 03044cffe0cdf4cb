"""Progress: taking answers in, cards, mastery; values in, rows out."""

from quizzes.services.progress.taking_in import take_in

__all__ = ["take_in"]
