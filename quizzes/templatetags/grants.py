"""{{ grant|grant_words:zone }}: what a student gets beyond the class, in words."""

from collections.abc import Sequence

from django import template

from quizzes.models.assignments import Accommodation
from quizzes.queries.attempts.granted import granted
from quizzes.templatetags.words import words

register = template.Library()


@register.filter
def grant_words(grant: Accommodation, class_zone: str = "") -> Sequence[str]:
    """Return what a student gets beyond the class, a few words each."""
    return [words(each, class_zone) for each in granted(grant)]
