"""The sheets of a quiz as one PDF."""

from collections.abc import Iterator
from datetime import datetime

from fpdf.enums import Align

from quizzes.engine.paper.drawing import GAP, Drawing
from quizzes.engine.paper.pages import LARGE, NORMAL, Block, Pages
from quizzes.engine.paper.prose import Paragraph, Run, plain
from quizzes.engine.paper.sheet import Paper, Part, Section, Sheets, Text, Variant

FIELD = 10.0


def pdf_of(sheets: Sheets, part: Part, *, size: Paper, is_large: bool, made_at: datetime) -> bytes:
    """Return the PDF of one part, all variants one after the other; each counts its own pages."""
    pages = Pages(
        size=size,
        text_size=LARGE if is_large else NORMAL,
        text=_all_text(sheets),
        made_at=made_at,
    )
    pages.set_title(sheets.title)
    pages.set_lang(sheets.language)
    pages.set_producer("Quizsite")
    drawing = Drawing(pages, sheets.images, sheets.words)
    for variant in sheets.variants:
        _sheet(drawing, sheets, variant, part)
    return bytes(pages.output())


def _all_text(sheets: Sheets) -> str:
    """Return all that may be drawn, to know the fonts by."""
    return repr((sheets.title, sheets.description, sheets.words, sheets.variants, sheets.text))


def _sheet(drawing: Drawing, sheets: Sheets, variant: Variant, part: Part) -> None:
    pages, words = drawing.pages, sheets.words
    pages.add_page()
    first = pages.page
    pages.place([*_head(drawing, sheets, variant, part)])
    if part is Part.QUESTIONS and sheets.text is not None:
        _article(drawing, sheets.text)
    for section in variant.sections:
        _section(drawing, section, part)
    named = [sheets.title[:80], words[part.value]]
    if variant.letter:
        named.append(words["variant"] % {"letter": variant.letter})
    pages.number_pages(first, " · ".join([*named, variant.code]), words["numbered"])


def _head(drawing: Drawing, sheets: Sheets, variant: Variant, part: Part) -> Iterator[Block]:
    pages, words = drawing.pages, sheets.words
    if variant.letter:
        yield _corner(pages, variant.letter)
    kind = words[part.value]
    yield pages.paragraph(plain(kind), factor=0.9, width=pages.epw - 20)
    yield pages.paragraph(plain(sheets.title, is_bold=True), factor=1.6, width=pages.epw - 20)
    if part is not Part.KEY:
        yield _fields(pages, [words["name"], words["class"], words["date"]])
    if part is Part.QUESTIONS and sheets.description:
        yield pages.paragraph(plain(sheets.description))
        yield pages.space(2)
    yield pages.paragraph(
        plain(
            words["points"] % {"points": variant.points}
            if part is Part.KEY
            else words["reached"] % {"points": variant.points}
        )
    )
    yield pages.space(GAP)


def _corner(pages: Pages, letter: str) -> Block:
    """Return the variant's letter, large, at the right of the head: it takes no room of its own."""

    def draw(top: float) -> None:
        left = pages.l_margin + pages.epw - 20
        pages.word(letter, left, top, 20, factor=2.2, align=Align.R, is_bold=True)

    return Block(0, draw, is_joined=True)


def _fields(pages: Pages, names: list[str]) -> Block:
    """Return lines for a name, a class and a date, the first as long as the others together."""
    shares = (0.5, 0.25, 0.25)
    height = max(FIELD, pages.size_as(1) * 1.8)

    def draw(top: float) -> None:
        left = pages.l_margin
        line = pages.size_as(0.9)
        for name, share in zip(names, shares, strict=True):
            wide = pages.epw * share
            start = left + pages.word(name, left, top + height - line, wide, factor=0.9) + 3
            pages.line(start, top + height - 0.8, left + wide - 3, top + height - 0.8)
            left += wide

    return Block(height + 2, draw, is_joined=True)


def _article(drawing: Drawing, text: Text) -> None:
    pages = drawing.pages
    pages.place([pages.heading(text.title, 1.25)])
    if text.byline:
        pages.place([pages.paragraph(plain(text.byline), factor=0.9), pages.space(2)])
    for is_heading, said in text.blocks:
        if is_heading:
            # A heading alone at the foot of a page belongs on the next one.
            if pages.room < pages.text_size * 2:
                pages.add_page()
            pages.place([pages.space(2), pages.heading(said, 1.1)])
        else:
            pages.place([pages.paragraph(plain(said)), pages.space(2)])
    if text.attribution:
        licence = Paragraph((Run(text.attribution, is_slanted=True),))
        pages.place([pages.paragraph(licence, factor=0.8)])
    pages.place([pages.space(GAP), pages.rule(height=0.5), pages.space(GAP)])


def _section(drawing: Drawing, section: Section, part: Part) -> None:
    pages = drawing.pages
    head: list[Block] = []
    if section.title:
        head += [pages.space(GAP), pages.heading(section.title, 1.25)]
    if section.instructions and part is Part.QUESTIONS:
        block = pages.paragraph(plain(section.instructions))
        head += [Block(block.height + GAP, block.draw, is_joined=True)]
    draw = {
        Part.QUESTIONS: drawing.question,
        Part.ANSWERS: drawing.answer,
        Part.KEY: drawing.key,
    }[part]
    for number, question in enumerate(section.questions):
        pages.place([*(head if not number else ()), *draw(question)])
