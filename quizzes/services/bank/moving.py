"""Moving questions to another article: their evidence is found again by its quotes."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from quizzes.engine.text import Span, find_quote
from quizzes.engine.words import Message
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.articles import Article, ArticleRevision
from quizzes.models.audit import AuditRecord
from quizzes.models.bank import Evidence, Question, QuestionVersion
from quizzes.queries.bank import evidence_by_version
from quizzes.services.bank.many import MOST_MOVED, Left, Outcome, locked
from quizzes.services.bank.writing import content_of, publish_version


@transaction.atomic
def move(
    *, questions: Collection[int], article: Article, note: str, actor: User, now: datetime
) -> Outcome:
    """Move questions to an article that the actor sees; raise TooMany.

    One with evidence gets a version with the same content, and `note`, whose evidence stands in
    the newest revision of the article: evidence of older versions, and what students were shown,
    stays where it was. One whose words the article does not have is left.
    """
    revision = ArticleRevision.objects.newest(article)
    held, left = locked(questions, actor, MOST_MOVED)
    versions = {
        version.question_id: version
        for version in QuestionVersion.objects.newest().filter(question__in=held)
    }
    evidence = evidence_by_version([version.pk for version in versions.values()])
    changed = []
    for question in held:
        version = versions.get(question.pk)
        pieces = evidence.get(version.pk, ()) if version is not None else ()
        reason = _reason_to_leave(question, pieces, revision)
        if reason is not None:
            left.append(Left(question.pk, reason))
            continue
        _file(question, article, actor, now)
        if version is not None and pieces:
            _publish_again(question, version, _places(pieces, revision), revision, note, actor, now)
        changed.append(question.pk)
    return Outcome(changed, left, now)


def _reason_to_leave(
    question: Question, pieces: Sequence[Evidence], revision: ArticleRevision
) -> Message | None:
    if question.article_id == revision.article_id and all(
        piece.revision_id == revision.pk for piece in pieces
    ):
        return Message(_("It is about that article already."))
    for piece in pieces:
        if _place(piece, revision) is None:
            words = {"quote": piece.quote}
            return Message(_("The article does not have these words: “%(quote)s”."), words)
    return None


def _place(piece: Evidence, revision: ArticleRevision) -> Span | None:
    # Where the words stand more than once, each place says the same.
    return find_quote(revision.text, piece.quote, near=piece.start)


def _places(pieces: Sequence[Evidence], revision: ArticleRevision) -> Sequence[Span]:
    return [place for piece in pieces if (place := _place(piece, revision)) is not None]


def _file(question: Question, article: Article, actor: User, now: datetime) -> None:
    before = _filed(question.article)
    question.article = article
    question.save(update_fields=["article"])
    AuditRecord.objects.record(
        action="bank.move",
        subject=question,
        actor=actor,
        now=now,
        before=before,
        after=_filed(article),
    )


def _filed(article: Article | None) -> Mapping[str, str | None]:
    return {"article": str(article.public_id) if article else None}


def _publish_again(
    question: Question,
    version: QuestionVersion,
    places: Sequence[Span],
    revision: ArticleRevision,
    note: str,
    actor: User,
    now: datetime,
) -> None:
    publish_version(
        question=question,
        content=content_of(version),
        quotes=places,
        revision=revision,
        actor=actor,
        now=now,
        note=note,
    )
