"""Reads a text of several lines."""

from quizzes.forms.answers.short_answer import raw_from

__all__ = ["raw_from"]
