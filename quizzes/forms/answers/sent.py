"""Answers as the page's script sends them: JSON, checked before anything else looks at it."""

import json
from dataclasses import dataclass
from typing import Any, NoReturn

from quizzes.engine.behaviors.base import Action
from quizzes.engine.saving import Incoming, storable

MOST_ITEMS = 500
# Far over what any kind reads, escapes included; the kind says what is too long for it.
LONGEST_RAW = 200_000
# Lists in lists: the deepest that a kind reads has two levels.
DEEPEST_RAW = 4


class NotReadable(ValueError):  # noqa: N818 - it reads as what happened
    """The body is not what our page sends; the message says where."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Whose queue it is, by public id, and the answers in it."""

    user: str
    answers: tuple[Incoming, ...]


def sent_answers(body: bytes) -> Sent:
    """Return what a body says; raise NotReadable for anything that our page would not send."""
    try:
        json_ = json.loads(body, parse_float=_no_number, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise NotReadable("not JSON") from error
    if not isinstance(json_, dict) or not isinstance(json_.get("user"), str):
        raise NotReadable("user is missing")
    items = json_.get("items")
    if not isinstance(items, list) or not 0 < len(items) <= MOST_ITEMS:
        raise NotReadable(f"items must be 1 to {MOST_ITEMS}")
    answers = tuple(_incoming(item) for item in items)
    if len({answer.position for answer in answers}) < len(answers):
        raise NotReadable("a position stands twice")
    return Sent(json_["user"], answers)


def _incoming(item: Any) -> Incoming:
    if not isinstance(item, dict) or item.get("raw") is None:
        raise NotReadable("an item has no raw")
    try:
        action = Action(str(item.get("action")))
    except ValueError as error:
        raise NotReadable("action is unknown") from error
    return Incoming(
        position=_count(item, "position", 1),
        raw=_raw(item["raw"]),
        action=action,
        base_revision=_count(item, "base_revision", 0),
    )


def _no_number(text: str) -> NoReturn:
    # Databases give 1e2 back as 100 and -0.0 as 0, and refuse NaN: what was typed is text.
    raise NotReadable(f"{text[:40]} is not a number of our page")


def _raw(raw: Any) -> object:
    if _is_deeper(raw, DEEPEST_RAW):
        raise NotReadable("raw is too deep")
    # Measured as it will be stored.
    if len(json.dumps(raw)) > LONGEST_RAW:
        raise NotReadable("raw is too long")
    return storable(raw)


def _is_deeper(raw: object, most: int) -> bool:
    parts = raw.values() if isinstance(raw, dict) else raw if isinstance(raw, list) else ()
    return most < 0 or any(_is_deeper(part, most - 1) for part in parts)


def _count(item: dict[str, Any], name: str, least: int) -> int:
    value = item.get(name)
    # A bool is an int in Python, and a position beyond any quiz would not fit its column.
    if type(value) is not int or not least <= value < 2**31:
        raise NotReadable(f"{name} is not a number of our page")
    return value
