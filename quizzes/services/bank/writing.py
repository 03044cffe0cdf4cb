"""Writing a question, another version of it, retiring it, keeping an image."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from quizzes.engine.images import image_of
from quizzes.engine.kinds.base import InvalidSpec, load_spec
from quizzes.engine.kinds.registry import kind_of
from quizzes.engine.publishing import render, searched, shows_the_same
from quizzes.engine.text import Span, find_quote
from quizzes.engine.words import Message, Refused
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.articles import ArticleRevision
from quizzes.models.audit import AuditRecord
from quizzes.models.bank import Evidence, Media, Question, QuestionVersion, Topic
from quizzes.models.editing import EditingDraft
from quizzes.services import editing


@dataclass(frozen=True, slots=True)
class Content:
    """What an author writes: the kind's spec as JSON, and what every kind has."""

    kind: str
    stem: str
    spec: Any
    explanation: str
    bloom: str
    difficulty: str
    is_all_or_nothing: bool = False
    hints: tuple[str, ...] = ()


PUBLISHED_ALREADY = _(
    "This question is published already, with another content: from another tab, perhaps. Open it"
    " from your list, and edit it there. What you have typed still stands here: copy what is"
    " missing."
)


def content_of(version: QuestionVersion) -> Content:
    """Return what a version says, as an author would write it anew."""
    return Content(
        kind=version.kind,
        stem=version.stem,
        spec=version.spec,
        explanation=version.explanation,
        bloom=version.bloom,
        difficulty=version.difficulty,
        is_all_or_nothing=version.is_all_or_nothing,
        hints=tuple(version.hints),
    )


@dataclass(frozen=True, slots=True)
class Written:
    """What an author has written: the content, and where it belongs.

    `supporting`: the places in `revision` of the sentences that settle it.
    """

    content: Content
    revision: ArticleRevision | None
    supporting: Sequence[Span]
    topics: Sequence[Topic]


class VersionConflict(Refused):
    """Somebody has published a version since the author began to write: `number`."""

    def __init__(self, number: int) -> None:
        super().__init__(
            Message(
                _(
                    "Version %(number)s was published while you were writing. Look at it in another"
                    " tab. If you publish again, yours is the next one, and that one is kept."
                ),
                {"number": number},
            )
        )
        self.number = number


@transaction.atomic
def write_question(
    *, author: User, public_id: UUID, written: Written, now: datetime, ends_draft: bool = False
) -> QuestionVersion:
    """Return the first version of a new question of the author's; raise InvalidSpec.

    What is sent twice (a second press, a lost answer) is one question. Another content under its id
    is of another tab, and refused: it is lost otherwise. With `ends_draft` it is what the author's
    draft has become: that goes.
    """
    question, is_new = Question.objects.get_or_create(
        public_id=public_id, defaults={"owner": author}
    )
    if question.owner_id != author.pk:
        raise InvalidSpec(Message(_("This form is not yours. Open a new one.")))
    if not is_new:
        first = QuestionVersion.objects.get(question=question, number=1)
        if content_of(first) != written.content:
            raise InvalidSpec(Message(PUBLISHED_ALREADY))
        return first
    if ends_draft:
        _end_draft(author, question)
    return _publish(question, author, written, now, QuestionVersion.Change.CONTENT, "")


@transaction.atomic
def rewrite_question(
    *,
    question: Question,
    author: User,
    written: Written,
    now: datetime,
    number: int,
    change: str,
    note: str,
    ends_draft: bool = False,
) -> QuestionVersion:
    """Return the version after `number`; raise VersionConflict if there is one, InvalidSpec.

    With `ends_draft` it is what the author's draft has become: that goes.
    """
    # Locked, so that of two authors the second is told and overwrites nothing.
    held = Question.objects.select_for_update().get(pk=question.pk)
    last = QuestionVersion.objects.filter(question=held).order_by("-number").first()
    if last is not None and last.number != number:
        raise VersionConflict(last.number)
    if last is not None and change == QuestionVersion.Change.CORRECTION:
        _require_the_same(last, written.content)
    if ends_draft:
        _end_draft(author, held)
    return _publish(held, author, written, now, change, note)


def _end_draft(author: User, question: Question) -> None:
    subject = EditingDraft.Subject.QUESTION
    editing.discard(author=author, subject=subject, subject_id=question.public_id)


def _require_the_same(last: QuestionVersion, content: Content) -> None:
    kind = kind_of(content.kind)
    spec = load_spec(kind, content.spec)
    is_same = shows_the_same(kind, last.stem, last.loaded_spec, content.stem, spec)
    if last.kind != content.kind or not is_same:
        raise InvalidSpec(
            Message(
                _(
                    "A scoring correction changes only what is right, so that answers already given"
                    " can be scored again. What students see has changed: choose “New content”."
                )
            )
        )


def _publish(
    question: Question, author: User, written: Written, now: datetime, change: str, note: str
) -> QuestionVersion:
    before = _filed(question)
    question.article = written.revision.article if written.revision else None
    question.save(update_fields=["article"])
    question.topics.set(written.topics)
    if (after := _filed(question)) != before:
        AuditRecord.objects.record(
            action="bank.file_question",
            subject=question,
            actor=author,
            now=now,
            before=before,
            after=after,
        )
    return publish_version(
        question=question,
        content=written.content,
        quotes=written.supporting,
        revision=written.revision,
        actor=author,
        now=now,
        change=change,
        note=note,
    )


def _filed(question: Question) -> dict[str, Any]:
    """Return where a question is found: what its versions do not hold."""
    article = str(question.article.public_id) if question.article else None
    return {"article": article, "topics": [topic.slug for topic in question.topics.all()]}


@transaction.atomic
def publish_version(
    *,
    question: Question,
    content: Content,
    quotes: Sequence[str | Span],
    revision: ArticleRevision | None,
    actor: User | None,
    now: datetime,
    change: str = QuestionVersion.Change.CONTENT,
    note: str = "",
) -> QuestionVersion:
    """Return the new version of a question, which new attempts get from now on.

    `quotes` are the sentences of `revision` that settle it, or their places. Raises InvalidSpec for
    a mistake of the author: a spec that the kind refuses, a quote that the article does not have.
    """
    kind = kind_of(content.kind)
    spec = load_spec(kind, content.spec)
    kind.check_spec(spec)
    last = QuestionVersion.objects.filter(question=question).order_by("-number").first()
    version = QuestionVersion(
        question=question,
        number=last.number + 1 if last else 1,
        kind=content.kind,
        stem=content.stem,
        spec=content.spec,
        explanation=content.explanation,
        rendered=render(kind, spec, content.stem, content.explanation, content.hints),
        hints=list(content.hints),
        is_all_or_nothing=content.is_all_or_nothing,
        bloom=content.bloom,
        difficulty=content.difficulty,
        change=change,
        searched=searched(content.stem, content.spec, content.explanation, content.hints),
        note=note,
        created_by=actor,
        created_at=now,
    )
    version.seal = version.sealed()
    version.save(force_insert=True)
    if revision is not None:
        Evidence.objects.bulk_create(_evidence(version, revision, quotes))
    # What is retired stays so: whoever publishes a version does not put it back into quizzes.
    drafts = Question.objects.filter(pk=question.pk, status=Question.Status.DRAFT)
    drafts.update(status=Question.Status.READY)
    AuditRecord.objects.record(
        action="bank.publish_version",
        subject=question,
        actor=actor,
        now=now,
        after={"number": version.number, "change": change},
        reason=note,
    )
    return version


@transaction.atomic
def retire(*, question: Question, actor: User | None, now: datetime) -> Question:
    """Return the question, which no quiz asks from now on; attempts and versions stay."""
    before = question.status
    question.status = Question.Status.RETIRED
    question.save(update_fields=["status"])
    AuditRecord.objects.record(
        action="bank.retire",
        subject=question,
        actor=actor,
        now=now,
        before={"status": before},
        after={"status": question.status},
    )
    return question


@transaction.atomic
def keep_media(*, content: bytes, alt: str, owner: User, now: datetime) -> Media:
    """Return the row of an image, whose file is on disk then; the same one if it was kept before.

    Raises NotAnImage (`engine/images.py`): what counts is what the bytes are.
    """
    image = image_of(content)
    kept: Media
    kept, is_new = Media.objects.get_or_create(
        owner=owner,
        sha256=sha256(content).hexdigest(),
        defaults={
            "suffix": image.suffix,
            "size": len(content),
            "width": image.width,
            "height": image.height,
            "alt": alt,
            "created_at": now,
        },
    )
    if is_new:
        # Before the row can be seen: no row is ever without its file.
        default_storage.save(kept.path, ContentFile(content))
        AuditRecord.objects.record(
            action="bank.keep_media",
            subject=kept,
            actor=owner,
            now=now,
            after={"suffix": kept.suffix, "size": kept.size, "sha256": kept.sha256},
        )
    return kept


def _evidence(
    version: QuestionVersion, revision: ArticleRevision, quotes: Sequence[str | Span]
) -> list[Evidence]:
    return [_found(version, revision, order, quote) for order, quote in enumerate(quotes, start=1)]


def _found(
    version: QuestionVersion, revision: ArticleRevision, order: int, quote: str | Span
) -> Evidence:
    span = find_quote(revision.text, quote) if isinstance(quote, str) else quote
    if span is None:
        raise InvalidSpec(
            Message(_("The article does not have these words: “%(quote)s”."), {"quote": quote})
        )
    return Evidence(
        version=version,
        order=order,
        revision=revision,
        start=span.start,
        end=span.end,
        quote=revision.text[span.start : span.end],
    )
