"""{{ grant|grant_words:zone }}: what a student gets beyond the class, in words."""

from collections.abc import Sequence
from fractions import Fraction

from django import template
from django.utils.translation import gettext, ngettext

from quizzes.models.assignments import Accommodation
from quizzes.templatetags.times import short_moment

register = template.Library()


@register.filter
def grant_words(grant: Accommodation, class_zone: str = "") -> Sequence[str]:
    """Return what a student gets beyond the class, a few words each."""
    found = []
    if grant.factor is not None and grant.factor != 1:
        percent = round((Fraction(grant.factor) - 1) * 100)
        found.append(gettext("%(percent)s %% more time") % {"percent": percent})
    if grant.extra_attempts:
        text = ngettext("%(count)s more try", "%(count)s more tries", grant.extra_attempts)
        found.append(text % {"count": grant.extra_attempts})
    for moment, text in (
        (grant.opens_at, gettext("opens %(at)s")),
        (grant.due_at, gettext("due %(at)s")),
        (grant.closes_at, gettext("closes %(at)s")),
    ):
        if moment is not None:
            found.append(text % {"at": short_moment(moment, class_zone)})
    if grant.is_excused:
        found.append(gettext("excused"))
    if grant.is_late_waived:
        found.append(gettext("lateness waived"))
    return found
