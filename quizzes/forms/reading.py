"""What a reader does with a text, as the page's script sends it, and how somebody reads."""

import json
import re
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.engine.saving import storable
from quizzes.forms.answers.sent import NotReadable
from quizzes.models.accounts import User
from quizzes.models.articles import ReadingMark

SENTENCE = re.compile(r"s([1-9][0-9]{0,5})")
# More than any text has, so that a body has an end.
MOST_SENTENCES = 5000


@dataclass(frozen=True, slots=True)
class Highlighting:
    """Whose page it is, by public id, which sentences by number, and what becomes of them."""

    user: str
    sentences: tuple[int, ...]
    is_highlighted: bool


@dataclass(frozen=True, slots=True)
class Noting:
    """Whose page it is, the sentence, the note, and the note that the page knew before."""

    user: str
    sentence: int
    note: str
    base: str


class ReadingForm(forms.Form):
    """How somebody reads articles."""

    text_size = forms.TypedChoiceField(
        label=_("Text size"),
        choices=User.TextSize.choices,
        coerce=int,
    )
    line_spacing = forms.TypedChoiceField(
        label=_("Space between lines"), choices=User.LineSpacing.choices, coerce=int
    )
    is_dimming = forms.BooleanField(
        label=_("Dim all but the paragraph I am reading"), required=False
    )


def sent_highlighting(body: bytes) -> Highlighting:
    """Return what a body says; raise NotReadable for anything that our page would not send."""
    sent = _sent(body)
    sentences, is_highlighted = sent.get("sentences"), sent.get("is_highlighted")
    if not isinstance(sentences, list) or not 0 < len(sentences) <= MOST_SENTENCES:
        raise NotReadable(f"sentences must be 1 to {MOST_SENTENCES}")
    if not isinstance(is_highlighted, bool):
        raise NotReadable("is_highlighted is neither true nor false")
    return Highlighting(sent["user"], tuple(map(_sentence, sentences)), is_highlighted)


def sent_note(body: bytes) -> Noting:
    """Return what a body says; raise NotReadable for anything that our page would not send."""
    sent = _sent(body)
    note = _text(sent, "note").strip()
    if len(note) > ReadingMark.LONGEST_NOTE:
        raise NotReadable(f"note is longer than {ReadingMark.LONGEST_NOTE}")
    return Noting(sent["user"], _sentence(sent.get("sentence")), note, _text(sent, "base"))


def sent_reading(body: bytes) -> dict[str, Any]:
    """Return the fields of a ReadingForm; raise NotReadable for what is no object."""
    return _object(body)


def _sent(body: bytes) -> dict[str, Any]:
    sent = _object(body)
    if not isinstance(sent.get("user"), str):
        raise NotReadable("user is missing")
    return sent


def _object(body: bytes) -> dict[str, Any]:
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NotReadable("not JSON") from error
    if not isinstance(sent, dict):
        raise NotReadable("not an object")
    return sent


def _text(sent: dict[str, Any], name: str) -> str:
    text = sent.get(name)
    if not isinstance(text, str):
        raise NotReadable(f"{name} is no text")
    return str(storable(text))


def _sentence(sent: object) -> int:
    found = SENTENCE.fullmatch(sent) if isinstance(sent, str) else None
    if found is None:
        raise NotReadable("a sentence is none of our page")
    return int(found[1])
