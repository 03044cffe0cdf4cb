"""Names between braces in a text, filled with values: nothing is run, nothing filled twice."""

import re
from collections.abc import Collection, Mapping, Sequence

from quizzes.engine.words import Message
from quizzes.engine.words import mark as _

PLACE = re.compile(r"\{(\w+)\}")


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return the text with each {name} that has a value filled; a name without one stays."""
    return PLACE.sub(lambda found: values.get(found[1], found[0]), text)


def mistakes(
    text: str, *, known: Collection[str], needed: Collection[str] = ()
) -> Sequence[Message]:
    """Return what is wrong with a text: a name that is none, one that is missing, a lone brace."""
    used = PLACE.findall(text)
    found = [
        Message(_("There is no {%(place)s} here."), {"place": name})
        for name in dict.fromkeys(used)
        if name not in known
    ]
    found += [
        Message(_("{%(place)s} is missing: without it the mail is of no use."), {"place": name})
        for name in needed
        if name not in used
    ]
    if re.search(r"[{}]", PLACE.sub("", text)):
        found.append(Message(_("Braces stand around a name only, as in {site}.")))
    return found
