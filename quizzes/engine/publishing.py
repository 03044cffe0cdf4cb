"""What is made of a question once, when it is published: the HTML of all its Markdown."""

from collections.abc import Sequence
from typing import Any

from quizzes.engine.kinds.base import Kind
from quizzes.engine.markup import to_html, to_inline_html

# Texts of several paragraphs; all others are a line.
BLOCKS = ("block:", "feedback:block:")


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
