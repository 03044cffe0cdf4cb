"""Grading: what a person decides about marks."""

from quizzes.services.grading.late import NotLate, accept_late, accept_late_step

__all__ = [
    "NotLate",
    "accept_late",
    "accept_late_step",
]
