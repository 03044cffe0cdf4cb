"""What a quiz is called and how it is taken, changed in one go."""

from collections.abc import Mapping
from typing import Any

from quizzes.models.composition import Quiz
from quizzes.services.composition.changing import Edit

SETTINGS = (
    "title",
    "description",
    "article",
    "language",
    "is_open",
    "behavior",
    "layout",
    "navigation",
    "shuffles_questions",
    "shows_article",
    "attempts_allowed",
    "limit_seconds",
    "grading_method",
    "review_preset",
)


def change_settings(*, edit: Edit, values: Mapping[str, Any]) -> Quiz:
    """Return the quiz with other settings; names are those of `SETTINGS`.

    They reach attempts that begin from now on, of assignments too where these say nothing else.
    """
    with edit.begun("composition.change_settings") as change:
        quiz = change.quiz
        for name in SETTINGS:
            if name in values and getattr(quiz, name) != values[name]:
                change.before[name] = _told(getattr(quiz, name))
                setattr(quiz, name, values[name])
                change.after[name] = _told(values[name])
        quiz.save(update_fields=SETTINGS)
    return quiz


def _told(value: Any) -> Any:
    return str(value.public_id) if hasattr(value, "public_id") else value
