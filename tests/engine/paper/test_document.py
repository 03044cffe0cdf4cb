"""The PDF: every script can be read back, sheets count their own pages, questions stay whole."""

import io
from datetime import UTC, datetime

import pypdf
import pytest

from quizzes.engine.paper.document import pdf_of
from quizzes.engine.paper.prose import Paragraph, prose
from quizzes.engine.paper.sheet import (
    Look,
    Option,
    Paper,
    Part,
    Question,
    Section,
    Sheets,
    Variant,
    Words,
)

WORDS = {
    "questions": "Questions",
    "answers": "Answer sheet",
    "key": "Key",
    "variant": "Variant %(letter)s",
    "numbered": "%(page)s of %(total)s",
    "name": "Name",
    "class": "Class",
    "date": "Date",
    "reached": "Points: _____ of %(points)s",
    "points": "Points: %(points)s",
    "model": "How it could be answered",
    "why": "Why",
}
# Where a line of Chinese may end: a glyph without a width, which a reader of PDF may not know.
BREAKS = dict.fromkeys(map(ord, "\u200b\x00"))
# Each in one line, so that no line break falls into what is looked for.
SCRIPTS = {
    "Kazakh": "Қазақстан: әділеттік, өнер, үміт, іңкәр",
    "Chinese": "习近平说明中亚精神",
    "Arabic": "ما هي روح آسيا الوسطى؟",
    "Hebrew": "מהי רוח מרכז אסיה",
    "Hindi": "मध्य का उत्तर",
    "Thai": "จิตวิญญาณเอเชียกลาง",
    "Georgian": "რა არის სული?",
    "Vietnamese": "Tuyết Phan, Łódź, Emre Aydın",
}


def question(number: int, text: str, options: int = 3) -> Question:
    return Question(
        number=number,
        points="1 point",
        look=Look.ONE,
        stem=Words(text, text),
        instruction="",
        language="en",
        options=tuple(Option("ABCDEFGHIJ"[n], Words(f"Option {n}", "")) for n in range(options)),
        key=("A",),
    )


def sheets(*questions: Question, letters: str = "A") -> Sheets:
    section = Section("", "", questions)
    return Sheets(
        title="On paper",
        description="",
        language="en",
        variants=tuple(Variant(each, f"7F-{each}", (section,), "9") for each in letters),
        text=None,
        words=WORDS,
    )


def pages(made: Sheets, part: Part = Part.QUESTIONS, **options: object) -> list[str]:
    """Return the words of each page, without the places to break between characters."""
    said = {"size": Paper.A4, "is_large": False, "made_at": datetime(2026, 1, 1, tzinfo=UTC)}
    content = pdf_of(made, part, **{**said, **options})
    read = pypdf.PdfReader(io.BytesIO(content))
    return [page.extract_text().translate(BREAKS) for page in read.pages]


def squeezed(text: str) -> str:
    return "".join(text.split())


class TestScripts:
    def test_can_all_be_read_back(self):
        made = sheets(*(question(n, text, 1) for n, text in enumerate(SCRIPTS.values(), start=1)))
        said = squeezed("".join(pages(made)))
        assert [name for name, text in SCRIPTS.items() if squeezed(text) not in said] == []


class TestPages:
    def test_are_counted_by_each_variant_and_tell_which_it_is(self):
        made = sheets(*(question(n, f"Question number {n}?") for n in range(1, 16)), letters="AB")
        feet = [page.splitlines()[-1] for page in pages(made)]
        names = [f"On paper · Questions · Variant {each} · 7F-{each}" for each in "AB"]
        assert feet == [f"{name} {page} of 2" for name in names for page in (1, 2)]

    @pytest.mark.parametrize("options", [{}, {"is_large": True, "size": Paper.LETTER}])
    def test_split_no_question(self, options):
        made = sheets(*(question(n, f"Is it number {n}?", 10) for n in range(1, 9)))
        for page in pages(made, **options):
            assert page.count("Is it number") == page.count("Option 9")

    def test_of_the_key_alone_tell_it(self):
        made = sheets(question(1, "What?"))
        assert ["Key" in pages(made, part)[0] for part in Part] == [False, False, True]

    def test_go_on_where_one_question_is_longer_than_a_page(self):
        made = sheets(question(1, "word " * 2_000, 10))
        found = pages(made)
        assert len(found) > 2
        assert sum(page.count("word") for page in found) == 2_000


class TestProse:
    @pytest.mark.parametrize(
        ("markdown", "expected"),
        [
            ("**a** *b* `c`", ["<b>a</b> <i>b</i> c"]),
            ("It is $x^2$.", ["It is <i>x^2</i>."]),
            ("2. a\n3. b", ["2. a", "3. b"]),
            ("- a\n\n  b", ["• a", " b"]),
            ("|a|b|\n|-|-|\n|c|d|", ["a  |  b", "c  |  d"]),
            ("![A map](/media/m.png)", ["<i>A map</i> /media/m.png"]),
            ("<b>5 < 6</b> \\*", ["<b>5 < 6</b> *"]),
        ],
    )
    def test_is_what_an_author_meant(self, markdown, expected):
        assert [told(each) for each in prose(markdown)] == expected


def told(paragraph: Paragraph) -> str:
    marks = {(True, False): "b", (False, True): "i"}
    runs = ""
    for run in paragraph.runs:
        mark = marks.get((run.is_bold, run.is_slanted))
        runs += f"<{mark}>{run.text}</{mark}>" if mark else run.text
    marker = f"{paragraph.marker} " if paragraph.depth else ""
    return f"{marker}{runs}{' ' if paragraph.image else ''}{paragraph.image}"
