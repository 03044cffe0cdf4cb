"""The question kinds there are: a list by hand."""

from quizzes.engine.kinds import (
    cloze,
    essay,
    evidence,
    matching,
    multiple_choice,
    numeric,
    ordering,
    short_answer,
    single_choice,
    true_false,
)
from quizzes.engine.kinds.base import Kind

_ALL: tuple[Kind, ...] = (
    single_choice,
    multiple_choice,
    true_false,
    short_answer,
    numeric,
    cloze,
    matching,
    ordering,
    evidence,
    essay,
)
KINDS: dict[str, Kind] = {kind.name: kind for kind in _ALL}


def kind_of(name: str) -> Kind:
    """Return the kind of that name; raise KeyError if there is none."""
    return KINDS[name]


def is_marked_by_people(name: str) -> bool:
    """Return whether answers of a kind wait for a person, since no rule can score them."""
    return name == essay.name
