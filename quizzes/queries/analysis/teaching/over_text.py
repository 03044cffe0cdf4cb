"""An article as a class knows it: each sentence by what answers to its questions earned."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists

from quizzes.engine.coverage import Ground, resting_on
from quizzes.engine.progress.teaching import FirstAnswer, Share, share_of
from quizzes.engine.text import Block, Span, find_quote
from quizzes.engine.words import Message
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.articles import Article, ArticleRevision
from quizzes.models.bank import Evidence
from quizzes.models.classrooms import Classroom
from quizzes.queries.analysis.teaching.answers import ClassAnswers

# What a share of answers (0..1) is called from here on.
SHADES = ((0.8, "well"), (0.6, "mostly"), (0.4, "half"), (0.0, "weak"))
WORDS = {
    "well": Message(_("well known")),
    "mostly": Message(_("mostly known")),
    "half": Message(_("half known")),
    "weak": Message(_("little known")),
    "few": Message(_("too few answers")),
}


@dataclass(frozen=True, slots=True)
class SentenceKnown:
    """A sentence; without answers to a question that rests on it, `share` is of none."""

    id: str
    text: str
    share: Share
    question_count: int

    @property
    def shade(self) -> str:
        """How it is drawn; "" where nothing was asked."""
        if not self.share.answers:
            return ""
        if not self.share.is_told:
            return "few"
        return next(name for least, name in SHADES if (self.share.mean or 0) >= least)

    @property
    def word(self) -> Message:
        """The shade in words."""
        return WORDS[self.shade]


@dataclass(frozen=True, slots=True)
class BlockKnown:
    """A heading (`text`), or a paragraph (`sentences`)."""

    id: str
    text: str
    sentences: tuple[SentenceKnown, ...]


@dataclass(frozen=True, slots=True)
class ArticleKnown:
    """An article by sentences. `lost_count`: questions whose words are not in its newest text."""

    revision: ArticleRevision
    blocks: tuple[BlockKnown, ...]
    lost_count: int

    @property
    def asked(self) -> tuple[SentenceKnown, ...]:
        """The sentences with answers."""
        return tuple(s for each in self.blocks for s in each.sentences if s.share.answers)


def found_article(classroom: Classroom, viewer: User, public_id: UUID) -> Article | None:
    """Return an article that the viewer may read, or that a question of the class quotes.

    Who teaches a class sees what its questions quote, as in each of its reviews. Two queries at
    most.
    """
    asked = Evidence.objects.filter(
        revision__article__public_id=public_id,
        version__attempt_items__attempt__assignment__classroom=classroom,
    )
    found = Article.objects.visible_to(viewer).filter(public_id=public_id).first()
    return found or Article.objects.filter(public_id=public_id).filter(Exists(asked)).first()


def article_of(page: ClassAnswers, article: Article) -> ArticleKnown:
    """Return an article as a class knows it. Two queries."""
    by_version: dict[int, list[FirstAnswer]] = defaultdict(list)
    for answer in page.answers:
        by_version[answer.version].append(answer)
    pieces = Evidence.objects.filter(revision__article=article, version__in=list(by_version))
    rows = pieces.order_by("version_id", "order").values_list(
        "version_id", "revision_id", "start", "quote"
    )
    revision = ArticleRevision.objects.newest(article)
    places = [(version, _place(revision, of, start, quote)) for version, of, start, quote in rows]
    blocks = revision.blocks()
    resting = resting_on(blocks, [Ground(version, span) for version, span in places if span])
    found = {version for version, span in places if span}
    lost = {by_version[version][0].question for version, _span in places if version not in found}
    return ArticleKnown(
        revision=revision,
        blocks=tuple(_block(revision.text, each, resting, by_version) for each in blocks),
        lost_count=len(lost),
    )


def _place(revision: ArticleRevision, of_revision: int, start: int, quote: str) -> Span | None:
    if of_revision == revision.pk:
        return Span(start, start + len(quote))
    return find_quote(revision.text, quote, near=start)


def _block(
    text: str,
    block: Block,
    resting: Mapping[str, Sequence[int]],
    by_version: Mapping[int, Sequence[FirstAnswer]],
) -> BlockKnown:
    sentences = []
    for sentence in block.sentences:
        answers = [each for key in resting.get(sentence.id, ()) for each in by_version[key]]
        questions = len({each.question for each in answers})
        words = sentence.span.of(text)
        sentences.append(SentenceKnown(sentence.id, words, share_of(answers), questions))
    heading = block.span.of(text) if block.kind == "heading" else ""
    return BlockKnown(block.id, heading, tuple(sentences))
