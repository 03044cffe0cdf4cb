"""{% icon "check" %}: one of our drawings, which says nothing to a screen reader by itself."""

from functools import cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

# What `static/quizzes/icons.svg` holds; a test keeps the two alike.
ICONS = frozenset(
    "arrow-left arrow-right bell book bring-back check clock close cloud-check cloud-off cross "
    "dash down eraser flag flag-filled highlighter history home info letters log-out menu moon "
    "note partial plus print question quote saving search strike sun up user users warning".split()
)

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """Return the drawing of that name; ValueError for one that we do not have."""
    if name not in ICONS:
        raise ValueError(f"no icon {name!r}; there are: {', '.join(sorted(ICONS))}")
    return _drawing(static("quizzes/icons.svg"), name)


@cache
def _drawing(address: str, name: str) -> SafeString:
    return format_html(
        '<svg class="qs-icon" width="20" height="20" aria-hidden="true"><use href="{}#{}"/></svg>',
        address,
        name,
    )
