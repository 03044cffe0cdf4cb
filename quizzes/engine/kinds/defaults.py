"""What a kind answers where there is nothing to it: no parts, nothing to choose, nothing to say.

A kind takes what fits as its own, by name: `part_ids = defaults.part_ids`.
"""

import random
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from quizzes.engine.kinds.base import Reading
from quizzes.engine.words import Message


def compared(spec: Any, response: Any) -> object:
    """Return the response: no two that differ are the same answer."""
    return response


def instruction(spec: Any) -> Message | None:
    """Return None: the page shows how."""
    return None


def shuffled(spec: Any, rng: random.Random) -> tuple[str, ...]:
    """Return (): there is nothing to choose."""
    return ()


def part_ids(spec: Any) -> tuple[str, ...]:
    """Return (): there is one answer."""
    return ()


def choices(spec: Any, part_id: str) -> tuple[str, ...]:
    """Return (): it is typed."""
    return ()


def option_count(spec: Any) -> int | None:
    """Return None: it is typed, or no choice among a few."""
    return None


def reading(spec: Any, raw: object, language: str) -> Reading | None:
    """Return None: the input says it all."""
    return None


def guesses(spec: Any) -> Mapping[Fraction, int]:
    """Return nothing: nobody types it blindly."""
    return {}


def public_texts(spec: Any) -> Mapping[str, str]:
    """Return nothing: the stem says it all, or every text here tells the key."""
    return {}


def chosen(response: Any) -> frozenset[str]:
    """Return nothing: what is given has no options to be marked."""
    return frozenset()
