"""{% for value in row|labelled %}: a row of one's own data, as people read it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import template
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

register = template.Library()

# Lists of which the page says only how long they are.
COUNTED = frozenset({"saves", "typed"})
LABELS = {
    "about": _("About"),
    "action": _("Act"),
    "address": _("From the address"),
    "answer": _("Answer"),
    "answered_at": _("Answered"),
    "answers": _("Answers"),
    "article": _("Article"),
    "as_of": _("As of"),
    "at": _("When"),
    "changed_at": _("Changed"),
    "class": _("Class"),
    "closes_at": _("Closes"),
    "colors": _("Colors"),
    "counts_for_mastery": _("First answer to it"),
    "created_at": _("Since"),
    "daily_limit": _("Questions a day"),
    "day": _("Day"),
    "days_late": _("Days late"),
    "deadline": _("Deadline"),
    "difficulty": _("Difficulty"),
    "due_at": _("Due"),
    "earned": _("Points earned"),
    "email": _("E-mail address"),
    "ended_by": _("Handed in by"),
    "extra_attempts": _("Tries beyond the class's"),
    "finished_at": _("Over"),
    "high": _("At most"),
    "history": _("Day by day"),
    "id": _("Id"),
    "invited_as": _("Invited as"),
    "invited_at": _("Came by an invitation"),
    "is_active": _("Still a member"),
    "is_administrator": _("Administrator"),
    "is_confirmed": _("Confirmed"),
    "is_dimming": _("Other paragraphs dimmed"),
    "is_excused": _("Excused"),
    "is_flagged": _("Flagged"),
    "is_granted": _("Agreed to"),
    "is_highlighted": _("Highlighted"),
    "is_in_app": _("Told here"),
    "is_late_waived": _("Lateness waived"),
    "is_own": _("Your own"),
    "is_preview": _("Only looked at"),
    "is_provisional": _("So far"),
    "is_teacher": _("Teacher"),
    "joined_at": _("Joined"),
    "kind": _("Kind"),
    "last_login_at": _("Last log-in"),
    "last_seen_at": _("Last seen"),
    "last_used_at": _("Last used"),
    "line_spacing": _("Space between lines"),
    "low": _("At least"),
    "mail": _("By mail"),
    "mailed_at": _("Mailed"),
    "maximum": _("Points possible"),
    "may_edit": _("May be changed, too"),
    "mean": _("Known"),
    "name": _("Name"),
    "number": _("Number"),
    "opens_at": _("Opens"),
    "own_note": _("Your note"),
    "path": _("Page"),
    "percent": _("Percent"),
    "points": _("Points possible"),
    "position": _("Question"),
    "put_aside_until": _("Put aside until"),
    "question": _("Text of the question"),
    "questions": _("Questions"),
    "quiz": _("Quiz"),
    "rating": _("How well remembered"),
    "read_at": _("Read"),
    "reading_place": _("Place in the article"),
    "reason": _("Reason"),
    "receipt": _("Receipt"),
    "retention": _("Share to remember"),
    "role": _("Role"),
    "saves": _("Saved"),
    "score": _("Score"),
    "seconds": _("Seconds"),
    "sentence": _("Sentence"),
    "stability": _("Days it lasts"),
    "started_at": _("Begun"),
    "state": _("State"),
    "struck": _("Struck out"),
    "levels": _("Levels of the rubric"),
    "comment": _("Comment of a marker"),
    "student_number": _("Student number"),
    "submitted_at": _("Handed in"),
    "text": _("Text"),
    "text_size": _("Size of articles' text"),
    "time_factor": _("Time, as a factor"),
    "time_zone": _("Time zone"),
    "try": _("Try"),
    "typed": _("Fields"),
    "user_agent": _("Browser"),
    "username": _("User name"),
    "wishes_to_leave_at": _("Wish to leave"),
    "words": _("About"),
}


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a row with its label; what it is says how it is drawn."""

    label: str
    value: Any
    is_moment: bool = False
    rows: tuple[Mapping[str, Any], ...] = ()


@register.filter
def labelled(row: Mapping[str, Any]) -> Iterator[Value]:
    """Yield what a row has to say; empty values say nothing."""
    for key, value in row.items():
        if value not in (None, "", []):
            yield _value(key, str(LABELS[key]), value)


def _value(key: str, label: str, value: Any) -> Value:
    rows = [value] if isinstance(value, Mapping) else value
    if key in COUNTED:
        # Each keystroke that was saved is in the file; here it would bury the rest.
        return Value(label, gettext("%(count)s times") % {"count": len(value)})
    if isinstance(rows, list) and isinstance(rows[0], Mapping):
        return Value(label, "", rows=tuple(rows))
    return Value(label, _words(value), is_moment=isinstance(value, datetime))


def _words(value: Any) -> Any:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    return " · ".join(map(str, value)) if isinstance(value, list) else value
