"""{% remembered "card.html" question=question %}: an include, rendered once for equal values."""

from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def remembered(template_name: str, /, **values: Any) -> SafeString:
    """Return a template that shows its values and nothing else, as this process rendered it before.

    White space around it is left out, so that it can stand in a running text.
    Equal are values of one type in one language and time zone; what has no hash is rendered anew.
    A class is shown the same questions: most of what a page for answering costs is saved by this.
    """
    # By type as well: text that is safe equals the same text that is not.
    shown = tuple((key, type(value), value) for key, value in values.items())
    place = (template_name, get_language(), get_current_timezone_name())
    try:
        return _rendered(*place, shown) if not settings.DEBUG else _render(*place, shown)
    except TypeError:
        return _render(*place, shown)


def _render(
    name: str, language: str | None, zone: str, shown: tuple[tuple[str, type, Any], ...]
) -> SafeString:
    text = render_to_string(name, {key: value for key, _, value in shown})
    # A whole template, which has escaped what it shows.
    return mark_safe(text.strip())  # noqa: S308


_rendered = lru_cache(maxsize=4096)(_render)
