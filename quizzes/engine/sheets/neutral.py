"""Text that a spreadsheet would take for a formula, made harmless, and back.

After OWASP, "CSV Injection": a cell that begins with one of these signs is worked out when the file
is opened, and can send what stands beside it to somebody else.
"""

import re

# Full-width signs, too: some programs fold them. Apostrophes before it, so that it can be undone.
_FORMULA = re.compile(r"'*[\s\0]*[=+\-@＝＋－＠\t\r\n]")


def neutralized(text: str) -> str:
    """Return the text, behind an apostrophe if it would be a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def restored(text: str) -> str:
    """Return the text that `neutralized` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text
