"""What is made of a question once, when it is published: the HTML of all its Markdown."""

from typing import Any

from quizzes.engine.kinds.base import Kind
from quizzes.engine.markup import to_html, to_inline_html


def render(kind: Kind, spec: Any, stem: str, explanation: str) -> dict[str, str]:
    """Return sanitized HTML by key: "stem", "explanation" and the keys of `kind.texts(spec)`."""
    texts = {key: to_inline_html(text) for key, text in kind.texts(spec).items()}
    return {"stem": to_html(stem), "explanation": to_html(explanation), **texts}
