"""How a student of the demo answers: by ability, by guessing, now and then with a slip."""

import math
import random
from collections.abc import Mapping, Sequence

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
    if not isinstance(raw, str) or version.kind_module.shape is not Shape.TEXT:
        return raw
    typed = raw.lower() if rng.random() < 0.5 else raw
    return _slipped(typed, rng) if rng.random() < SLIP else typed


def wrong(item: AttemptItem, rng: random.Random) -> object:
    """Return a wrong answer, or one that is right in part, now and then none."""
    if rng.random() < BLANK:
        return None
    version = item.version
    key = version.kind_module.correct_response(version.loaded_spec)
    if isinstance(key, list):
        others = [option for option in item.option_order if option not in key]
        return [*key[:-1], rng.choice(others)]
    if version.kind_module.shape is Shape.TEXT:
        return rng.choice(MISTAKEN.get(str(key), AT_A_LOSS))
    return rng.choice([option for option in item.option_order if option != key])


def guess(item: AttemptItem, rng: random.Random) -> object:
    """Return whatever comes first: any option, any two, and nothing where one has to type."""
    match item.version.kind_module.shape:
        case Shape.ONE:
            return rng.choice(item.option_order)
        case Shape.MANY:
            return rng.sample(item.option_order, 2)
    return None


def _slipped(text: str, rng: random.Random) -> str:
    place = rng.randrange(1, len(text) - 1)
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
