"""One student's scores of a class as a PDF."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from quizzes.engine.paper.drawing import GAP
from quizzes.engine.paper.pages import INDENT, NORMAL, Block, Pages
from quizzes.engine.paper.prose import plain
from quizzes.engine.paper.sheet import Paper


@dataclass(frozen=True, slots=True)
class ReportLine:
    """An assignment: its title, what it came to in words, its tries, what was said of them."""

    title: str
    score: str
    tries: Sequence[str] = ()
    comments: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What is on the paper, all in the reader's words; `numbered` is "Page … of …"."""

    student: str
    classroom: str
    facts: Sequence[str]
    lines: Sequence[ReportLine]
    language: str
    numbered: str


def pdf_of_report(report: Report, *, size: Paper, made_at: datetime) -> bytes:
    """Return the PDF; nothing of an assignment is parted from its title by a page's end."""
    pages = Pages(size=size, text_size=NORMAL, text=repr(report), made_at=made_at)
    pages.set_title(f"{report.student} · {report.classroom}")
    pages.set_lang(report.language)
    pages.set_producer("Quizsite")
    pages.add_page()
    pages.place(
        [
            pages.paragraph(plain(report.classroom), factor=0.9),
            pages.paragraph(plain(report.student, is_bold=True), factor=1.6),
            pages.space(2),
            *(pages.paragraph(plain(fact)) for fact in report.facts),
            pages.space(GAP),
        ]
    )
    for line in report.lines:
        pages.place(_line(pages, line))
    pages.number_pages(1, f"{report.student[:60]} · {report.classroom[:60]}", report.numbered)
    return bytes(pages.output())


def _line(pages: Pages, line: ReportLine) -> list[Block]:
    blocks = [
        pages.heading(line.title, 1.05),
        pages.paragraph(plain(line.score)),
        *(pages.paragraph(plain(each), indent=INDENT, factor=0.9) for each in line.tries),
    ]
    for comment in line.comments:
        blocks += [
            pages.paragraph(plain(part), indent=INDENT, factor=0.9)
            for part in comment.splitlines()
            if part.strip()
        ]
    return [*blocks, pages.space(GAP)]
