"""{% question_card question %}: cards of questions, remembered apart from their options.

Each student has the options in another order: a card is remembered as a frame with a place for
them, and so is each option.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from quizzes.engine.kinds.base import Shape
from quizzes.engine.kinds.registry import kind_of
from quizzes.queries.attempts.judging import OptionJudged
from quizzes.queries.attempts.showing import OptionShown
from quizzes.queries.attempts.taking import QuestionShown
from quizzes.queries.review import ItemReviewed
from quizzes.templatetags.remembering import remembered

# Where the options go. No author can write it: the sanitizer removes comments.
PLACE = "<!-- options -->"
FIELDS = {Shape.ONE: "radio", Shape.MANY: "checkbox"}

register = template.Library()


@register.simple_tag
def question_card(
    question: QuestionShown, *, language: str, behavior: str, **around: Any
) -> SafeString:
    """Return a question that can be answered; `around` are `total` and `current` of its page."""
    options = question.options if _is_list(question.kind, question.options) else ()
    # The options say what was chosen.
    bare = replace(question, options=(), raw=None) if options else question
    frame = remembered(
        "quizzes/learner/_question.html",
        question=bare,
        language=language,
        behavior=behavior,
        **around,
    )
    return _filled(
        frame,
        (
            remembered(
                "quizzes/learner/_option.html",
                option=option,
                position=question.position,
                type=FIELDS[Shape(question.shape)],
                is_finished=question.is_finished,
                language=language,
            )
            for option in options
        ),
    )


@register.simple_tag
def reviewed_answer(item: ItemReviewed, *, language: str) -> SafeString:
    """Return a question as it was shown, with the answer, how it went and why."""
    options = item.answer.options if _is_list(item.kind, item.answer.options) else ()
    ordered = tuple(sorted(options, key=lambda option: option.id))
    frame = remembered(
        "quizzes/learner/_reviewed_answer.html",
        item=replace(
            item,
            answer=replace(item.answer, options=ordered) if options else item.answer,
            # What stands around the answer.
            late_answers=(),
            is_reported=False,
            own_marks=(),
            said=None,
            afterwards=None,
            report_answers=(),
        ),
        language=language,
        is_frame=bool(options),
    )
    is_one_of_many = kind_of(item.kind).shape == Shape.MANY
    return _filled(
        frame,
        (
            remembered(
                "quizzes/learner/_option_review.html",
                option=option,
                is_one_of_many=is_one_of_many,
            )
            for option in options
        ),
    )


def _is_list(kind: str, options: Iterable[OptionShown | OptionJudged]) -> bool:
    """Return whether options stand in a list, where each is a template of its own."""
    is_passage = any(option.begins for option in options)
    return kind_of(kind).shape in FIELDS and not is_passage


def _filled(frame: SafeString, options: Iterable[SafeString]) -> SafeString:
    # Both are whole templates, which have escaped what they show.
    return mark_safe(frame.replace(PLACE, "\n".join(options)))  # noqa: S308
