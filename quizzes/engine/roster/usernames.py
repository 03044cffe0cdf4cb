"""User names for people of a class list: "ida.bauer", and with a number where that is taken."""

import re
import unicodedata
from collections.abc import Callable, Collection, Sequence

# Leaves room for the number within Django's 150, and can be typed.
_LONGEST = 30
_SPELLED = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "œ": "oe", "å": "aa"}
    | {"ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
_WITHOUT_LETTERS = "student"


def base_of(name: str) -> str:
    """Return the user name that a name would have: ASCII letters and digits, dots between words."""
    spelled = unicodedata.normalize("NFC", name).casefold().translate(_SPELLED)
    words = re.findall(r"[a-z0-9]+", _plain(spelled))
    return ".".join(words)[:_LONGEST].strip(".") or _WITHOUT_LETTERS


def usernames(
    names: Sequence[str], taken: Callable[[Collection[str]], Collection[str]]
) -> list[str]:
    """Return a user name for each name, none twice and none that is taken.

    `taken` says which of some user names are: it is asked a few times, for many at once.
    """
    made: dict[int, str] = {}
    given: set[str] = set()
    following: dict[str, int] = {}
    bases = [base_of(name) for name in names]
    while open_places := [place for place in range(len(names)) if place not in made]:
        proposed = {place: _next(bases[place], following, given) for place in open_places}
        refused = set(taken(list(proposed.values())))
        made |= {place: name for place, name in proposed.items() if name not in refused}
    return [made[place] for place in range(len(names))]


def _next(base: str, following: dict[str, int], given: set[str]) -> str:
    number = following.get(base, 1)
    while (name := base if number == 1 else f"{base}{number}") in given:
        number += 1
    following[base] = number + 1
    given.add(name)
    return name


def _plain(text: str) -> str:
    """Return a text without accents and apostrophes: "o'neil" is one word."""
    parts = unicodedata.normalize("NFKD", re.sub(r"['’`´]", "", text))
    return "".join(part for part in parts if not unicodedata.combining(part))
