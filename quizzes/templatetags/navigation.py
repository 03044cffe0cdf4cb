"""{% entries "teaching" here as links %}: the header's links, and which of them one is under.

Another page for teachers is another line in TEACHING.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django import template
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

register = template.Library()


@dataclass(frozen=True, slots=True)
class Entry:
    """A link: the route it leads to, its words, and how the routes of the pages under it begin.

    `beside` are routes that begin alike and are not under it.
    """

    route: str
    label: str | Promise
    under: tuple[str, ...] = ()
    space: str = "quizzes"
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as it stands in a page. `current` is "page", "true" for a page under it, or ""."""

    url: str
    label: str | Promise
    current: str


# Not the pages of a quiz on which it is taken, which begin alike.
QUIZ_PAGES = (
    "quiz-new",
    "quiz-compose",
    "quiz-settings",
    "quiz-delete",
    "quiz-coverage",
    "quiz-preview",
    "quiz-paper",
    "quiz-share",
    "quiz-give",
)
# Not the pages on which an assignment is begun and taken.
CLASS_PAGES = (
    "class-",
    "assignment-attempts",
    "assignment-minutes",
    "assignment-late",
    "assignment-questions",
    "assignment-settings",
    "assignment-delete",
    "assignment-accommodate",
    "attempt-acts",
)
TEACHING = (
    Entry("teach", _("Teaching"), ("receipt-check", "teach-first")),
    Entry("classes", _("Classes"), CLASS_PAGES, beside=("class-own-scores",)),
    Entry("articles", _("Articles"), ("article-",)),
    Entry("questions", _("Questions"), ("question-", "questions-")),
    Entry("quizzes", _("Quizzes"), QUIZ_PAGES),
    Entry("marking", _("Marking"), ("marking-", "look", "report", "attempt-override")),
    Entry("scores", _("Scores")),
)
OWN = (
    Entry("home", _("Home"), ("class-own-scores", "join", "attempt-look")),
    Entry("calendar", _("Calendar")),
    Entry("practice", _("Practice"), ("practice-",)),
    Entry("progress", _("Progress"), ("progress-",)),
    Entry("history", _("History")),
)
ADMINISTRATION = (
    Entry("people", _("People"), ("people-", "person-", "audit-log")),
    Entry("mail-templates", _("Mails"), ("mail-",)),
    Entry("index", _("Admin"), space="admin"),
)
GROUPS = {"own": OWN, "teaching": TEACHING, "administration": ADMINISTRATION}


@register.simple_tag
def entries(group: str, here: str) -> Sequence[Link]:
    """Return the links of a group; `here` is the name of the page's own route, "" for none."""
    return [_link(entry, here or "") for entry in GROUPS[group]]


@register.simple_tag
def place(here: str) -> str | Promise:
    """Return what the header calls the page that one is on; empty if it is under no entry."""
    links = [link for group in GROUPS for link in entries(group, here)]
    return next((link.label for link in links if link.current), "")


def _link(entry: Entry, here: str) -> Link:
    if here == entry.route:
        current = "page"
    else:
        is_under = here.startswith(entry.under) and here not in entry.beside
        current = "true" if is_under else ""
    return Link(reverse(f"{entry.space}:{entry.route}"), entry.label, current)
