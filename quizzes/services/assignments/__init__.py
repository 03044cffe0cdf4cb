"""Assignments: giving a quiz to a class, and what one student gets beyond that."""

from quizzes.services.assignments.copying import (
    CannotCopy,
    NewClass,
    NewDates,
    copy_class,
    give_to_new_class,
)
from quizzes.services.assignments.giving import AssignmentTerms, assign
from quizzes.services.assignments.releasing import release

__all__ = [
    "AssignmentTerms",
    "CannotCopy",
    "NewClass",
    "NewDates",
    "assign",
    "copy_class",
    "give_to_new_class",
    "release",
]
