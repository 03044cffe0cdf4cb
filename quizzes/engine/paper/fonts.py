"""The fonts of the sheets, from packages, and which of them a text needs."""

import logging
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
import pymupdf_fonts
from fontTools.ttLib import TTFont

# FiraGO: Latin, Greek, Cyrillic, Arabic, Hebrew, Devanagari, Thai, Georgian.
STYLES = {"": "figo", "B": "figbo", "I": "figit"}
OTHERS = {"latin": "notos", "math": "math", "symbols": "symbol2"}
HAN = "NotoSansSC-Regular.otf"
_FIRST_HAN = "\u2e80"

# It tells thirty lines about each font that is cut down, and warns of a table that printers miss.
logging.getLogger("fontTools").setLevel(logging.ERROR)


def is_wide(character: str) -> bool:
    """Return whether a character is written without spaces around it: Chinese, Japanese, Korean."""
    return (
        "\u2e80" <= character <= "\ud7ff"
        or "\uf900" <= character <= "\ufaff"
        or ("\ufe30" <= character <= "\ufe4f" or "\uff00" <= character <= "\uffef")
        or character >= "\U00020000"
    )


def is_shaped(text: str) -> bool:
    """Return whether letters of a text join, stack or run to the left: shaping them takes time."""
    return any(first <= each <= last for each in text for first, last in _SHAPED)


# Marks upon letters; Hebrew to Tibetan; Burmese; Khmer and Mongolian; Arabic's presentation forms.
_SHAPED = (
    ("\u0300", "\u036f"),
    ("\u0590", "\u0fff"),
    ("\u1000", "\u109f"),
    ("\u1780", "\u18af"),
    ("\ufb1d", "\ufdff"),
    ("\ufe70", "\ufeff"),
)


def has_wide(text: str) -> bool:
    """Return whether any character of a text is wide; from the largest, which is quick to find."""
    return max(text, default="") >= _FIRST_HAN and any(map(is_wide, text))


def others_for(text: str) -> dict[str, Path]:
    """Return the fonts, beside FiraGO, that a text needs, by name, the first to be asked first."""
    missing = {ord(each) for each in text} - _covered(font_file(STYLES[""]))
    files = {name: font_file(of) for name, of in OTHERS.items()} | {"han": han_font()}
    found = {}
    for name in ("han", "latin", "math", "symbols"):
        has = missing & _covered(files[name]) if missing else set()
        if has:
            found[name] = files[name]
            missing -= has
    return found


@cache
def _covered(path: Path) -> frozenset[int]:
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())


def han_font() -> Path:
    """Return the file of the Chinese font."""
    return Path(str(pylopdf_fonts_zh_cn.__file__)).parent / HAN


@cache
def font_file(name: str) -> Path:
    """Return the file of a font that its package keeps as bytes; written once a process."""
    fonts: Any = pymupdf_fonts
    path = _folder() / f"{name}.ttf"
    path.write_bytes(fonts.myfont(name))
    return path


@cache
def _folder() -> Path:
    folder = tempfile.TemporaryDirectory(prefix="quizsite-fonts-")
    # Gone with the process; held until then.
    _HELD.append(folder)
    return Path(folder.name)


_HELD: list[tempfile.TemporaryDirectory[str]] = []
