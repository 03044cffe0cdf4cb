"""Composing quizzes: making and copying one, its sections and questions, how it is taken."""

from quizzes.services.composition.changing import CannotCompose, Edit, QuizChanged
from quizzes.services.composition.items import (
    Removed,
    add_draw,
    add_questions,
    add_to_pool,
    change_draw,
    place_item,
    put_back,
    remove_from_pool,
    remove_item,
    set_points,
    step_item,
)
from quizzes.services.composition.making import (
    archive,
    copy_quiz,
    create_quiz,
    delete_quiz,
    unarchive,
)
from quizzes.services.composition.sections import (
    add_section,
    change_section,
    move_section,
    remove_section,
)
from quizzes.services.composition.settings import change_settings

__all__ = [
    "CannotCompose",
    "Edit",
    "QuizChanged",
    "Removed",
    "add_draw",
    "add_questions",
    "add_section",
    "add_to_pool",
    "archive",
    "change_draw",
    "change_section",
    "change_settings",
    "copy_quiz",
    "create_quiz",
    "delete_quiz",
    "move_section",
    "place_item",
    "put_back",
    "remove_from_pool",
    "remove_item",
    "remove_section",
    "set_points",
    "step_item",
    "unarchive",
]
