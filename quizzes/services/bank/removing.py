"""Deleting a question that was never used, and going back to an older version of one."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from quizzes.engine.text import Span, find_quote
from quizzes.engine.words import Message, Refused
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.articles import ArticleRevision
from quizzes.models.audit import AuditRecord
from quizzes.models.bank import Evidence, Question, QuestionVersion
from quizzes.models.editing import EditingDraft
from quizzes.queries.bank import evidence_by_version, is_used
from quizzes.services.bank.writing import Written, content_of, rewrite_question


class QuestionUsed(Refused):
    """What was used is retired, never deleted."""

    def __init__(self) -> None:
        super().__init__(
            Message(_("This question is used by now, and cannot be deleted. You can retire it."))
        )


@transaction.atomic
def delete(*, question: Question, actor: User, now: datetime) -> None:
    """Delete a question with its versions; raise QuestionUsed if a quiz or a try has it.

    The record of acts keeps what it asked.
    """
    held = Question.objects.select_for_update().get(pk=question.pk)
    versions = QuestionVersion.objects.filter(question=held)
    if is_used(held):
        raise QuestionUsed
    newest = versions.order_by("-number").first()
    AuditRecord.objects.record(
        action="bank.delete",
        subject=held,
        actor=actor,
        now=now,
        before={"stem": newest.stem, "number": newest.number} if newest else {},
    )
    subject = EditingDraft.Subject.QUESTION
    EditingDraft.objects.filter(subject=subject, subject_id=held.public_id).delete()
    Evidence.objects.filter(version__in=versions).delete()
    versions.delete()
    held.delete()


@transaction.atomic
def restore_version(
    *,
    version: QuestionVersion,
    author: User,
    number: int,
    change: str,
    note: str,
    now: datetime,
) -> QuestionVersion:
    """Return the version after `number`, which says again what an older one said.

    Raises VersionConflict if there is one after `number`, InvalidSpec if `change` is a scoring
    correction and it shows something else, or if the kind's rules refuse by now what they allowed.
    """
    pieces = evidence_by_version([version.pk]).get(version.pk, ())
    question = version.question
    revision, places = _supported(question, pieces)
    written = Written(content_of(version), revision, places, list(question.topics.all()))
    return rewrite_question(
        question=question,
        author=author,
        written=written,
        now=now,
        number=number,
        change=change,
        note=note,
    )


def _supported(
    question: Question, pieces: Sequence[Evidence]
) -> tuple[ArticleRevision | None, Sequence[Span]]:
    """Return the newest revision that has the evidence, or the one that it was found in."""
    if not pieces:
        article = question.article
        return (ArticleRevision.objects.newest(article) if article else None), ()
    before = pieces[0].revision
    newest = ArticleRevision.objects.newest(before.article)
    places = [find_quote(newest.text, piece.quote, near=piece.start) for piece in pieces]
    found = [place for place in places if place is not None]
    if len(found) == len(pieces):
        return newest, found
    return before, [Span(piece.start, piece.end) for piece in pieces]
