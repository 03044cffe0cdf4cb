"""What a quiz asks about: which sentences of the article, which levels, kinds and topics."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from quizzes.engine.coverage import Ground, Stretch, resting_on, stretches
from quizzes.engine.kinds.registry import KINDS
from quizzes.engine.text import Block, Span, find_quote
from quizzes.engine.words import Message
from quizzes.models.accounts import User
from quizzes.models.articles import Article, ArticleRevision
from quizzes.models.bank import Evidence, QuestionVersion, Topic
from quizzes.models.composition import Quiz
from quizzes.queries.composition.asked import Place, numbered, places_of

# More than so many on one sentence look the same: the number beside it tells.
MOST_SHADES = 3

Piece = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Asking:
    """A question of the quiz. `label` is its number, of a pool the numbers that are drawn."""

    key: int
    label: str
    version: QuestionVersion
    is_drawn: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class SentenceShown:
    """A sentence, and the questions that rest on it; `shade` 0..3 is how many."""

    id: str
    text: str
    asked_by: tuple[Asking, ...]

    @property
    def shade(self) -> int:
        """How many questions rest on it, three and more alike."""
        return min(len(self.asked_by), MOST_SHADES)


@dataclass(frozen=True, slots=True)
class BlockShown:
    """A heading (`text`), or a paragraph (`sentences`)."""

    id: str
    text: str
    sentences: tuple[SentenceShown, ...]


@dataclass(frozen=True, slots=True)
class SectionShown:
    """A section with its numbers; `fixed` are questions that are always asked, `drawn` may be."""

    stretch: Stretch
    fixed: int
    drawn: int


@dataclass(frozen=True, slots=True)
class ArticleCovered:
    """One article. `lost` are questions whose sentences are no longer in its text."""

    revision: ArticleRevision
    blocks: tuple[BlockShown, ...]
    sections: tuple[SectionShown, ...]
    lost: tuple[Asking, ...]

    @property
    def gaps(self) -> tuple[Stretch, ...]:
        """The sections that no question rests on."""
        return tuple(each.stretch for each in self.sections if each.stretch.is_gap)

    @property
    def asked_sentences(self) -> int:
        """How many sentences some question rests on."""
        return sum(each.stretch.asked_sentences for each in self.sections)

    @property
    def sentence_count(self) -> int:
        """How many sentences there are."""
        return sum(each.stretch.sentence_count for each in self.sections)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many questions have something in common: always asked, and in pools."""

    label: Message | str
    fixed: int
    drawn: int


@dataclass(frozen=True, slots=True)
class Tallies:
    """The quiz's questions by what they are; levels and difficulties without any are there, too."""

    levels: tuple[Tally, ...]
    kinds: tuple[Tally, ...]
    difficulties: tuple[Tally, ...]
    topics: tuple[Tally, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a quiz asks about. `article` is the one that is shown of `revisions`; None without any.

    `ungrounded` are questions that quote no article that the viewer may see.
    """

    questions: tuple[Asking, ...]
    drawn_count: int
    tallies: Tallies
    revisions: tuple[ArticleRevision, ...]
    article: ArticleCovered | None
    ungrounded: tuple[Asking, ...]


def coverage_of(quiz: Quiz, viewer: User, article: str = "") -> Coverage:
    """Return what a quiz asks about, over one of its articles by public id. At most six
    queries.

    Without such an article it is the quiz's own, or else the one that most questions rest on.
    """
    places = places_of(quiz, with_questions=True)
    asked = tuple(_asked(places, viewer))
    pieces: Iterable[Piece] = (
        Evidence.objects.filter(version__in=[each.version.pk for each in asked])
        .order_by("version_id", "order")
        .values("version_id", "revision_id", "revision__article_id", "start", "quote")
    )
    by_article: dict[int, list[Piece]] = defaultdict(list)
    for piece in pieces:
        by_article[piece["revision__article_id"]].append(piece)
    revisions = _revisions(quiz, viewer, by_article)
    chosen = _chosen(quiz, revisions, article)
    shown = {revision.article_id for revision in revisions}
    grounded = {each["version_id"] for pk in shown for each in by_article[pk]}
    return Coverage(
        questions=asked,
        drawn_count=sum(place.asked_count for place in places if place.draw_count is not None),
        tallies=_tallies(asked),
        revisions=revisions,
        article=_covered(chosen, by_article[chosen.article_id], asked) if chosen else None,
        ungrounded=tuple(each for each in asked if each.version.pk not in grounded),
    )


def _asked(places: Iterable[Place], viewer: User) -> Iterable[Asking]:
    """Yield each question once: in two pools, or fixed and in a pool, it is asked once at most."""
    known: set[int] = set()
    for place, first in sorted(numbered(places), key=lambda each: each[0].draw_count is not None):
        is_drawn = place.draw_count is not None
        for version in place.versions:
            if version.pk not in known:
                known.add(version.pk)
                is_own = version.question.owner_id == viewer.pk
                yield Asking(version.pk, _label(place, first), version, is_drawn, is_own)


def _label(place: Place, first: int) -> str:
    """Return a place's number, or its numbers, on the pages of a quiz that shuffles nothing."""
    last = first + place.asked_count - 1
    return str(first) if last <= first else f"{first}–{last}"


def _revisions(
    quiz: Quiz, viewer: User, by_article: Mapping[int, Sequence[object]]
) -> tuple[ArticleRevision, ...]:
    """Return the newest revisions of the articles, the one with most evidence first. One query."""
    wanted = {*by_article, *([quiz.article_id] if quiz.article_id else [])}
    articles = Article.objects.visible_to(viewer).filter(pk__in=wanted)
    found = ArticleRevision.objects.filter(article__in=articles).select_related("article")
    newest = {each.article_id: each for each in found.order_by("number")}
    weight = {pk: -len(found) for pk, found in by_article.items()}
    return tuple(sorted(newest.values(), key=lambda each: weight.get(each.article_id, 0)))


def _chosen(
    quiz: Quiz, revisions: Sequence[ArticleRevision], asked_for: str
) -> ArticleRevision | None:
    for revision in revisions:
        if str(revision.article.public_id) == asked_for:
            return revision
    own = [each for each in revisions if each.article_id == quiz.article_id]
    return next(iter([*own, *revisions]), None)


def _covered(
    revision: ArticleRevision, pieces: Sequence[Piece], asked: Sequence[Asking]
) -> ArticleCovered:
    by_key = {each.key: each for each in asked}
    # In the order of the quiz, as the numbers after each sentence are read.
    places = {each.key: place for place, each in enumerate(asked)}
    ordered = sorted(pieces, key=lambda piece: places[piece["version_id"]])
    found = [(piece["version_id"], _place(revision, piece)) for piece in ordered]
    blocks = revision.blocks()
    resting = resting_on(blocks, [Ground(key, span) for key, span in found if span])
    block_shown = partial(_block, revision.text, resting, by_key)
    return ArticleCovered(
        revision=revision,
        blocks=tuple(map(block_shown, blocks)),
        sections=tuple(
            _section(each, by_key) for each in stretches(revision.text, blocks, resting)
        ),
        lost=tuple(by_key[key] for key in dict.fromkeys(k for k, span in found if span is None)),
    )


def _place(revision: ArticleRevision, piece: Piece) -> Span | None:
    """Return where a quote stands now; it is looked for where it points into an older revision."""
    if piece["revision_id"] == revision.pk:
        return Span(piece["start"], piece["start"] + len(piece["quote"]))
    return find_quote(revision.text, piece["quote"], near=piece["start"])


def _block(
    text: str,
    resting: Mapping[str, tuple[int, ...]],
    by_key: Mapping[int, Asking],
    block: Block,
) -> BlockShown:
    return BlockShown(
        id=block.id,
        text=block.span.of(text) if block.kind == "heading" else "",
        sentences=tuple(
            SentenceShown(
                sentence.id,
                sentence.span.of(text),
                tuple(by_key[key] for key in resting.get(sentence.id, ())),
            )
            for sentence in block.sentences
        ),
    )


def _section(stretch: Stretch, by_key: Mapping[int, Asking]) -> SectionShown:
    drawn = sum(by_key[key].is_drawn for key in stretch.questions)
    return SectionShown(stretch, len(stretch.questions) - drawn, drawn)


def _tallies(asked: Sequence[Asking]) -> Tallies:
    topics = Topic.objects.filter(question__in=[each.version.question_id for each in asked])
    names: dict[int, list[str]] = defaultdict(list)
    for question, name in topics.order_by("name").values_list("question", "name"):
        names[question].append(name)
    levels = [(each.value, str(each.label)) for each in QuestionVersion.Bloom]
    difficulties = [(each.value, str(each.label)) for each in QuestionVersion.Difficulty]
    kinds = [(each.name, each.label) for each in KINDS.values()]
    of_topics = sorted({name for found in names.values() for name in found})
    return Tallies(
        levels=_tally(asked, levels, lambda each: [each.version.bloom]),
        kinds=tuple(
            each
            for each in _tally(asked, kinds, lambda each: [each.version.kind])
            if each.fixed or each.drawn
        ),
        difficulties=_tally(asked, difficulties, lambda each: [each.version.difficulty]),
        topics=_tally(
            asked,
            [(name, name) for name in of_topics],
            lambda each: names[each.version.question_id],
        ),
    )


def _tally(asked: Sequence[Asking], labels: Any, values: Any) -> tuple[Tally, ...]:
    counts = Counter((value, each.is_drawn) for each in asked for value in values(each))
    return tuple(
        Tally(label, counts[(value, False)], counts[(value, True)]) for value, label in labels
    )
