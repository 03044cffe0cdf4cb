"""Pages of PDF: paragraphs in any script, boxes, lines, and what is kept on one page."""

import io
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from fpdf import FPDF
from fpdf.enums import Align, MethodReturnValue, XPos, YPos
from PIL import Image, UnidentifiedImageError

from quizzes.engine.paper import fonts
from quizzes.engine.paper.prose import Paragraph, Run, plain
from quizzes.engine.paper.sheet import Paper

MARGIN = 18.0
FOOTER = 12.0
# Millimeters of a line of text for each point of its size.
LEADING = 0.3528 * 1.38
NORMAL, LARGE = 11.0, 17.0
SIZES = {Paper.A4: "a4", Paper.LETTER: "letter"}
INDENT = 7.0
# How large a circle or a square is, beside the height of a line.
BOX = 0.62
# No wider than this share of the page, no higher than this many millimeters.
IMAGE_SHARE, IMAGE_HEIGHT = 0.7, 90.0
# In the place of Markdown's marks, so that no asterisk of an author's is read as one.
BOLD, SLANTED, ESCAPE = "\ue000\ue000", "\ue001\ue001", "\ue00f"
_PRIVATE = re.compile("[\ue000-\ue00f]")
_NEVER = re.compile(r"(?!)")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
BREAK = "\N{ZERO WIDTH SPACE}"
# The last that is made in one go; a decoder may need as many bytes for each.
MOST_PIXELS = 40_000_000


@dataclass(frozen=True, slots=True)
class Block:
    """Something that stays on one page: how high it is, in millimeters, and how it is drawn.

    `is_joined`: the next one may not begin another page.
    """

    height: float
    draw: Callable[[float], None]
    is_joined: bool = False


class Pages(FPDF):
    """A PDF whose sheets each count their own pages."""

    MARKDOWN_BOLD_MARKER = BOLD
    MARKDOWN_ITALICS_MARKER = SLANTED
    MARKDOWN_STRIKETHROUGH_MARKER = "\ue002\ue002"
    MARKDOWN_UNDERLINE_MARKER = "\ue003\ue003"
    MARKDOWN_MARKERS = (BOLD, SLANTED, "\ue002\ue002", "\ue003\ue003")
    MARKDOWN_ESCAPE_CHARACTER = ESCAPE
    MARKDOWN_LINK_REGEX = _NEVER

    def __init__(self, *, size: Paper, text_size: float, text: str, made_at: datetime) -> None:
        super().__init__(format=SIZES[size], unit="mm")
        self.text_size = text_size
        self.heights: dict[tuple[str, float, float], float] = {}
        self.set_creation_date(made_at)
        self.set_margin(MARGIN)
        self.set_auto_page_break(auto=True, margin=MARGIN + FOOTER / 2)
        for style, name in fonts.STYLES.items():
            self.add_font("text", style, fonts.font_file(name))
        others = fonts.others_for(f"{text}{BREAK}" if fonts.has_wide(text) else text)
        for family, path in others.items():
            self.add_font(family, "", path)
        self.set_fallback_fonts(list(others), exact_match=False)
        self.set_line_width(0.25)
        self.size_as(1)

    def size_as(self, factor: float, *, is_bold: bool = False) -> float:
        """Set the size of what comes, and return the height of its lines in millimeters."""
        size = self.text_size * factor
        self.set_font("text", "B" if is_bold else "", size)
        return size * LEADING

    @property
    def room(self) -> float:
        """Millimeters that are left on the page."""
        return float(self.page_break_trigger - self.get_y())

    @property
    def full(self) -> float:
        """Millimeters of an empty page."""
        return float(self.page_break_trigger - self.t_margin)

    def paragraph(
        self, said: Paragraph, *, indent: float = 0, factor: float = 1, width: float | None = None
    ) -> Block:
        """Return a paragraph, on the side where its script begins, with its marker before it."""
        indent += INDENT * said.depth
        text, wide = _marked(said), width or self.epw - indent
        is_mirrored = is_right_to_left(said.text)
        align = Align.R if is_mirrored else Align.L
        is_shaped = fonts.is_shaped(said.text)
        direction = "rtl" if is_mirrored else "ltr"

        def lay(*, is_dry: bool) -> object:
            self.set_text_shaping(use_shaping_engine=is_shaped, direction=direction)
            return self.multi_cell(
                wide,
                self.size_as(factor),
                text,
                markdown=True,
                align=align,
                new_x=XPos.LMARGIN,
                new_y=YPos.NEXT,
                dry_run=is_dry,
                output=MethodReturnValue.HEIGHT if is_dry else MethodReturnValue.PAGE_BREAK,
            )

        def draw(top: float) -> None:
            if said.marker:
                at = self.side(indent - INDENT, INDENT, is_mirrored=is_mirrored)
                self.word(said.marker, at, top, INDENT, factor=factor, align=align)
            self.set_xy(self.side(indent, wide, is_mirrored=is_mirrored), top)
            lay(is_dry=False)

        key = (text, wide, factor)
        # The same words stand on every variant, and measuring takes as long as drawing.
        if key not in self.heights:
            self.heights[key] = cast("float", lay(is_dry=True))
        return Block(self.heights[key], draw)

    def word(
        self,
        text: str,
        left: float,
        top: float,
        wide: float,
        *,
        factor: float = 1,
        align: Align = Align.L,
        is_bold: bool = False,
    ) -> float:
        """Write words that need no second line, and return how wide they are."""
        self.set_text_shaping(use_shaping_engine=fonts.is_shaped(text), direction="ltr")
        line = self.size_as(factor, is_bold=is_bold)
        self.set_xy(left, top)
        self.cell(wide, line, _clean(text), align=align)
        return float(self.get_string_width(_clean(text)))

    def side(self, indent: float, wide: float, *, is_mirrored: bool) -> float:
        """Return where something so wide begins, so far from the side where its script begins."""
        if is_mirrored:
            return float(self.l_margin + self.epw - indent - wide)
        return float(self.l_margin + indent)

    def picture(self, content: bytes, told: Paragraph, *, indent: float = 0) -> Block:
        """Return an image, no larger than it is useful; what it shows where it cannot be read."""
        try:
            with Image.open(io.BytesIO(content)) as image:
                wide, high = image.size
                if wide * high > MOST_PIXELS:
                    return self.paragraph(replace(told, image=""), indent=indent)
                picture = image.convert("RGBA" if image.mode in ("RGBA", "P", "LA") else "RGB")
        except (UnidentifiedImageError, OSError, ValueError):
            return self.paragraph(replace(told, image=""), indent=indent)
        scale = min((self.epw - indent) * IMAGE_SHARE / wide, IMAGE_HEIGHT / high, 25.4 / 96)
        height = high * scale
        return Block(
            height + 2,
            lambda top: self._place_image(picture, indent, top, wide * scale, height, told.text),
        )

    def _place_image(
        self, picture: Image.Image, indent: float, top: float, wide: float, high: float, told: str
    ) -> None:
        self.image(picture, self.l_margin + indent, top + 1, wide, high, alt_text=told)

    def space(self, height: float) -> Block:
        """Return nothing, so high."""
        return Block(height, lambda _top: None, is_joined=True)

    def rule(self, *, indent: float = 0, height: float = 9.0) -> Block:
        """Return a line to write on."""

        def draw(top: float) -> None:
            self.line(self.l_margin + indent, top + height, self.l_margin + self.epw, top + height)

        return Block(height, draw)

    def heading(self, text: str, factor: float) -> Block:
        """Return words in bold that stay with what comes after them."""
        block = self.paragraph(plain(text, is_bold=True), factor=factor)
        return Block(block.height + 1.5, block.draw, is_joined=True)

    def mark(self, shape: str, top: float, left: float, line: float) -> None:
        """Draw a circle or a square to tick, in the middle of a line of text."""
        side = line * BOX
        at = top + (line - side) / 2
        if shape == "circle":
            self.ellipse(left, at, side, side)
        else:
            self.rect(left, at, side, side)

    def place(self, blocks: Sequence[Block]) -> None:
        """Draw blocks, all on one page where they fit on one, else broken between two of them."""
        # The space after a question may be cut off by the end of a page.
        rest = blocks[-1].height if blocks[-1].is_joined else 0
        total = sum(block.height for block in blocks) - rest
        if self.room < total <= self.full:
            self.add_page()
        for number, block in enumerate(blocks):
            if self.room < _together(blocks[number:]) <= self.full:
                self.add_page()
            page, top = self.page, self.get_y()
            block.draw(top)
            # A paragraph that is longer than a page has gone on by itself.
            if self.page == page:
                self.set_y(top + block.height)

    def number_pages(self, first: int, left: str, numbered: str) -> None:
        """Write the foot of each page from `first` to the last: what it is, and "2 of 5"."""
        last = self.page
        total = last - first + 1
        self.set_auto_page_break(auto=False)
        for page in range(first, last + 1):
            self.page = page
            # The font is written anew on each page where its size is another one.
            self.set_font("text", "", 8 + page % 2 * 0.01)
            self.set_text_shaping(use_shaping_engine=fonts.is_shaped(left))
            self.set_xy(self.l_margin, -MARGIN + 2)
            self.cell(self.epw * 0.75, 5, _clean(left), align=Align.L)
            self.cell(
                self.epw * 0.25,
                5,
                _clean(numbered % {"page": page - first + 1, "total": total}),
                align=Align.R,
            )
        self.set_auto_page_break(auto=True, margin=MARGIN + FOOTER / 2)
        self.size_as(0.99)


def _together(blocks: Sequence[Block]) -> float:
    """Return the height of the first block and of those that must stand on its page."""
    total = 0.0
    for block in blocks:
        total += block.height
        if not block.is_joined:
            break
    return total


def _clean(text: str) -> str:
    """Return text without what no font has, with places to break between Chinese characters."""
    plain_text = _CONTROLS.sub("", _PRIVATE.sub("", text.replace("\t", "    ")))
    if not fonts.has_wide(plain_text):
        return plain_text
    return "".join(
        f"{each}{BREAK}" if fonts.is_wide(each) and not _closes(after) else each
        for each, after in zip(plain_text, f"{plain_text[1:]} ", strict=True)
    )


def _closes(character: str) -> bool:
    """Return whether no line may begin with a character."""
    return unicodedata.category(character) in ("Pe", "Pf", "Po", "Mn", "Zs")


def _marked(said: Paragraph) -> str:
    return "".join(map(_marked_run, said.runs))


def _marked_run(run: Run) -> str:
    text = _clean(run.text)
    if not text.strip():
        return text
    # Bold words that slant as well are bold: a fourth font would have to come along.
    mark = BOLD if run.is_bold else SLANTED if run.is_slanted else ""
    return f"{mark}{text}{mark}"


def is_right_to_left(text: str) -> bool:
    """Return whether most letters of a text go to the left."""
    directions = [unicodedata.bidirectional(character) for character in text]
    return sum(each in ("R", "AL") for each in directions) > directions.count("L")
