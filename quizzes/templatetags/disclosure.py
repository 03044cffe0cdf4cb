"""{{ parts|listed }}, {{ when|explained:zone }}: what of a question is shown, and when the rest."""

from collections.abc import Iterable, Mapping

from django import template
from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from quizzes.engine.disclosure import Part, When, explain
from quizzes.templatetags.words import words

PARTS: Mapping[Part, str | Promise] = {
    Part.RESPONSE: _("your answers"),
    Part.SCORE: _("your points"),
    Part.CORRECTNESS: _("which answers are right"),
    Part.KEY: _("the right answers"),
    Part.FEEDBACK: _("comments on your answers"),
    Part.EXPLANATION: _("the explanations"),
    Part.EVIDENCE: _("the sentences of the article"),
}

register = template.Library()


@register.filter
def listed(parts: Iterable[Part]) -> str:
    """Return "your points, the right answers and the explanations"."""
    return get_text_list([str(PARTS[part]) for part in parts], gettext("and"))


@register.filter
def explained(when: When, class_zone: str = "") -> str:
    """Return when a hidden part will be shown, by the reader's clock (see `words`)."""
    return words(explain(when), class_zone)
