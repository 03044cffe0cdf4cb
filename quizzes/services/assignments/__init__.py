"""Assignments: giving a quiz to a class, and what one student gets beyond that."""

from quizzes.services.assignments.giving import AssignmentTerms, assign
from quizzes.services.assignments.releasing import release
from quizzes.services.assignments.versions import CannotUse, use_newest_version

__all__ = [
    "AssignmentTerms",
    "CannotUse",
    "assign",
    "release",
    "use_newest_version",
]
