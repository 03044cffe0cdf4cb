"""What a notice says, by its kind: names and moments, nothing that a review policy may hide.

The longest sentence whose places are all filled is said, so that a teller gives what it knows.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from quizzes.engine.words import Message, ngettext
from quizzes.engine.words import mark as _

SENTENCES: Mapping[str, Sequence[str]] = {
    "assigned": (
        _("New in %(class)s: %(quiz)s, due %(due_at)s"),
        _("New in %(class)s: %(quiz)s"),
        _("A new assignment waits for you"),
    ),
    "ending": (
        _("%(quiz)s in %(class)s is to be handed in by %(ends_at)s"),
        _("%(quiz)s in %(class)s ends soon"),
        _("An assignment of yours ends soon"),
    ),
    "released": (
        _("The results of %(quiz)s in %(class)s can be seen"),
        _("Results of yours can be seen"),
    ),
    "mark_changed": (
        _("Your score of %(quiz)s in %(class)s has changed. The page says why"),
        _("Your score of %(quiz)s has changed. The page says why"),
        _("A score of yours has changed. The page says why"),
    ),
    "look_answered": (
        _("The second look that you asked for in %(quiz)s, %(class)s, was taken"),
        _("A second look that you asked for was taken"),
    ),
    "joined": (
        _("%(student)s wants to join %(class)s"),
        _("Somebody wants to join a class of yours"),
    ),
    "to_mark": (
        _("Answers wait for marking: %(quiz)s in %(class)s"),
        _("Answers wait for marking"),
    ),
    "reported": (
        _("%(student)s reported a question of %(quiz)s in %(class)s"),
        _("A question of %(quiz)s in %(class)s was reported"),
        _("A question of %(quiz)s was reported"),
        _("A question of yours was reported"),
    ),
    "look_wanted": (
        _("%(student)s asks for a second look: %(quiz)s in %(class)s"),
        _("A student asks for a second look: %(quiz)s in %(class)s"),
        _("A student asks for a second look"),
    ),
}
MOMENTS = frozenset({"due_at", "ends_at"})
PLACE = re.compile(r"%\((\w+)\)s")


def sentence(kind: str, words: Mapping[str, str]) -> Message:
    """Return what a notice says; its moments are datetimes, for the web layer to write.

    `words`, as far as they are known: quiz, class, student (or name), count; due_at and ends_at
    in ISO 8601.
    Raise KeyError for a kind that is none.
    """
    read = {"student": words.get("name", ""), **words}
    known = {name: value for name, value in map(_read, read.items()) if value}
    if kind == "to_mark" and str(known.get("count", "")).isdigit():
        return _to_mark(known)
    text = next(text for text in SENTENCES[kind] if known.keys() >= set(PLACE.findall(text)))
    return Message(text, {name: known[name] for name in PLACE.findall(text)})


def _to_mark(known: Mapping[str, object]) -> Message:
    count = int(str(known["count"]))
    if not known.keys() >= {"quiz", "class"}:
        return ngettext(
            _("%(count)s answer waits for marking"), _("%(count)s answers wait for marking"), count
        )
    return ngettext(
        _("%(count)s answer waits for marking: %(quiz)s in %(class)s"),
        _("%(count)s answers wait for marking: %(quiz)s in %(class)s"),
        count,
        **{name: known[name] for name in ("quiz", "class")},
    )


def _read(named: tuple[str, str]) -> tuple[str, object]:
    """Return a word as it is said; a moment that cannot be read is none."""
    name, value = named
    if name not in MOMENTS:
        return name, value
    try:
        return name, datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return name, None
