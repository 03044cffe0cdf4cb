"""{{ act|act_words }}, {{ grant|grant_words:zone }}: what was done about a student, in words.

An act without words of its own is another line in WORDS.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from quizzes.models.assignments import Accommodation
from quizzes.models.audit import AuditRecord
from quizzes.templatetags.times import short_moment

register = template.Library()

WORDS: Mapping[str, str | Promise] = {
    "attempts.accommodate": _("What the student gets beyond the class was changed"),
    "attempts.submit": _("A try was handed in when its time was over"),
    "classrooms.accept": _("Accepted to be in the class"),
    "classrooms.change_role": _("The role in the class was changed"),
    "classrooms.enroll": _("Was put into the class"),
    "classrooms.join": _("Joined by code"),
    "classrooms.remove_member": _("Was removed from the class"),
    "classrooms.restore_member": _("Was brought back into the class"),
    "grading.accept_late_step": _("An answer after the time was accepted"),
}


@register.filter
def act_words(record: AuditRecord) -> str:
    """Return what an act was; one that has no words yet by its name."""
    if record.action == "classrooms.answer_request":
        is_agreed = record.after.get("is_agreed")
        return gettext("Was let into the class") if is_agreed else gettext("Was refused")
    if record.action == "classrooms.join" and record.after.get("waits_for"):
        return gettext("Asked to join")
    fallback = record.action.rpartition(".")[2].replace("_", " ").capitalize()
    return str(WORDS.get(record.action, fallback))


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
