"""Receipts: the short code that says what was handed in, and when."""

import hashlib
import hmac
from collections.abc import Iterable
from datetime import UTC, datetime

# Crockford's base 32: no letters that are taken for digits.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 12
_TAKEN_FOR = str.maketrans("OIL", "011")


def receipt_code(
    secret: str, attempt: str, submitted_at: datetime, answers: Iterable[tuple[int, int]]
) -> str:
    """Return the code of a handed-in attempt, as "ABCD-EFGH-JKMN": 60 bits of HMAC-SHA-256.

    It is over the attempt's public id, the time, and position and counted revision of each
    answer (RFC 2104; alphabet of Crockford, "Base 32").
    """
    moment = submitted_at.astimezone(UTC).isoformat(timespec="microseconds")
    said = ",".join(f"{position}:{revision}" for position, revision in sorted(answers))
    text = f"receipt|{attempt}|{moment}|{said}"
    number = int.from_bytes(hmac.new(secret.encode(), text.encode(), hashlib.sha256).digest())
    digits = "".join(ALPHABET[number >> 5 * place & 31] for place in range(_LENGTH))
    return "-".join(digits[place : place + 4] for place in range(0, _LENGTH, 4))


def normalized(code: str) -> str:
    """Return a code as somebody copied it, in the form that `receipt_code` writes."""
    letters = "".join(code.upper().translate(_TAKEN_FOR).split()).replace("-", "")
    return "-".join(letters[place : place + 4] for place in range(0, len(letters), 4))
