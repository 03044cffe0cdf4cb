"""Finding words in texts: both folded alike, in any language, on any database."""

import unicodedata
from collections.abc import Iterable

MOST_TERMS = 12


def folded(text: str) -> str:
    """Return a text as a search reads it: NFKD, without marks, in lower case, spaces as one."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(plain.casefold().split())


def folded_all(texts: Iterable[str]) -> str:
    """Return several texts folded, a line each: no term is found across two of them."""
    return "\n".join(line for line in map(folded, texts) if line)


def terms(asked: str) -> tuple[str, ...]:
    """Return what a text must contain, each: words, and what stands in quotes as it stands.

    At most twelve; an open quote goes on to the end.
    """
    found: list[str] = []
    for place, piece in enumerate(folded(asked.replace("“", '"').replace("”", '"')).split('"')):
        found += [piece.strip()] if place % 2 else piece.split()
    return tuple(dict.fromkeys(term for term in found if term))[:MOST_TERMS]
