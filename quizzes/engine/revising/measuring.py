"""Figures of a text: how long it takes to read, and how hard that is, where it can be told."""

import re
from dataclasses import dataclass
from math import ceil

from quizzes.engine.revising.languages import base_of
from quizzes.engine.text import blocks
from quizzes.engine.words import Message
from quizzes.engine.words import mark as _

# Characters a minute, read aloud at one's own pace: Trauzettel-Klosinski and Dietz, "Standardized
# assessment of reading performance: the new International Reading Speed Texts IReST", IOVS 53
# (2012), table 2. Without spaces; their mean where a language is not in it.
_CHARACTERS_A_MINUTE = {
    language: int(characters)
    for language, characters in (
        pair.split(":")
        for pair in (
            "ar:612 zh:255 nl:978 en:987 fi:1078 fr:998 de:920 he:833 it:950 ja:357 pl:916 pt:913"
            " ru:986 sl:885 es:1025 sv:917 tr:1054"
        ).split()
    )
}
_OTHERWISE = 863
_WITHOUT_SPACES = frozenset("zh ja th lo km my bo".split())
_SCANDINAVIAN = frozenset("sv da nb nn no".split())
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,]\d+)*")
# A formula about a hundred words says nothing about ten.
_LEAST_WORDS = 100
_LONG = 6

_LIX = (
    (30, Message(_("very easy, as books for children are"))),
    (40, Message(_("easy, as stories and magazines are"))),
    (50, Message(_("of medium difficulty, as newspapers are"))),
    (60, Message(_("hard, as official texts are"))),
)
_LIX_ABOVE = Message(_("very hard, as the texts of lawyers and scholars are"))
_LAST_GRADE = 12


@dataclass(frozen=True, slots=True)
class Figures:
    """What is counted. `words` is None in scripts without spaces; `level` where none is valid."""

    minutes: int
    characters: int
    words: int | None
    sentences: int
    words_a_sentence: float | None
    level: Message | None


def minutes_of(text: str, language: str) -> int:
    """Return how long a reader needs, in whole minutes, at least one."""
    return _minutes(_length(text), language)


def figures_of(text: str, language: str) -> Figures:
    """Return the figures of a text; the level is Coleman-Liau's for English, LIX's for Swedish.

    M. Coleman and T. L. Liau, "A computer readability formula designed for machine scoring",
    Journal of Applied Psychology 60 (1975): 0.0588 L - 0.296 S - 15.8 with L letters and S
    sentences in a hundred words; it counts no syllables, which a program can only guess.
    C. H. Björnsson, "Läsbarhet" (1968): words a sentence + percent of words over six letters; its
    steps are for Swedish, and used for Danish and Norwegian. No other language has one here.
    """
    parts = blocks(text)
    found = _WORD.findall(" ".join(b.span.of(text) for b in parts if b.kind == "paragraph"))
    sentences = sum(len(block.sentences) for block in parts)
    length, base = _length(text), base_of(language)
    if base in _WITHOUT_SPACES or not sentences:
        return Figures(_minutes(length, language), length, None, sentences, None, None)
    mean = len(found) / sentences
    return Figures(
        minutes=_minutes(length, language),
        characters=length,
        words=len(found),
        sentences=sentences,
        words_a_sentence=mean,
        level=_level(base, found, mean) if len(found) >= _LEAST_WORDS else None,
    )


def _length(text: str) -> int:
    return sum(map(len, text.split()))


def _minutes(length: int, language: str) -> int:
    return max(1, ceil(length / _CHARACTERS_A_MINUTE.get(base_of(language), _OTHERWISE)))


def _level(base: str, found: list[str], mean: float) -> Message | None:
    if base == "en":
        letters = sum(sum(map(str.isalpha, word)) for word in found)
        grade = round(0.0588 * 100 * letters / len(found) - 0.296 * 100 / mean - 15.8)
        return _grade(max(1, grade))
    if base in _SCANDINAVIAN:
        lix = mean + 100 * sum(len(word) > _LONG for word in found) / len(found)
        return next((words for most, words in _LIX if lix < most), _LIX_ABOVE)
    return None


def _grade(grade: int) -> Message:
    if grade > _LAST_GRADE:
        return Message(_("hard: for readers at a university"))
    # Grade 1 begins at six.
    ages = {"from": grade + 5, "to": grade + 6, "grade": grade}
    return Message(
        _("for readers of %(from)s to %(to)s years (grade %(grade)s of an American school)"), ages
    )
