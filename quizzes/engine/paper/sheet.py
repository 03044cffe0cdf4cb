"""What stands on the sheets of a quiz: the same for the PDF and for the page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class Look(StrEnum):
    """How a question is answered on paper.

    ONE and MANY: circles, or squares, to tick. ORDER: squares for numbers. MATCH: a letter beside
    each line. GAPS: on lines in the text. PASSAGE: squares before the sentences. LINES: in words.
    """

    ONE = "one"
    MANY = "many"
    ORDER = "order"
    MATCH = "match"
    GAPS = "gaps"
    PASSAGE = "passage"
    LINES = "lines"


class Part(StrEnum):
    """Which sheets: what is asked, where it is answered, what is right."""

    QUESTIONS = "questions"
    ANSWERS = "answers"
    KEY = "key"


class Paper(StrEnum):
    """The size of a sheet."""

    A4 = "a4"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Words:
    """A text as its author wrote it, for the PDF, and as safe HTML, for the page."""

    markdown: str
    html: str


@dataclass(frozen=True, slots=True)
class Option:
    """What is chosen, matched or put in order, under its letter or number."""

    letter: str
    words: Words


@dataclass(frozen=True, slots=True)
class Bank:
    """What can stand in a gap."""

    gap: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it is laid out; `points` as it is read, `key` what is right, a line each.

    `lines` are to be matched or hold gaps; `passage` are paragraphs of numbered sentences; `rows`
    is how many lines there are to write on.
    """

    number: int
    points: str
    look: Look
    stem: Words
    instruction: str
    language: str
    options: tuple[Option, ...] = ()
    lines: tuple[Option, ...] = ()
    passage: tuple[tuple[Option, ...], ...] = ()
    text: Words | None = None
    banks: tuple[Bank, ...] = ()
    rows: int = 0
    key: tuple[str, ...] = ()
    model: Words | None = None
    explanation: Words | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Questions under a title and instructions of their own; both may be empty."""

    title: str
    instructions: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """One shuffle of the quiz. `letter` is "" where there is only one; `code` names the shuffle."""

    letter: str
    code: str
    sections: tuple[Section, ...]
    points: str


@dataclass(frozen=True, slots=True)
class Text:
    """The article: its headings (True) and paragraphs in order."""

    title: str
    byline: str
    attribution: str
    language: str
    blocks: tuple[tuple[bool, str], ...]


@dataclass(frozen=True, slots=True)
class Sheets:
    """All of a quiz on paper. `images` are files by their address in the texts.

    `words` are those of the sheets themselves, by name, in the reader's language.
    """

    title: str
    description: str
    language: str
    variants: tuple[Variant, ...]
    text: Text | None
    words: Mapping[str, str]
    images: Mapping[str, bytes] = field(default_factory=dict)
    question_count: int = 0
    points: Decimal = Decimal(0)
