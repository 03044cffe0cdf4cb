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
from quizzes.services.assignments.releasing import (
    hold,
    release,
)
from quizzes.services.assignments.versions import (
    CannotUse,
    use_newest_version,
)

__all__ = [
    "AssignmentTerms",
    "CannotCopy",
    "CannotDelete",
    "CannotUse",
    "CategoryInUse",
    "CategoryWish",
    "Gift",
    "NewClass",
    "NewDates",
    "SameName",
    "assign",
    "copy_class",
    "delete",
    "give",
    "give_to_new_class",
    "hold",
    "release",
    "said",
    "set_categories",
    "set_counting",
    "tell_of",
    "use_newest_version",
]
