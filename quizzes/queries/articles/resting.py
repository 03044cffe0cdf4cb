"""What rests on an article: questions whose evidence is in its words, and what points at it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from quizzes.engine.kinds import evidence as evidence_kind
from quizzes.engine.revising.moving import moved
from quizzes.engine.text import Span, find_quote
from quizzes.engine.words import Message, ngettext
from quizzes.models.accounts import User
from quizzes.models.articles import Article, ArticleRevision, ReadingMark
from quizzes.models.attempts import Attempt
from quizzes.models.bank import Evidence, Question, QuestionVersion
from quizzes.models.composition import Quiz


@dataclass(frozen=True, slots=True)
class AtStake:
    """Questions that point into older revisions of an article, held against a new text.

    `movable`: versions with the places of their evidence in the new text; `stuck`: versions of
    which words are gone; `others`: how many more there are that their editor may not change.
    """

    movable: Sequence[tuple[QuestionVersion, Sequence[Span]]]
    stuck: Sequence[QuestionVersion]
    others: int


def at_stake(article: Article, editor: User, text: str, above: int) -> AtStake:
    """Return what becomes of the evidence of an article's questions under a new text.

    Asked are the newest versions of ready questions, as they are in revisions under `above`: drafts
    and retired ones find their quotes again when they are opened. Four queries at most.
    """
    versions = {each.pk: each for each in _resting(article, above)}
    mine = Question.objects.editable_by(editor).filter(
        pk__in=[version.question_id for version in versions.values()]
    )
    own = set(mine.values_list("pk", flat=True)) if versions else set()
    pieces = _pieces([each for each in versions.values() if each.question_id in own])
    found = _places(pieces, text)
    movable: list[tuple[QuestionVersion, Sequence[Span]]] = []
    stuck: list[QuestionVersion] = []
    for key, several in pieces.items():
        spans = [span for each in several if (span := found[each]) is not None]
        if len(spans) == len(several) and _has_passage(versions[key], text):
            movable.append((versions[key], spans))
        else:
            stuck.append(versions[key])
    return AtStake(movable, stuck, len(versions) - len(pieces))


def what_points_at(article: Article) -> list[Message]:
    """Return why an article cannot be deleted, nothing if nothing points at it. Five queries."""
    revisions = article.revisions.values("pk")
    marks = ReadingMark.objects.filter(revision__in=revisions).exclude(user=article.owner)
    questions = Question.objects.filter(article=article).count()
    quizzes = Quiz.objects.filter(article=article).count()
    evidence = Evidence.objects.filter(revision__in=revisions).count()
    tries = Attempt.objects.filter(article_revision__in=revisions).count()
    reasons = (
        ngettext("%(count)s question", "%(count)s questions", questions),
        ngettext("%(count)s quiz", "%(count)s quizzes", quizzes),
        ngettext("%(count)s quote in a question", "%(count)s quotes in questions", evidence),
        ngettext("%(count)s try of a student", "%(count)s tries of students", tries),
        ngettext("%(count)s mark of a reader", "%(count)s marks of readers", marks.count()),
    )
    return [reason for reason in reasons if reason.count]


def _resting(article: Article, above: int) -> Iterator[QuestionVersion]:
    older = Evidence.objects.filter(revision__article=article, revision__number__lt=above)
    versions = QuestionVersion.objects.newest().filter(pk__in=older.values("version"))
    ready = versions.filter(question__status=Question.Status.READY)
    return iter(ready.select_related("question").order_by("pk"))


def _pieces(versions: Sequence[QuestionVersion]) -> Mapping[int, Sequence[Evidence]]:
    """Return the evidence of each version, in order."""
    pieces = Evidence.objects.filter(version__in=versions).order_by("version", "order")
    found: dict[int, list[Evidence]] = {}
    for piece in pieces if versions else ():
        found.setdefault(piece.version_id, []).append(piece)
    return found


def _places(pieces: Mapping[int, Sequence[Evidence]], text: str) -> Mapping[Evidence, Span | None]:
    """Return where each piece stands in the new text, or None."""
    every = [piece for several in pieces.values() for piece in several]
    texts = ArticleRevision.objects.in_bulk({piece.revision_id for piece in every})
    found: dict[Evidence, Span | None] = {}
    for key, revision in texts.items():
        own = [piece for piece in every if piece.revision_id == key]
        places = moved(revision.text, text, {Span(each.start, each.end) for each in own})
        found |= {each: places[Span(each.start, each.end)] for each in own}
    return found


def _has_passage(version: QuestionVersion, text: str) -> bool:
    """Return whether a text has the sentences that a question shows as its passage, if any."""
    if version.kind != evidence_kind.name:
        return True
    spec: evidence_kind.Spec = version.loaded_spec
    return all(find_quote(text, each.text, near=0) for each in spec.sentences)
