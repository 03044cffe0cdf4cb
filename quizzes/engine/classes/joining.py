"""The code that lets a student into a class: easy to read from a wall, hard to guess.

Letters and digits of Crockford's base 32, which has no I, L, O and U: what is taken for another
sign is read as that.
"""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})


def code_read(typed: str) -> str:
    """Return a code as it is stored, from what was typed; empty for what cannot be one."""
    code = "".join(sign for sign in typed.upper() if sign.isalnum()).translate(_READ_AS)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""


def code_shown(code: str) -> str:
    """Return a code in two halves: "7KQM-4HTX"."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}" if code else ""
