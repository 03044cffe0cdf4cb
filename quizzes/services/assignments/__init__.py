"""Assignments: giving a quiz to a class, and releasing scores."""

from quizzes.services.assignments.giving import (
    AssignmentTerms,
    CannotDelete,
    Gift,
    assign,
    delete,
    give,
    said,
    tell_of,
)
from quizzes.services.assignments.releasing import release

__all__ = [
    "AssignmentTerms",
    "CannotDelete",
    "Gift",
    "assign",
    "delete",
    "give",
    "release",
    "said",
    "tell_of",
]
