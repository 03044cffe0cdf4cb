"""The contract of a question kind, and its specs to and from JSON."""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import MISSING, dataclass, fields, is_dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cache
from typing import Any, Literal, Protocol, get_args, get_origin, get_type_hints

from quizzes.engine.scoring import ZERO, Score, from_text, to_text
from quizzes.engine.words import Message, Refused
from quizzes.engine.words import mark as _

MAX_RAW_CHARACTERS = 20_000

_ID_LENGTH = 6
# No vowels, so that no id spells a word, and no characters that look alike.
_ID_CHARACTERS = "bcdfghjkmnpqrstvwxz23456789"


class InvalidSpec(Refused):
    """A question that its author has to change before it can be published.

    `place` is where in the spec, as in "options[2].text"; "" stands for all of it.
    """

    def __init__(self, message: Message, place: str = "") -> None:
        super().__init__(message)
        self.place = place


@contextmanager
def at(place: str) -> Iterator[None]:
    """Have an InvalidSpec that is raised within name this place before its own."""
    try:
        yield
    except InvalidSpec as error:
        raise InvalidSpec(error.message, within(place, error.place)) from error


def within(place: str, inner: str) -> str:
    """Return a place in a part of a spec as a place in the spec: "gaps[0]" and "weight"."""
    dot = "" if not inner or inner.startswith("[") else "."
    return f"{place}{dot}{inner}"


def first(are_so: Iterable[bool]) -> int:
    """Return the place of the first that is so; raise StopIteration if none is."""
    return next(place for place, is_so in enumerate(are_so) if is_so)


def first_repeated(texts: Sequence[str]) -> int:
    """Return the place of the first that was there before; raise StopIteration if none was."""
    return first(text in texts[:place] for place, text in enumerate(texts))


@dataclass(frozen=True, slots=True)
class Warned(Message):
    """A warning for an author. `place` is where in the spec, as an InvalidSpec's."""

    place: str = ""


class InvalidResponse(Refused):
    """Input that cannot be read as an answer: not the same as a wrong one."""


class Shape(StrEnum):
    """How the raw input of a kind is built.

    ONE is an id, MANY a list of ids, ORDER a list of all ids, TEXT a line and LONG_TEXT several;
    NUMBER is a line, or {"text", "decimal"} where the student says which mark is the decimal one;
    PARTS is an object with an id, or a text, by the part's id.
    """

    ONE = "one"
    MANY = "many"
    ORDER = "order"
    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    PARTS = "parts"


@dataclass(frozen=True, slots=True)
class Reading:
    """A number as it was read, and where two readings are possible, the other one.

    `other_raw` is the raw input that means the other reading.
    """

    value: Fraction
    unit: str = ""
    other_value: Fraction | None = None
    other_raw: object = None


@dataclass(frozen=True, slots=True)
class Sample:
    """A spec and a raw input with what it must come to; None waits for a person."""

    spec: Any
    raw: object
    expected: Fraction | Literal["blank", "unreadable"] | None
    language: str = "en"


class Kind(Protocol):
    """A question kind: a module with these names. Specs and responses are its own, hashable types.

    Any stands for them, since one registry holds all kinds.
    """

    name: str
    label: Message
    shape: Shape

    @property
    def Spec(self) -> type[Any]:  # noqa: N802 - a class, read through a module
        """The frozen dataclass that holds a question of this kind, key included."""

    def check_spec(self, spec: Any) -> tuple[Message, ...]:
        """Return warnings for the author; raise InvalidSpec for a mistake."""

    def parse(self, spec: Any, raw: object, language: str) -> Any | None:
        """Return the response in any JSON value, None if blank; raise InvalidResponse."""

    def compared(self, spec: Any, response: Any) -> object:
        """Return what a response is compared by: equal for two that are one answer to a reader."""

    def score(self, spec: Any, response: Any) -> Score:
        """Return what a response that is not blank earns."""

    def correct_response(self, spec: Any) -> object:
        """Return a raw input that earns 1."""

    def chance(self, spec: Any) -> Fraction:
        """Return what a blind guess earns on average, 0..1; typed answers 0."""

    def guesses(self, spec: Any) -> Mapping[Fraction, int]:
        """Return how many blind guesses, all equally likely, earn each fraction; typed: none.

        A guesser knows what the page says and nothing else: every choice of the number told, every
        answer per part, every order. Two guesses are two answers, so that none costs no try.
        """

    def samples(self) -> tuple[Sample, ...]:
        """Return inputs with what they must come to: the kind proves itself."""

    def instruction(self, spec: Any) -> Message | None:
        """Return what the page says under the stem about how to answer; None: nothing."""

    def shuffled(self, spec: Any, rng: random.Random) -> tuple[str, ...]:
        """Return the ids of what can be chosen, in the order to show it."""

    def part_ids(self, spec: Any) -> tuple[str, ...]:
        """Return the ids of the parts that are answered one by one; () if there is one answer."""

    def choices(self, spec: Any, part_id: str) -> tuple[str, ...]:
        """Return the ids that a part can take; () where it is typed. "" asks for the one answer."""

    def option_count(self, spec: Any) -> int | None:
        """Return how many answers one part can take, the least of all parts; None if it is typed.

        Where it is no choice among a few (several options, an order), it is None as well.
        """

    def reading(self, spec: Any, raw: object, language: str) -> Reading | None:
        """Return what was read where the text alone does not tell; None for all but numbers."""

    def texts(self, spec: Any) -> Mapping[str, str]:
        """Return all Markdown by key: an id for what is asked, "feedback:<id>" for what is told.

        Feedback on a part is under "feedback:<part>" or "feedback:<part>:<more>". A key that begins
        with "block:" or "feedback:block:" holds several paragraphs, all others a line. In a
        "block:" of a kind with gaps, "[[<part>]]" is the place of a gap.
        """

    def public_texts(self, spec: Any) -> Mapping[str, str]:
        """Return those of `texts` that a student may see while answering."""

    def chosen(self, response: Any) -> frozenset[str]:
        """Return the ids that a response chooses; empty where nothing can be chosen."""

    def feedback_keys(self, spec: Any, response: Any) -> tuple[str, ...]:
        """Return the keys in `texts` of the feedback that this response is given."""

    # Two more names that a kind may have: `paragraph_starts(spec)`, the ids that begin a paragraph
    # of a passage; `nearest_key(spec, response)`, the ids that are right for this response, where
    # several sets are.


def new_id(rng: random.Random) -> str:
    """Return a short id that tells nothing about order or key."""
    return "".join(rng.choices(_ID_CHARACTERS, k=_ID_LENGTH))


def read_text(raw: object) -> str:
    """Return text as it is and "" for None; raise InvalidResponse for all else and floods."""
    if raw is None:
        return ""
    if not isinstance(raw, str):
        raise InvalidResponse(Message(_("This answer could not be read.")))
    if len(raw) > MAX_RAW_CHARACTERS:
        raise InvalidResponse(
            Message(
                _("An answer can have at most %(limit)s characters."), {"limit": MAX_RAW_CHARACTERS}
            )
        )
    return raw


def mean(guesses: Mapping[Fraction, int]) -> Fraction:
    """Return what equally likely guesses earn on average; 0 where there is none."""
    earned = sum((fraction * count for fraction, count in guesses.items()), ZERO)
    return earned / (sum(guesses.values()) or 1)


def chance_warnings(chance: Fraction) -> tuple[Message, ...]:
    """Return a warning if guessing earns over half; raise InvalidSpec if it earns all."""
    if chance == 1:
        raise InvalidSpec(Message(_("Every answer is right. Add a wrong one.")))
    if chance > Fraction(1, 2):
        return (Message(_("More than half of the points can be had by guessing.")),)
    return ()


def load_spec(kind: Kind, json: object) -> Any:
    """Return the kind's spec from its JSON; raise InvalidSpec that names the place of a mistake.

    Only shape and types are looked at here: `check_spec` judges the content.
    """
    return _load(kind.Spec, json, "")


def dump_spec(spec: Any) -> Any:
    """Return the JSON of a spec: fractions as text, tuples as lists."""
    if is_dataclass(spec):
        return {field.name: dump_spec(getattr(spec, field.name)) for field in fields(spec)}
    if isinstance(spec, tuple):
        return [dump_spec(item) for item in spec]
    if isinstance(spec, Fraction):
        return to_text(spec)
    return spec.value if isinstance(spec, StrEnum) else spec


def _load(wanted: Any, json: object, place: str) -> Any:
    if is_dataclass(wanted):
        return _load_dataclass(wanted, json, place)
    if get_origin(wanted) is tuple:
        return _load_tuple(get_args(wanted)[0], json, place)
    if wanted is Fraction or issubclass(wanted, StrEnum):
        return _load_text(wanted, json, place)
    # By exact type: in Python True is an int as well.
    if type(json) is not wanted:
        raise _misfit(place)
    return json


def _load_dataclass(wanted: Any, json: object, place: str) -> Any:
    if not isinstance(json, dict):
        raise _misfit(place)
    known = {field.name: field for field in fields(wanted)}
    for key in json:
        if key not in known:
            raise _misplaced(_("%(place)s is not known."), _at(place, key))
    for key, field in known.items():
        if key not in json and field.default is MISSING:
            raise _misplaced(_("%(place)s is missing."), _at(place, key))
    types = _types(wanted)
    return wanted(**{key: _load(types[key], json[key], _at(place, key)) for key in json})


@cache
def _types(wanted: type) -> Mapping[str, Any]:
    return get_type_hints(wanted)


def _load_tuple(wanted: Any, json: object, place: str) -> tuple[Any, ...]:
    if not isinstance(json, list):
        raise _misfit(place)
    return tuple(_load(wanted, item, f"{place}[{index}]") for index, item in enumerate(json))


def _load_text(wanted: Any, json: object, place: str) -> Any:
    if not isinstance(json, str):
        raise _misfit(place)
    try:
        return from_text(json) if wanted is Fraction else wanted(json)
    except ValueError as error:
        raise _misfit(place) from error


def _at(place: str, key: object) -> str:
    name = str(key)[:40]
    return f"{place}.{name}" if place else name


def _misfit(place: str) -> InvalidSpec:
    return _misplaced(_("%(place)s has a value that does not fit."), place or "spec")


def _misplaced(text: str, place: str) -> InvalidSpec:
    return InvalidSpec(Message(text, {"place": place}), place)
