"""What the kinds with options share: checks, order, texts and feedback."""

import random
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from quizzes.engine.kinds.base import InvalidResponse, InvalidSpec, first, first_repeated
from quizzes.engine.words import Message, ngettext
from quizzes.engine.words import mark as _

# "stem" and "explanation" name texts of every question.
_ID = re.compile(r"(?!(?:stem|explanation)\Z)[A-Za-z0-9_-]{1,40}")


class Option(Protocol):
    """Something to choose."""

    @property
    def id(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def feedback(self) -> str: ...


def is_id(text: str) -> bool:
    """Return whether a text can be the id of an option or a part."""
    return bool(_ID.fullmatch(text))


def check_options(options: Sequence[Option], most: int) -> None:
    """Raise InvalidSpec unless there are 2 to `most` options, with ids and texts of their own."""
    if len(options) < 2:
        raise InvalidSpec(Message(_("A question needs at least two options.")))
    if len(options) > most:
        raise InvalidSpec(ngettext("At most %(count)s option.", "At most %(count)s options.", most))
    if any(not is_id(option.id) for option in options):
        raise InvalidSpec(Message(_("An option's id must be plain letters and digits.")))
    if len({option.id for option in options}) < len(options):
        raise InvalidSpec(Message(_("Two options have the same id.")))
    texts = [" ".join(option.text.split()) for option in options]
    if not all(texts):
        place = f"[{first(not text for text in texts)}].text"
        raise InvalidSpec(Message(_("An option has no text.")), place)
    if len(set(texts)) < len(texts):
        place = f"[{first_repeated(texts)}].text"
        raise InvalidSpec(Message(_("Two options have the same text.")), place)


def check_ids(ids: Sequence[str]) -> None:
    """Raise InvalidSpec unless all ids are plain and no two are the same."""
    if any(not is_id(each) for each in ids):
        raise InvalidSpec(Message(_("An id must be plain letters and digits.")))
    if len(set(ids)) < len(ids):
        raise InvalidSpec(Message(_("Two ids are the same.")))


def require_known(option_id: object, known: Collection[str]) -> str:
    """Return the id if it is one of the known; raise InvalidResponse otherwise."""
    if not isinstance(option_id, str) or option_id not in known:
        raise InvalidResponse(Message(_("This choice is not among the options.")))
    return option_id


def shuffled_ids(
    options: Sequence[Option], *, is_shuffled: bool, rng: random.Random
) -> tuple[str, ...]:
    """Return the ids in a random order, or in the author's."""
    ids = [option.id for option in options]
    if is_shuffled:
        rng.shuffle(ids)
    return tuple(ids)


def option_texts(options: Iterable[Option]) -> Mapping[str, str]:
    """Return the options' Markdown by id."""
    return {option.id: option.text for option in options}


def feedback_texts(options: Iterable[Option]) -> Mapping[str, str]:
    """Return the Markdown of the feedback there is, by key."""
    return {f"feedback:{option.id}": option.feedback for option in options if option.feedback}
