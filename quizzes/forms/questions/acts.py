"""Buttons of the editing form, without JavaScript and with: add, remove, bring back, move a row.

Each changes what was posted and nothing else, so that whatever was typed comes back as it was.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quizzes.forms.questions.parts import GONE, Part, Row, Rows, prefix_of


@dataclass(frozen=True, slots=True)
class Done:
    """What a button did: words for a screen reader, and the prefix of the row to go on in.

    `trouble` says to everybody what it could not do.
    """

    words: str = ""
    focus: str = ""
    trouble: str = ""


def act(parts: list[Part], posted: QueryDict, asked: str, rng: Random) -> Done:
    """Change what was posted as a button asks, by the parts that were made of it.

    `asked` is "verb:list" or "verb:list:key"; what the form does not have changes nothing.
    """
    verb, _colon, rest = asked.partition(":")
    name, _colon, key = rest.partition(":")
    rows = next((rows for part in parts for rows in _lists(part) if rows.name == name), None)
    if rows is None:
        return _own_act(parts, verb, rng)
    if verb == "add":
        return _add(rows, posted, rng)
    row = next((row for row in rows.all if row.key == key), None)
    return Done() if row is None else _change(verb, rows, row, posted)


def _lists(part: Part) -> Iterator[Rows]:
    for rows in part.below.values():
        yield rows
        for row in rows.all:
            yield from _lists(row)


def _own_act(parts: list[Part], name: str, rng: Random) -> Done:
    made = [part.act(name, rng) for part in parts]
    count = sum(each.count for each in made)
    said = ngettext("%(count)s row added.", "%(count)s rows added.", count) % {"count": count}
    return Done(said if count else "", trouble=" ".join(each.trouble for each in made).strip())


def _add(rows: Rows, posted: QueryDict, rng: Random) -> Done:
    if len(rows.all) >= rows.row.most:
        full = _("There are as many as there can be. Bring back one that was removed.")
        return Done(full, trouble=full)
    added = list(rows.row.added(rows.name, rng))
    for name, value in added:
        posted.appendlist(name, value)
    number = len(rows.present) + 1
    said = _("%(noun)s %(number)s added.") % {"noun": rows.row.noun, "number": number}
    return Done(said, prefix_of(*added[0]))


def _change(verb: str, rows: Rows, row: Row, posted: QueryDict) -> Done:
    gone = f"{row.prefix}-{GONE}"
    if verb == "remove":
        posted[gone] = "on"
        said = _("%(noun)s removed. It can be brought back.") % {"noun": row.noun}
        return Done(said, row.prefix)
    if verb == "restore":
        posted.pop(gone, None)
        return Done(_("%(noun)s is back.") % {"noun": row.noun}, row.prefix)
    if verb in {"up", "down"}:
        return _move(rows, row, posted, -1 if verb == "up" else 1)
    return Done()


def _move(rows: Rows, row: Row, posted: QueryDict, step: int) -> Done:
    """Put a row before or behind its neighbor; those that are gone are passed over."""
    present = [each.key for each in rows.present]
    place = present.index(row.key) + step
    if 0 <= place < len(present):
        keys = [each.key for each in rows.all]
        here, there = keys.index(row.key), keys.index(present[place])
        keys.insert(there, keys.pop(here))
        posted.setlist(rows.name, keys)
    else:
        place -= step
    where = {"noun": row.noun, "number": place + 1, "count": len(present)}
    return Done(_("%(noun)s: %(number)s of %(count)s.") % where)
