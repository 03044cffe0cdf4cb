"""How a student of the demo answers: by ability, by guessing, now and then with a slip."""

import math
import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from quizzes.engine.kinds.base import Shape
from quizzes.management.demo.people import Student
from quizzes.models.attempts import AttemptItem
from quizzes.models.bank import QuestionVersion

# The author's guess in logits, as rules.md has it.
DIFFICULTY = {"easy": -1.0, "medium": 0.0, "hard": 1.0}
# What is gained by a week of the course, and by having met the question.
BY_WEEK, BY_MEETING = 0.12, 0.7
BLANK, SLIP = 0.06, 0.12

# What is typed instead, by what would have been right.
MISTAKEN: Mapping[str, Sequence[str]] = {
    "treaty": ("declaration", "agreement"),
    "Bright Road": ("Silk Road", "Belt and Road"),
    "mutual benefit": ("mutual trust", "mutual support"),
    "Li Yongquan": ("Xi Jinping", "president Xi"),
}
SHORT_ESSAY = "I agree with the author, because the article says so."
ESSAY = (
    "The author says that friendly cooperation has remained the prevailing theme. The article"
    " supports this with goods and arts that traveled both ways and with cities where people met."
    " It does not tell of conflicts, so a reader cannot see how often there were some. The claim"
    " fits the examples, but the examples were chosen to fit it. To judge it, one would need a"
    " source that also counts what went wrong."
)
AT_A_LOSS = ("I do not know", "the summit", "cooperation")


def knows(
    student: Student, version: QuestionVersion, *, week: int, has_met: bool, rng: random.Random
) -> bool:
    """Return whether the student knows the answer, by the Rasch model with some learning."""
    gained = BY_WEEK * week + BY_MEETING * has_met
    logit = student.ability + gained - DIFFICULTY[version.difficulty]
    return rng.random() < 1 / (1 + math.exp(-logit))


def right(item: AttemptItem, rng: random.Random) -> object:
    """Return the right answer as a person enters it: typed in small letters, or with a slip."""
    version = item.version
    raw = version.kind_module.correct_response(version.loaded_spec)
    if version.kind_module.shape is Shape.LONG_TEXT:
        return ESSAY
    if not isinstance(raw, str) or version.kind_module.shape is not Shape.TEXT:
        return raw
    typed = raw.lower() if rng.random() < 0.5 else raw
    return _slipped(typed, rng) if rng.random() < SLIP else typed


def wrong(item: AttemptItem, rng: random.Random) -> object:
    """Return a wrong answer, or one that is right in part, now and then none."""
    if rng.random() < BLANK:
        return None
    version = item.version
    key: Any = version.kind_module.correct_response(version.loaded_spec)
    return WRONG[version.kind_module.shape](item, key, rng)


def _other(item: AttemptItem, key: str, rng: random.Random) -> object:
    return rng.choice([option for option in item.option_order if option != key])


def _others(item: AttemptItem, key: Sequence[str], rng: random.Random) -> object:
    others = [option for option in item.option_order if option not in key]
    return [*key[:-1], rng.choice(others)]


def _swapped(item: AttemptItem, key: Sequence[str], rng: random.Random) -> object:
    place = rng.randrange(len(key) - 1)
    return [*key[:place], key[place + 1], key[place], *key[place + 2 :]]


def _with_a_slip(item: AttemptItem, key: Mapping[str, str], rng: random.Random) -> object:
    part = rng.choice(list(key))
    others = [pick for pick in _picked(item.version).get(part, AT_A_LOSS) if pick != key[part]]
    return {**key, part: rng.choice(others)}


def _typed(item: AttemptItem, key: str, rng: random.Random) -> object:
    return rng.choice(MISTAKEN.get(key, AT_A_LOSS))


# A mistake by the shape of the answer; each is given the item, what is right, and chance.
WRONG: Mapping[Shape, Callable[[AttemptItem, Any, random.Random], object]] = {
    Shape.ONE: _other,
    Shape.MANY: _others,
    Shape.ORDER: _swapped,
    Shape.PARTS: _with_a_slip,
    Shape.TEXT: _typed,
    Shape.NUMBER: lambda item, key, rng: str(rng.randint(2, 40)),
    Shape.LONG_TEXT: lambda item, key, rng: SHORT_ESSAY,
}


def guess(item: AttemptItem, rng: random.Random) -> object:
    """Return whatever comes first: any option, any two, and nothing where one has to type."""
    version = item.version
    match version.kind_module.shape:
        case Shape.ONE:
            return rng.choice(item.option_order)
        case Shape.MANY:
            return rng.sample(item.option_order, 1 if version.kind == "evidence" else 2)
        case Shape.ORDER:
            return list(item.option_order)
        case Shape.PARTS:
            return {part: rng.choice(picks) for part, picks in _picked(version).items()} or None
    return None


def _picked(version: QuestionVersion) -> Mapping[str, Sequence[str]]:
    """Return what can be picked, by part; typed parts are left out."""
    kind, spec = version.kind_module, version.loaded_spec
    choices = {part: kind.choices(spec, part) for part in kind.part_ids(spec)}
    return {part: picks for part, picks in choices.items() if picks}


def _slipped(text: str, rng: random.Random) -> str:
    place = rng.randrange(1, len(text) - 1)
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
