"""{% text_sizes as sizes %}: the steps in which an article's look can be chosen."""

from collections.abc import Sequence

from django import template
from django.utils.functional import Promise

from quizzes.models.accounts import User

Steps = Sequence[tuple[int, str | Promise]]

register = template.Library()


@register.simple_tag
def text_sizes() -> Steps:
    """Return the steps of text size with their names."""
    return User.TextSize.choices


@register.simple_tag
def line_spacings() -> Steps:
    """Return the steps of space between lines with their names."""
    return User.LineSpacing.choices
