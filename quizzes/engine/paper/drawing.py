"""Questions, their places for answers, and their keys, as blocks of a page."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from fpdf.enums import Align

from quizzes.engine.paper.pages import BOX, INDENT, Block, Pages, is_right_to_left
from quizzes.engine.paper.prose import Paragraph, Run, plain, prose
from quizzes.engine.paper.sheet import Look, Option, Question, Words

GAP = 3.0
MARK = 6.0
# What the words "2.5 points" need at the end of a line.
POINTS = 26.0
SHAPES = {Look.ONE: "circle", Look.MANY: "square", Look.ORDER: "square", Look.PASSAGE: "square"}
# A column of letters to match with, beside what is matched.
MATCH_LINE = 14.0


class Drawing:
    """Draws on pages; `images` are files by their address, `words` those of the sheets."""

    def __init__(self, pages: Pages, images: Mapping[str, bytes], words: Mapping[str, str]) -> None:
        self.pages, self.images, self.words = pages, images, words

    def written(
        self, said: Words, *, indent: float = 0, first: str = "", beside: float = 0
    ) -> list[Block]:
        """Return a text; `first` stands before its first paragraph, in the margin.

        `beside` are the millimeters that stay free at its end.
        """
        width = self.pages.epw - indent - beside
        blocks = []
        for number, paragraph in enumerate(prose(said.markdown)):
            if paragraph.image and paragraph.image in self.images:
                image = self.images[paragraph.image]
                blocks.append(self.pages.picture(image, paragraph, indent=indent))
                continue
            marker = first if not number and not paragraph.marker else paragraph.marker
            shown = replace(paragraph, marker=marker)
            room = width - INDENT * shown.depth
            blocks.append(self.pages.paragraph(shown, indent=indent, width=room))
        return blocks

    def question(self, question: Question) -> list[Block]:
        """Return a question with its place for an answer."""
        blocks = [
            *self._head(question),
            *self._passage(question),
            *self._options(question),
            *self._lines(question),
            *self._text(question),
        ]
        blocks += [self.pages.rule(indent=INDENT) for _row in range(question.rows)]
        return [*blocks, self.pages.space(GAP * 1.5)]

    def _head(self, question: Question) -> Iterator[Block]:
        """Yield number, points, stem and instruction, which stay with the first answer."""
        pages = self.pages
        yield self._label(question)
        stem = self.written(question.stem, indent=INDENT + 2, beside=POINTS)
        for place, block in enumerate(stem):
            if place:
                yield pages.space(1)
            yield replace(block, is_joined=True)
        if question.instruction:
            said = Paragraph((Run(question.instruction, is_slanted=True),))
            block = pages.paragraph(said, indent=INDENT + 2, factor=0.9)
            yield replace(block, is_joined=True)
        yield pages.space(1.2)

    def _label(self, question: Question) -> Block:
        """Return the number and the points, at both ends of the line that comes next."""
        pages = self.pages
        is_mirrored = is_right_to_left(question.stem.markdown)
        near, far = (Align.R, Align.L) if is_mirrored else (Align.L, Align.R)

        def draw(top: float) -> None:
            at = pages.side(0, INDENT, is_mirrored=is_mirrored)
            pages.word(str(question.number), at, top, INDENT, align=near, is_bold=True)
            at = pages.side(pages.epw - POINTS, POINTS, is_mirrored=is_mirrored)
            pages.word(question.points, at, top, POINTS, factor=0.85, align=far)

        return Block(0, draw, is_joined=True)

    def _options(self, question: Question) -> Iterator[Block]:
        if question.look in (Look.ONE, Look.MANY, Look.ORDER):
            for option in question.options:
                yield from self._ticked(option, SHAPES[question.look], INDENT + 2)

    def _ticked(self, option: Option, shape: str, left: float) -> Iterator[Block]:
        """Yield an option after a circle or square and its letter."""
        pages, indent = self.pages, left + MARK + INDENT
        blocks = self.written(option.words, indent=indent, first=option.letter)
        if not blocks:
            return
        line = pages.size_as(1)
        is_mirrored = is_right_to_left(option.words.markdown)
        at = pages.side(left, line * BOX, is_mirrored=is_mirrored)

        def draw(top: float) -> None:
            pages.mark(shape, top, at, line)
            blocks[0].draw(top)

        yield Block(blocks[0].height + 0.8, draw)
        yield from blocks[1:]

    def _passage(self, question: Question) -> Iterator[Block]:
        for sentences in question.passage:
            for sentence in sentences:
                yield from self._ticked(sentence, "square", INDENT + 2)
            yield self.pages.space(1.5)

    def _lines(self, question: Question) -> Iterator[Block]:
        """Yield what is matched, a line for a letter before each, then what it is matched with."""
        if question.look is not Look.MATCH:
            return
        pages = self.pages
        left = INDENT + 2
        for each in question.lines:
            blocks = self.written(each.words, indent=left + MATCH_LINE + INDENT, first=each.letter)
            line = pages.size_as(1)
            is_mirrored = is_right_to_left(each.words.markdown)
            at = pages.side(left, MATCH_LINE, is_mirrored=is_mirrored)
            yield self._after_line(blocks[0], at, line)
            yield from blocks[1:]
        yield pages.space(2)
        for option in question.options:
            yield from self.written(option.words, indent=left + INDENT, first=option.letter)

    def _after_line(self, block: Block, left: float, line: float) -> Block:
        def draw(top: float) -> None:
            at = top + line * 0.85
            self.pages.line(left, at, left + MATCH_LINE - 3, at)
            block.draw(top)

        return Block(block.height + 1.5, draw)

    def _text(self, question: Question) -> Iterator[Block]:
        """Yield a text with gaps, and what can stand in each."""
        if question.text is None:
            return
        yield from self.written(question.text, indent=INDENT + 2)
        for bank in question.banks:
            said = f"{bank.gap}  {'   ·   '.join(bank.words)}"
            yield self.pages.paragraph(plain(said), indent=INDENT + 2, factor=0.95)

    def answer(self, question: Question) -> list[Block]:
        """Return the row of an answer sheet for a question."""
        pages = self.pages
        marks = list(_marks(question))
        if not marks:
            rows = max(question.rows, 1)
            first = self._numbered(question, pages.rule(indent=INDENT * 2))
            rules = [pages.rule(indent=INDENT * 2) for _row in range(rows - 1)]
            return [first, *rules, pages.space(1.5)]
        line = pages.size_as(1) * 1.25
        each = _step(question) * pages.text_size / 11
        per_row = max(1, int((pages.epw - INDENT * 2) // each))
        blocks = [
            self._row(question, marks[start : start + per_row], each, line)
            for start in range(0, len(marks), per_row)
        ]
        return [self._numbered(question, blocks[0]), *blocks[1:], pages.space(1.5)]

    def _numbered(self, question: Question, block: Block) -> Block:
        pages = self.pages

        def draw(top: float) -> None:
            pages.paragraph(plain(str(question.number), is_bold=True)).draw(top)
            block.draw(top)

        return Block(block.height, draw)

    def _row(self, question: Question, marks: Sequence[str], each: float, line: float) -> Block:
        pages = self.pages
        shape = SHAPES.get(question.look)

        def draw(top: float) -> None:
            for place, mark in enumerate(marks):
                left = pages.l_margin + INDENT * 2 + place * each
                height = pages.size_as(1)
                start = left + max(MARK, pages.word(mark, left, top, MARK) + 2)
                if shape:
                    pages.mark(shape, top, start, height)
                else:
                    pages.line(start, top + height * 0.9, left + each - 3, top + height * 0.9)

        return Block(line, draw)

    def key(self, question: Question) -> list[Block]:
        """Return what is right, a model answer, and why."""
        pages = self.pages
        lines = [
            pages.paragraph(
                plain(each, is_bold=question.rows <= 1), indent=INDENT * 2, width=pages.epw * 0.7
            )
            for each in question.key
        ]
        blocks = [self._label(question), *(lines or [pages.space(pages.size_as(1))])]
        for name, said in (("model", question.model), ("why", question.explanation)):
            if said is not None and said.markdown.strip():
                blocks.append(pages.paragraph(_named(self.words[name]), indent=INDENT * 2))
                blocks += self.written(said, indent=INDENT * 2)
        return [*blocks, pages.space(GAP)]


def _named(name: str) -> Paragraph:
    return Paragraph((Run(name, is_slanted=True),))


def _marks(question: Question) -> Iterable[str]:
    """Return the letters and numbers that a row of an answer sheet has a place for."""
    if question.look in (Look.ONE, Look.MANY, Look.ORDER):
        return [option.letter for option in question.options]
    if question.look in (Look.MATCH, Look.GAPS):
        return [each.letter for each in question.lines]
    if question.look is Look.PASSAGE:
        return [each.letter for sentences in question.passage for each in sentences]
    return []


def _step(question: Question) -> float:
    """Return the width of one place on an answer sheet, in millimeters at the normal size."""
    if question.look is Look.GAPS:
        return 52.0
    return 24.0 if question.look is Look.MATCH else 17.0
