"""One-time passwords of slips: worked out from a secret, so that nothing readable is stored."""

import hashlib
import hmac

from quizzes.engine.receipts import ALPHABET, normalized

# What stands before the nonce where a password is stored.
ALGORITHM = "slip"
_LENGTH = 8


def stored(nonce: str) -> str:
    """Return what an account stores whose password is that of a nonce."""
    return f"{ALGORITHM}${nonce}"


def nonce_of(password: str) -> str:
    """Return the nonce of a stored password; empty if it is none of a slip."""
    algorithm, _, nonce = password.partition("$")
    return nonce if algorithm == ALGORITHM else ""


def slip_password(secret: str, nonce: str) -> str:
    """Return the password that belongs to a nonce, as "7KQM-4HTX": 40 bits of HMAC-SHA-256.

    RFC 2104; alphabet of Crockford, "Base 32". Guessing is hindered by the limit of log-ins.
    """
    digest = hmac.new(secret.encode(), f"slip|{nonce}".encode(), hashlib.sha256).digest()
    number = int.from_bytes(digest)
    digits = "".join(ALPHABET[number >> 5 * place & 31] for place in range(_LENGTH))
    return normalized(digits)


def is_slip_password(secret: str, nonce: str, typed: str) -> bool:
    """Return whether somebody typed the password of a nonce, in whatever case and spacing."""
    given = normalized(typed[:64]).encode(errors="replace")
    return hmac.compare_digest(given, slip_password(secret, nonce).encode())
