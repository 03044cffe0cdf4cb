"""A calendar as a file of RFC 5545: titles and times, nothing else."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext
from icalendar import Calendar
from icalendar import Event as Entry

from quizzes.queries.attempts.calendar import CLOSES, DUE, OPENS, Event

PRODUCT = "-//Quizsite//Calendar//EN"


def written(events: Iterable[Event], name: str, now: datetime) -> bytes:
    """Return a file of events; each is a moment, with an id that stays when it moves."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for event in events:
        calendar.add_component(_entry(event, now))
    return bytes(calendar.to_ical())


def _entry(event: Event, now: datetime) -> Entry:
    entry = Entry()
    whose = "taught" if event.is_taught else "own"
    entry.add("uid", f"{event.assignment.public_id}-{event.what}-{whose}@quizsite")
    entry.add("dtstamp", now)
    entry.add("dtstart", event.at)
    entry.add("dtend", event.at)
    entry.add("transp", "TRANSPARENT")
    entry.add("summary", _title(event))
    return entry


def _title(event: Event) -> str:
    words = {
        OPENS: gettext("%(quiz)s opens (%(class)s)"),
        DUE: gettext("%(quiz)s is due (%(class)s)"),
        CLOSES: gettext("%(quiz)s closes (%(class)s)"),
    }[event.what]
    told = {"quiz": event.assignment.quiz.title, "class": event.assignment.classroom.name}
    return words % told
