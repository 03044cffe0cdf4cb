"""Articles as they are read: headings, paragraphs, sentences that can be pointed at."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape
from uuid import UUID

from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from quizzes.engine.revising.languages import direction_of
from quizzes.engine.text import Block, Sentence, Span, blocks, sentences_of
from quizzes.models.accounts import User
from quizzes.models.articles import ArticleRevision, ReadingMark
from quizzes.models.bank import Evidence

MARK = '<mark class="qs-evidence">'
# Of the sentence that a note is about, so many characters stand above it.
NAMED_BY = 40


@dataclass(frozen=True, slots=True)
class ArticleShown:
    """An article for a reader: safe HTML whose sentences are `<span id="s12">`."""

    title: str
    byline: str
    attribution: str
    language: str
    html: SafeString

    @property
    def direction(self) -> str:
        """Which way its language is written: "ltr" or "rtl"."""
        return direction_of(self.language)


@dataclass(frozen=True, slots=True)
class ArticleMarked(ArticleShown):
    """An article with one reader's own highlights and notes in its HTML.

    `public_id` and `number` name the revision; `marks` tell the page's script what is marked, by
    the sentence's id, so that it need not read that from a page which the browser may translate.
    """

    public_id: UUID
    number: int
    marks: Mapping[str, Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class OwnMark:
    """What a reader did with one sentence, which is named by its first words."""

    name: str
    is_highlighted: bool
    note: str


def article_shown(revision: ArticleRevision) -> ArticleShown:
    """Return an article without highlights. No query, and from memory for one shown before.

    A revision that is not saved yet is shown as it would be read.
    """
    if revision.pk is None:
        return _shown(revision, _rendered(revision.text, revision.blocks(), frozenset()))
    return _shown(revision, _html(revision.pk, revision.seal, revision.text, frozenset()))


def byline_of(revision: ArticleRevision) -> str:
    """Return who wrote a text, where and when it was published, as far as that is known."""
    day = revision.published_on
    said = (revision.author, revision.source, date_format(day) if day else "")
    return " · ".join(each for each in said if each)


def article_highlighted(revision: ArticleRevision, spans: Collection[Span]) -> ArticleShown:
    """Return an article in which the sentences that the spans touch are marked. No query.

    The first of them is `id="evidence"`, so that a link can lead there.
    """
    parts = blocks(revision.text)
    marked = {sentence.id for span in spans for sentence in sentences_of(parts, span)}
    html = _rendered(revision.text, parts, frozenset(marked))
    # The text is escaped, so that nothing in it can be taken for our mark.
    return _shown(revision, mark_safe(html.replace(MARK, f'{MARK[:-1]} id="evidence">', 1)))  # noqa: S308


def article_marked(article: ArticleShown, revision: ArticleRevision, reader: User) -> ArticleMarked:
    """Return an article as its reader has marked it; its revision is loaded with its article.

    One query. A sentence with a highlight is `class="is-highlighted"`; notes stand in a list after
    their paragraph, `<li id="note-s12">`.
    """
    found = ReadingMark.objects.visible_to(reader).filter(revision=revision)
    marks = list(found.only("sentence", "is_highlighted", "note").order_by("sentence"))
    return ArticleMarked(
        title=article.title,
        byline=article.byline,
        attribution=article.attribution,
        language=article.language,
        html=_marked(article.html, marks) if marks else article.html,
        public_id=revision.article.public_id,
        number=revision.number,
        marks={
            f"s{mark.sentence}": {"is_highlighted": mark.is_highlighted, "note": mark.note}
            for mark in marks
        },
    )


def marks_at(pieces: Collection[Evidence], reader: User) -> Mapping[int, tuple[OwnMark, ...]]:
    """Return what a reader marked in supporting sentences, by the key of these.

    One query, and one for the texts where anything is marked.
    """
    revisions = {piece.revision_id for piece in pieces}
    found = ReadingMark.objects.visible_to(reader).filter(revision__in=revisions)
    marks = {(mark.revision_id, f"s{mark.sentence}"): mark for mark in found.order_by("sentence")}
    marked = {revision for revision, _sentence in marks}
    texts = ArticleRevision.objects.in_bulk(marked) if marked else {}
    parts = {pk: revision.blocks() for pk, revision in texts.items()}
    return {
        piece.pk: tuple(
            OwnMark(_name(sentence.span.of(texts[pk].text)), mark.is_highlighted, mark.note)
            for sentence in sentences_of(parts[pk], Span(piece.start, piece.end))
            if (mark := marks.get((pk, sentence.id)))
        )
        for piece in pieces
        if (pk := piece.revision_id) in texts
    }


def _shown(revision: ArticleRevision, html: SafeString) -> ArticleShown:
    return ArticleShown(
        revision.title, byline_of(revision), revision.attribution, revision.language, html
    )


@lru_cache(maxsize=64)
def _html(pk: int, seal: str, text: str, marked: frozenset[str]) -> SafeString:
    return _rendered(text, blocks(text), marked)


def _rendered(text: str, parts: tuple[Block, ...], marked: frozenset[str]) -> SafeString:
    # Every piece of the text is escaped below, and nothing else of an author's enters.
    return mark_safe("\n".join(_block(text, block, marked) for block in parts))  # noqa: S308


def _block(text: str, block: Block, marked: frozenset[str]) -> str:
    if block.kind == "heading":
        return f'<h3 id="{block.id}">{escape(block.span.of(text))}</h3>'
    inside = " ".join(_sentence(text, sentence, marked) for sentence in block.sentences)
    return f'<p id="{block.id}">{inside}</p>'


def _sentence(text: str, sentence: Sentence, marked: frozenset[str]) -> str:
    words = escape(sentence.span.of(text))
    if sentence.id in marked:
        words = f"{MARK}{words}</mark>"
    return f'<span class="qs-sentence" id="{sentence.id}">{words}</span>'


def _marked(html: str, marks: Sequence[ReadingMark]) -> SafeString:
    """Return the HTML of an article, made above, with marks in it."""
    for mark in marks:
        if mark.is_highlighted:
            look = f'class="qs-sentence is-highlighted" role="mark"{_id(mark)}'
            html = html.replace(f'class="qs-sentence"{_id(mark)}', look)
    noted = [mark for mark in marks if mark.note]
    *paragraphs, rest = html.split("</p>")
    html = "".join(_with_notes(f"{paragraph}</p>", noted) for paragraph in paragraphs) + rest
    return mark_safe(html)  # noqa: S308 - what a reader wrote is escaped where it enters


def _with_notes(paragraph: str, noted: Sequence[ReadingMark]) -> str:
    own = [mark for mark in noted if _id(mark) in paragraph]
    if not own:
        return paragraph
    notes = "".join(_note(paragraph, mark) for mark in own)
    for mark in own:
        end = paragraph.index("</span>", paragraph.index(_id(mark))) + len("</span>")
        paragraph = paragraph[:end] + _link(mark) + paragraph[end:]
    label = escape(gettext("Your notes on this paragraph"))
    return f'{paragraph}\n<ul class="qs-own-notes" aria-label="{label}">{notes}</ul>'


def _note(paragraph: str, mark: ReadingMark) -> str:
    sentence = paragraph.partition(_id(mark))[2].partition("</span>")[0]
    name = _name(unescape(strip_tags(sentence)))
    # A reader's own words stay as they are when a browser translates the page.
    return (
        f'<li class="qs-own-note" id="note-s{mark.sentence}">'
        f'<a class="qs-own-note__of" href="#s{mark.sentence}">{escape(name)}</a>'
        f'<p class="qs-own-note__text" translate="no">{escape(mark.note)}</p></li>'
    )


def _name(words: str) -> str:
    return words if len(words) <= NAMED_BY else f"{words[:NAMED_BY].rstrip()}…"


def _id(mark: ReadingMark) -> str:
    return f' id="s{mark.sentence}">'


def _link(mark: ReadingMark) -> str:
    label = escape(gettext("Your note on this sentence"))
    return f'<a class="qs-note-link" href="#note-s{mark.sentence}" aria-label="{label}"></a>'
