"""The strongest and the weakest parts of an article, by the answers that rest on its sentences."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from itertools import groupby
from uuid import UUID

from django.db.models import QuerySet

from quizzes.engine.coverage import Ground, resting_on
from quizzes.engine.progress.parts import WORDS, Answered, Shade, shade_of, share_of
from quizzes.engine.text import Block, Sentence, Span, find_quote
from quizzes.engine.words import Message, ngettext
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.articles import ArticleRevision
from quizzes.models.attempts import AttemptItem
from quizzes.models.bank import Evidence
from quizzes.models.progress import ReviewLog
from quizzes.queries.attempts.reading import readable_revisions
from quizzes.queries.practice.seeing import Seen, seen_of

MOST_WEAK = 8
MOST_QUESTIONS = 3

Log = tuple[int, UUID, Fraction]


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence; `shade` and `words` are None and empty where no answer rests on it."""

    id: str
    text: str
    shade: Shade | None = None
    words: Message | None = None


@dataclass(frozen=True, slots=True)
class PartsBlock:
    """A heading (`text`), or a paragraph (`parts`)."""

    id: str
    text: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question that rests on a passage: its first and its latest answer (0..1)."""

    stem: str
    attempt: UUID
    position: int
    first: Fraction
    latest: Fraction


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences beside each other on which the same questions rest. `id` is of the first.

    `questions` are those that were missed, the weakest first; `more_count` others rest on it too.
    """

    id: str
    text: str
    share: Fraction
    words: Message
    questions: tuple[QuestionLine, ...]
    more_count: int


@dataclass(frozen=True, slots=True)
class Parts:
    """An article under a student's answers. `weakest` begins with the weakest passage.

    `hidden_count` is how many questions were answered whose sentences may not be told now.
    """

    revision: ArticleRevision
    blocks: tuple[PartsBlock, ...]
    weakest: tuple[Passage, ...]
    sentence_count: int
    hidden_count: int


@dataclass(frozen=True, slots=True)
class _Told:
    """A question with the answers of it that may be told, and where it was asked last."""

    answered: Answered
    item: AttemptItem


def answered_revisions(student: User) -> QuerySet[ArticleRevision]:
    """Return the newest texts of articles that the student has answered questions about.

    They must be readable to the student as well: a quiz that is taken without its article opens
    none.
    """
    answered = ReviewLog.objects.visible_to(student).values("question__article")
    return (
        readable_revisions(student)
        .filter(article__in=answered)
        .order_by("article", "-number")
        .select_related("article")
    )


def parts_of(student: User, revision: ArticleRevision, now: datetime) -> Parts:
    """Return the parts of an article's newest text by a student's answers. Ten queries at most."""
    logs = _logs(student, revision.article_id)
    seen = seen_of(student, {key for _question, key, _fraction in logs}, now)
    told = _told(logs, seen)
    resting = resting_on(revision.blocks(), _grounds(revision, told))
    return Parts(
        revision=revision,
        blocks=tuple(_block(revision.text, each, resting, told) for each in revision.blocks()),
        weakest=_weakest(revision, resting, told),
        sentence_count=len(resting),
        hidden_count=len({question for question, *_rest in logs} - told.keys()),
    )


def _logs(student: User, article: int) -> Sequence[Log]:
    """Return what was answered about an article, the oldest first. One query."""
    rows = (
        ReviewLog.objects.visible_to(student)
        .filter(question__article=article, fraction__isnull=False)
        .order_by("at", "pk")
        .values_list("question", "attempt_key", "fraction")
    )
    return [(question, key, earned) for question, key, earned in rows if earned is not None]


def _told(logs: Iterable[Log], seen: Seen) -> Mapping[int, _Told]:
    """Return the questions whose sentences may be told, with those of their answers. One query."""
    by_question: dict[int, list[tuple[UUID, Fraction]]] = defaultdict(list)
    for question, key, fraction in logs:
        if seen.tells_evidence(key, question):
            by_question[question].append((key, fraction))
    items = _items({question: found[-1][0] for question, found in by_question.items()})
    return {
        question: _Told(Answered(question, found[0][1], found[-1][1], len(found)), items[question])
        for question, found in by_question.items()
        if question in items
    }


def _items(last: Mapping[int, UUID]) -> Mapping[int, AttemptItem]:
    found = (
        AttemptItem.objects.filter(
            attempt__public_id__in=set(last.values()), version__question__in=list(last)
        )
        .select_related("version", "attempt")
        .only(
            "position",
            "version__question",
            "version__stem",
            "version__rendered",
            "attempt__public_id",
        )
    )
    return {
        each.version.question_id: each
        for each in found
        if last[each.version.question_id] == each.attempt.public_id
    }


def _grounds(revision: ArticleRevision, told: Mapping[int, _Told]) -> Iterable[Ground]:
    """Yield where the questions rest on the newest text. One query."""
    question_of = {each.item.version_id: question for question, each in told.items()}
    pieces = Evidence.objects.filter(
        version__in=list(question_of), revision__article=revision.article_id
    ).values_list("version", "revision", "start", "end", "quote")
    for version, own, start, end, quote in pieces:
        is_here = own == revision.pk
        span = Span(start, end) if is_here else find_quote(revision.text, quote, near=start)
        if span is not None:
            yield Ground(question_of[version], span)


def _block(
    text: str, block: Block, resting: Mapping[str, tuple[int, ...]], told: Mapping[int, _Told]
) -> PartsBlock:
    if block.kind == "heading":
        return PartsBlock(block.id, block.span.of(text), ())
    return PartsBlock(
        block.id, "", tuple(_part(text, each, resting, told) for each in block.sentences)
    )


def _part(
    text: str,
    sentence: Sentence,
    resting: Mapping[str, tuple[int, ...]],
    told: Mapping[int, _Told],
) -> Part:
    words = sentence.span.of(text)
    if sentence.id not in resting:
        return Part(sentence.id, words)
    answered = [told[question].answered for question in resting[sentence.id]]
    return Part(sentence.id, words, shade_of(share_of(answered)), _said(answered))


def _said(answered: Sequence[Answered]) -> Message:
    return ngettext(
        _("%(how)s, %(count)s answer"),
        _("%(how)s, %(count)s answers"),
        sum(each.count for each in answered),
        how=WORDS[shade_of(share_of(answered))],
    )


def _weakest(
    revision: ArticleRevision,
    resting: Mapping[str, tuple[int, ...]],
    told: Mapping[int, _Told],
) -> tuple[Passage, ...]:
    """Return the weakest passages that were not all right."""
    found = []
    for block in revision.blocks():
        for questions, sentences in groupby(block.sentences, lambda each: resting.get(each.id)):
            if questions:
                passage = _passage(revision.text, list(sentences), [told[q] for q in questions])
                found.append(passage)
    weak = (each for each in found if shade_of(each.share) is not Shade.RIGHT)
    return tuple(sorted(weak, key=lambda each: each.share)[:MOST_WEAK])


def _passage(text: str, sentences: Sequence[Sentence], told: Sequence[_Told]) -> Passage:
    answered = [each.answered for each in told]
    missed = sorted(
        (each for each in told if each.answered.share < 1), key=lambda each: each.answered.share
    )[:MOST_QUESTIONS]
    return Passage(
        id=sentences[0].id,
        text=Span(sentences[0].span.start, sentences[-1].span.end).of(text),
        share=share_of(answered),
        words=_said(answered),
        questions=tuple(
            QuestionLine(
                each.item.version.plain_stem,
                each.item.attempt.public_id,
                each.item.position,
                each.answered.first,
                each.answered.latest,
            )
            for each in missed
        ),
        more_count=len(told) - len(missed),
    )
