"""Reads the sentences that were ticked."""

from quizzes.forms.answers.multiple_choice import raw_from

__all__ = ["raw_from"]
