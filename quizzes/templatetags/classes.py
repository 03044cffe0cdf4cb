"""{% class_pages classroom here as links %}: the pages of a class, and which of them one is on.

Another page of a class is another line in PAGES.
"""

from collections.abc import Sequence

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from quizzes.engine.classes import joining
from quizzes.models.classrooms import Classroom
from quizzes.templatetags.navigation import Entry, Link

register = template.Library()

# The route, its words, and how the routes of the pages under it begin.
PAGES: tuple[Entry, ...] = (
    Entry("class-detail", _("Students"), ("class-student",)),
    Entry("class-assignments", _("Assignments"), ("class-give", "class-accommodation")),
    Entry("class-scores", _("Scores"), ("class-scores-",)),
    Entry("class-progress", _("Progress"), ("class-progress-",)),
    Entry(
        "class-roster",
        _("Roster"),
        ("class-roster-", "class-slips", "class-passwords", "class-move"),
    ),
    Entry("class-joining", _("Join code")),
    Entry("class-staff", _("Teachers")),
    Entry("class-settings", _("Settings"), ("class-archive", "class-copy")),
    Entry("class-log", _("History")),
)


@register.filter
def code_shown(code: str) -> str:
    """Return a class's code in two halves: "7KQM-4HTX"."""
    return joining.code_shown(code)


@register.simple_tag
def class_pages(classroom: Classroom, here: str) -> Sequence[Link]:
    """Return the links to the pages of a class; `here` is the name of the page's own route."""
    return [_link(entry, classroom, here) for entry in PAGES]


def _link(entry: Entry, classroom: Classroom, here: str) -> Link:
    if here == entry.route:
        current = "page"
    else:
        current = "true" if entry.under and here.startswith(entry.under) else ""
    url = reverse(f"quizzes:{entry.route}", args=[classroom.public_id])
    return Link(url, entry.label, current)
