"""What becomes of an answer that arrives: stored, known already, in conflict, or refused."""

from dataclasses import dataclass
from enum import StrEnum

from quizzes.engine.behaviors.base import Action


class Verdict(StrEnum):
    """What the server does with one incoming answer."""

    APPEND = "append"
    REPEAT = "repeat"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Incoming:
    """An answer as the client sent it: to the question at a position, on top of a revision."""

    position: int
    raw: object
    action: Action
    base_revision: int


def storable(raw: object) -> object:
    """Return raw input as every database can store it.

    PostgreSQL's JSON has no NUL and no half of a surrogate pair: the replacement character stands
    for them (Unicode, section 3.9).
    """
    match raw:
        case str():
            return (
                raw.replace("\0", "\ufffd")
                .encode("utf-16", "surrogatepass")
                .decode("utf-16", "replace")
            )
        case list():
            return [storable(each) for each in raw]
        case dict():
            return {storable(name): storable(value) for name, value in raw.items()}
    return raw


@dataclass(frozen=True, slots=True)
class Stored:
    """The step that an incoming answer would have become, if it is there already."""

    raw: object
    action: str


def verdict(incoming: Incoming, last_revision: int, stored: Stored | None) -> Verdict:
    """Return what becomes of an answer, by optimistic concurrency on the question's revision.

    `stored` is the step with revision `base_revision + 1`, None if there is none. A resend of it is
    the same answer as the first time, so that a client may repeat whatever was not acknowledged;
    another answer on an old revision is a conflict, so that two tabs never overwrite each other.
    """
    if incoming.base_revision == last_revision:
        return Verdict.APPEND
    if stored and stored.raw == incoming.raw and stored.action == incoming.action:
        return Verdict.REPEAT
    return Verdict.CONFLICT
