"""The behaviors there are, by hand, and which of them each kind offers."""

from quizzes.engine.behaviors import certainty, deferred, immediate
from quizzes.engine.behaviors.base import Behavior
from quizzes.engine.behaviors.interactive import Interactive, interactive
from quizzes.engine.words import Message
from quizzes.engine.words import mark as _

_ALL: tuple[Behavior, ...] = (deferred, immediate, Interactive(), certainty)
BEHAVIORS: dict[str, Behavior] = {behavior.name: behavior for behavior in _ALL}

_OFFERED: dict[str, tuple[str, ...]] = {
    "single_choice": ("deferred", "immediate", "interactive", "certainty"),
    "multiple_choice": ("deferred", "immediate", "interactive", "certainty"),
    "true_false": ("deferred", "immediate", "certainty"),
    "short_answer": ("deferred", "immediate", "interactive", "certainty"),
    "numeric": ("deferred", "immediate", "interactive", "certainty"),
    "cloze": ("deferred", "immediate", "interactive", "certainty"),
    "matching": ("deferred", "immediate", "interactive", "certainty"),
    "ordering": ("deferred", "immediate", "interactive", "certainty"),
    "evidence": ("deferred", "immediate", "interactive", "certainty"),
    "essay": ("deferred",),
}
# An answer to these earns all or nothing by itself.
_WHOLE = frozenset({"single_choice", "true_false", "numeric"})


def behavior_of(name: str) -> Behavior:
    """Return the behavior of that name; raise KeyError if there is none."""
    return BEHAVIORS[name]


def behavior_for(name: str, option_count: int | None) -> Behavior:
    """Return the behavior with what it sets for a question: tries and their price, by its options.

    Raise KeyError if there is none of that name.
    """
    behavior = BEHAVIORS[name]
    return interactive(option_count) if isinstance(behavior, Interactive) else behavior


def offered(kind_name: str) -> tuple[str, ...]:
    """Return the names of the behaviors that fit a kind; raise KeyError for an unknown kind."""
    return _OFFERED[kind_name]


def refusal(
    behavior_name: str, kind_name: str, option_count: int | None, *, is_all_or_nothing: bool
) -> Message | None:
    """Return why a question cannot be asked under a behavior, or None if it can."""
    if behavior_name not in _OFFERED[kind_name]:
        return Message(_("A question of this kind does not fit this way of answering."))
    if behavior_name == Interactive.name and option_count == 2:
        return Message(_("With two options, a second try would tell the answer."))
    is_whole = is_all_or_nothing or kind_name in _WHOLE
    if behavior_name == certainty.name and not is_whole:
        return Message(
            _("Partial credit is no fair bet. Set the question to “all or nothing” first.")
        )
    return None
