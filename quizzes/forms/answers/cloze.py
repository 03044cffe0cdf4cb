"""Reads what was written into each gap, or picked for it."""

from quizzes.forms.answers.parted import raw_from

__all__ = ["raw_from"]
