"""Assignments: giving a quiz to a class, and what one student gets beyond that."""

from quizzes.services.assignments.adding_up import (
    CategoryInUse,
    CategoryWish,
    SameName,
    set_categories,
    set_counting,
)
from quizzes.services.assignments.copying import (
    CannotCopy,
    NewClass,
    NewDates,
    copy_class,
    give_to_new_class,
)
from quizzes.services.assignments.giving import AssignmentTerms, assign
from quizzes.services.assignments.releasing import hold, release

__all__ = [
    "AssignmentTerms",
    "CannotCopy",
    "CategoryInUse",
    "CategoryWish",
    "NewClass",
    "NewDates",
    "SameName",
    "assign",
    "copy_class",
    "give_to_new_class",
    "hold",
    "release",
    "set_categories",
    "set_counting",
]
