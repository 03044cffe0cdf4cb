"""Reads what was picked for each thing."""

from quizzes.forms.answers.parted import raw_from

__all__ = ["raw_from"]
