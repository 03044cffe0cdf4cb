"""Seals: a short digest of an append-only row, so that a later change of it can be named."""

import hashlib
import json
from datetime import UTC, datetime
from fractions import Fraction


def seal(*values: object) -> str:
    """Return 32 hexadecimal digits over the values, in order.

    Takes what JSON can say, moments (aware) and fractions. BLAKE2b with 128 bits (RFC 7693): it
    finds accidents and careless edits; who can write the table can also write a new seal.
    """
    text = json.dumps(values, default=_plain, ensure_ascii=False, sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    return str(value)
