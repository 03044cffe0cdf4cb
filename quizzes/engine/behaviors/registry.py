"""The behaviors there are, by hand, and which of them each kind offers."""

from quizzes.engine.behaviors import deferred, immediate
from quizzes.engine.behaviors.base import Behavior

_ALL: tuple[Behavior, ...] = (deferred, immediate)
BEHAVIORS: dict[str, Behavior] = {behavior.name: behavior for behavior in _ALL}

_OFFERED: dict[str, tuple[str, ...]] = {
    "single_choice": ("deferred", "immediate"),
    "multiple_choice": ("deferred", "immediate"),
    "true_false": ("deferred", "immediate"),
    "short_answer": ("deferred", "immediate"),
    "numeric": ("deferred", "immediate"),
    "cloze": ("deferred", "immediate"),
    "matching": ("deferred", "immediate"),
    "ordering": ("deferred", "immediate"),
    "evidence": ("deferred", "immediate"),
    "essay": ("deferred",),
}


def behavior_of(name: str) -> Behavior:
    """Return the behavior of that name; raise KeyError if there is none."""
    return BEHAVIORS[name]


def offered(kind_name: str) -> tuple[str, ...]:
    """Return the names of the behaviors that fit a kind; raise KeyError for an unknown kind."""
    return _OFFERED[kind_name]
