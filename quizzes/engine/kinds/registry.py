"""The question kinds there are: a list by hand."""

from quizzes.engine.kinds import multiple_choice, short_answer, single_choice, true_false
from quizzes.engine.kinds.base import Kind

_ALL: tuple[Kind, ...] = (single_choice, multiple_choice, true_false, short_answer)
KINDS: dict[str, Kind] = {kind.name: kind for kind in _ALL}


def kind_of(name: str) -> Kind:
    """Return the kind of that name; raise KeyError if there is none."""
    return KINDS[name]
