"""Assignments: giving a quiz to a class, and what one student gets beyond that."""

from quizzes.services.assignments.giving import AssignmentTerms, assign
from quizzes.services.assignments.releasing import release

__all__ = [
    "AssignmentTerms",
    "assign",
    "release",
]
