"""What the gallery shows of behaviors: a question with several tries, and how sure one is."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from quizzes.queries.attempts.taking import TriesShown
from quizzes.queries.review import CertaintyShown

HINT = SafeString("Read what the <em>angle</em> of the line tells.")


def behaviors(scheme: str) -> Iterator[tuple[str, list[SafeString]]]:
    """Yield each template that a behavior brings, and its states as HTML."""
    for name, states in _states(scheme).items():
        template = f"quizzes/learner/{name}.html"
        yield name, [render_to_string(template, state) for state in states]


def _states(scheme: str) -> Mapping[str, list[Mapping[str, Any]]]:
    return {
        "_tries": [
            {"tries": TriesShown(left=2, used=0, last="", hint=SafeString("")), "position": 1},
            {"tries": TriesShown(left=1, used=1, last="wrong", hint=HINT), "position": 1},
            {"tries": TriesShown(left=1, used=1, last="partial", hint=HINT), "position": 1},
            {"tries": TriesShown(left=2, used=0, last="near", hint=SafeString("")), "position": 1},
        ],
        "_certainty": [{"name": f"{scheme}-sure-{level}", "level": level} for level in (1, 2, 3)],
        "_certainty_review": [
            {"certainty": CertaintyShown(level=3, mark=Decimal(-6))},
            {"certainty": CertaintyShown(level=2, mark=Decimal(2))},
            {"certainty": CertaintyShown(level=1, mark=None)},
        ],
    }
