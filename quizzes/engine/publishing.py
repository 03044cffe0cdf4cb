"""What is made of a question once, when it is published: its HTML, and what a search finds."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from quizzes.engine.kinds.base import Kind
from quizzes.engine.markup import to_html, to_inline_html
from quizzes.engine.searching import folded_all

# Texts of several paragraphs; all others are a line.
BLOCKS = ("block:", "feedback:block:")
# In a spec, what is said under these names is for the program, not for people.
UNSEARCHED = frozenset(
    {"id", "fraction", "weight", "scoring", "set", "answer", "sentences", "tolerance", "points"}
)


def shows_the_same(kind: Kind, stem: str, spec: Any, other_stem: str, other_spec: Any) -> bool:
    """Return whether two versions are one question to who answers: only what is right may differ.

    The same words, and the same ids of options, gaps and parts: what was answered to one can be
    scored by the other.
    """
    return stem == other_stem and _seen(kind, spec) == _seen(kind, other_spec)


def _seen(kind: Kind, spec: Any) -> object:
    parts = sorted(kind.part_ids(spec))
    # Seeds are nothing here: it is the ids that are compared, in no order.
    ids = sorted(kind.shuffled(spec, Random(0)))  # noqa: S311 - an order, no secret
    choices = {part: sorted(kind.choices(spec, part)) for part in parts}
    return parts, ids, choices, kind.public_texts(spec), kind.instruction(spec)


def render(
    kind: Kind, spec: Any, stem: str, explanation: str, hints: Sequence[str] = ()
) -> dict[str, str]:
    """Return sanitized HTML by key: "stem", "explanation", "hint:0"… and the kind's own texts."""
    texts = {
        key: to_html(text) if key.startswith(BLOCKS) else to_inline_html(text)
        for key, text in kind.texts(spec).items()
    }
    own = {"stem": to_html(stem), "explanation": to_html(explanation)}
    own |= {f"hint:{place}": to_inline_html(hint) for place, hint in enumerate(hints)}
    # What is of every question stands last, so that no id of an option can take its place.
    return {**texts, **own}


def searched(stem: str, spec: object, explanation: str, hints: Sequence[str] = ()) -> str:
    """Return all that a question says, folded, a line a text; `spec` is the kind's as JSON."""
    return folded_all((stem, *_texts_in(spec), explanation, *hints))


def _texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _texts_in(each)
    elif isinstance(value, dict):
        # In an order that does not hang on the database, which may keep names in its own.
        for name, each in sorted(value.items()):
            if name not in UNSEARCHED:
                yield from _texts_in(each)
