"""Reads a number as it was typed, and which mark in it is the decimal one, where somebody said."""

from django.http import QueryDict

MARKS = (".", ",")


def raw_from(data: QueryDict, name: str) -> object:
    """Return the text; with its decimal mark, if that was said of this very text.

    It is said by the button "read:3:," of question 3, and kept in hidden fields from then on.
    """
    text = data.get(name, "")
    verb, _, rest = data.get("go", "").partition(":")
    said = rest.partition(":")
    mark = said[2] if verb == "read" and name == f"q{said[0]}" else ""
    if not mark and data.get(f"{name}-decimal-of") == text:
        mark = data.get(f"{name}-decimal", "")
    return {"text": text, "decimal": mark} if mark in MARKS else text
