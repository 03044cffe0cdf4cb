"""Articles as they are read: headings, paragraphs, sentences that can be pointed at."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString, mark_safe

from quizzes.engine.text import Block, Sentence, Span, blocks, sentences_of
from quizzes.models.accounts import User
from quizzes.models.articles import Article, ArticleRevision

MARK = '<mark class="qs-evidence">'


@dataclass(frozen=True, slots=True)
class ArticleShown:
    """An article for a reader: safe HTML whose sentences are `<span id="s12">`."""

    title: str
    byline: str
    attribution: str
    language: str
    html: SafeString


def article_shown(revision: ArticleRevision) -> ArticleShown:
    """Return an article without highlights. No query, and from memory for one shown before."""
    return _shown(revision, _html(revision.pk, revision.seal, revision.text, frozenset()))


def article_highlighted(revision: ArticleRevision, spans: Collection[Span]) -> ArticleShown:
    """Return an article in which the sentences that the spans touch are marked. No query.

    The first of them is `id="evidence"`, so that a link can lead there.
    """
    parts = blocks(revision.text)
    marked = {sentence.id for span in spans for sentence in sentences_of(parts, span)}
    html = _rendered(revision.text, parts, frozenset(marked))
    # The text is escaped, so that nothing in it can be taken for our mark.
    return _shown(revision, mark_safe(html.replace(MARK, f'{MARK[:-1]} id="evidence">', 1)))  # noqa: S308


def newest_revision(article: Article) -> ArticleRevision:
    """Return the revision that readers get. One query."""
    return ArticleRevision.objects.newest(article)


def newest_revisions(viewer: User) -> list[ArticleRevision]:
    """Return the newest revision of each article that a person may see, by title. One query."""
    revisions = ArticleRevision.objects.filter(article__in=Article.objects.visible_to(viewer))
    newest = {
        revision.article_id: revision
        for revision in revisions.select_related("article").order_by("number")
    }
    return sorted(newest.values(), key=lambda revision: revision.title)


def _shown(revision: ArticleRevision, html: SafeString) -> ArticleShown:
    return ArticleShown(
        revision.title, revision.author, revision.attribution, revision.language, html
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
