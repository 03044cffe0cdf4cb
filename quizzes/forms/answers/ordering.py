"""Reads an order, and moves one thing in it: each move is a button of the form."""

from django.http import QueryDict

WAYS = {"up": -1, "down": 1}


def raw_from(data: QueryDict, name: str) -> object:
    """Return the ids in their order; [] while nobody has moved one or said that it is theirs.

    The buttons are "move:3:<id>:up" and "keep:3" of question 3.
    """
    ids = list(data.getlist(name))
    verb, _, rest = data.get("go", "").partition(":")
    question, _, move = rest.partition(":")
    if name == f"q{question}" and verb == "move":
        return moved(ids, *move.rpartition(":")[::2])
    is_kept = verb == "keep" and name == f"q{question}"
    return ids if is_kept or data.get(f"{name}-touched") else []


def moved(ids: list[str], one: str, way: str) -> list[str]:
    """Return the ids with one of them moved a place, where it has a place to go to."""
    if one not in ids or way not in WAYS:
        return ids
    place = ids.index(one)
    goal = place + WAYS[way]
    if 0 <= goal < len(ids):
        ids[place], ids[goal] = ids[goal], ids[place]
    return ids
