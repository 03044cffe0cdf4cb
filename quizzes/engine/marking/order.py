"""In which order a marker is given answers."""

import hashlib
from collections.abc import Iterable


def shuffled_for(marker: str, answers: Iterable[int]) -> list[int]:
    """Return the keys of answers in an order that looks random and stays the marker's own.

    By a digest of marker and answer (BLAKE2b, RFC 7693): an answer that is added or gone moves no
    other, and two markers who begin together seldom meet.
    """
    return sorted(answers, key=lambda answer: (_place(marker, answer), answer))


def _place(marker: str, answer: int) -> bytes:
    return hashlib.blake2b(f"{marker}:{answer}".encode(), digest_size=8).digest()
