"""Articles: publishing a revision of one, putting it away, and what a reader marks in its text."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from quizzes.engine.text import sentences as sentences_in
from quizzes.engine.words import Message, Refused
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.articles import Article, ArticleRevision, ReadingMark, ReadingMarkQuerySet
from quizzes.models.audit import AuditRecord
from quizzes.models.editing import EditingDraft
from quizzes.queries.articles import what_points_at
from quizzes.services import editing

# Notes of one reader in one text: far more than anybody writes by hand.
MOST_NOTES = 200
KEY = ("user", "revision", "sentence")
SAVED_ALREADY = _(
    "This article is saved already, with other words: from another tab, perhaps. Open it from your"
    " list, and correct it there. What you have typed still stands here: copy what is missing."
)
DRAFT = EditingDraft.Subject.ARTICLE


class CannotMark(Refused):
    """The text has no such sentence, or it has as many notes as it may."""


class NoteChanged(Exception):  # noqa: N818 - it reads as what happened
    """Another page or device has changed the note since; `stored` is what it says now."""

    def __init__(self, stored: str) -> None:
        super().__init__("the note was changed elsewhere")
        self.stored = stored


class CannotWrite(Refused):
    """The article that a form means is somebody else's."""


class CannotDelete(Refused):
    """Something points at the article; the message says what."""


@dataclass(frozen=True, slots=True)
class ArticleWords:
    """What an author writes of an article: the columns of a revision."""

    title: str
    text: str
    author: str = ""
    source: str = ""
    published_on: date | None = None
    language: str = "en"
    attribution: str = ""


@transaction.atomic
def write_article(
    *, author: User, public_id: UUID, words: ArticleWords, now: datetime, ends_draft: bool = False
) -> ArticleRevision:
    """Return the first revision of a new article of the author's; raise CannotWrite.

    What is sent twice (a second press, a lost answer) is one article. Other words under its id are
    of another tab, and refused: they are lost otherwise. With `ends_draft` it is what the author's
    draft has become: that goes.
    """
    article, is_new = Article.objects.get_or_create(public_id=public_id, defaults={"owner": author})
    if article.owner_id != author.pk:
        raise CannotWrite(Message(_("This form is not yours. Open a new one.")))
    if not is_new:
        first = ArticleRevision.objects.get(article=article, number=1)
        if any(getattr(first, name) != value for name, value in asdict(words).items()):
            raise CannotWrite(Message(SAVED_ALREADY))
        return first
    if ends_draft:
        editing.discard(author=author, subject=DRAFT, subject_id=article.public_id)
    return publish_revision(article=article, **asdict(words), now=now, actor=author)


@transaction.atomic
def publish_revision(
    *,
    article: Article,
    title: str,
    text: str,
    now: datetime,
    actor: User | None,
    author: str = "",
    source: str = "",
    published_on: date | None = None,
    language: str = "en",
    attribution: str = "",
    note: str = "",
) -> ArticleRevision:
    """Return the new revision of an article, which from now on is the one that readers get."""
    last = ArticleRevision.objects.filter(article=article).order_by("-number").first()
    revision = ArticleRevision(
        article=article,
        number=last.number + 1 if last else 1,
        title=title,
        author=author,
        source=source,
        published_on=published_on,
        language=language,
        attribution=attribution,
        text=text,
        note=note,
        created_by=actor,
        created_at=now,
    )
    revision.seal = revision.sealed()
    revision.save(force_insert=True)
    AuditRecord.objects.record(
        action="articles.publish_revision",
        subject=article,
        actor=actor,
        now=now,
        after={"number": revision.number, "title": title},
        reason=note,
    )
    return revision


@transaction.atomic
def archive(*, article: Article, actor: User, now: datetime) -> Article:
    """Return the article, put away: in no list and no choice. What points at it stays."""
    return _put(article, actor, now, "articles.archive", is_archived=True)


@transaction.atomic
def put_back(*, article: Article, actor: User, now: datetime) -> Article:
    """Return the article, in lists and choices again."""
    return _put(article, actor, now, "articles.put_back", is_archived=False)


def _put(
    article: Article, actor: User, now: datetime, action: str, *, is_archived: bool
) -> Article:
    before = article.is_archived
    article.is_archived = is_archived
    article.save(update_fields=["is_archived"])
    AuditRecord.objects.record(
        action=action,
        subject=article,
        actor=actor,
        now=now,
        before={"is_archived": before},
        after={"is_archived": is_archived},
    )
    return article


@transaction.atomic
def delete(*, article: Article, actor: User, now: datetime) -> None:
    """Delete an article that nothing points at, with its revisions; raise CannotDelete.

    What its owner has marked in it goes along, and what anybody is writing of it.
    """
    held = Article.objects.select_for_update().get(pk=article.pk)
    if what_points_at(held):
        raise CannotDelete(
            Message(_("Something points at this article by now, so that it has to stay."))
        )
    numbers = list(held.revisions.order_by("number").values_list("number", "title"))
    ReadingMark.objects.filter(revision__article=held).delete()
    held.revisions.all().delete()
    EditingDraft.objects.filter(subject=DRAFT, subject_id=held.public_id).delete()
    AuditRecord.objects.record(
        action="articles.delete", subject=held, actor=actor, now=now, before={"revisions": numbers}
    )
    held.delete()


@transaction.atomic
def highlight(
    *,
    reader: User,
    revision: ArticleRevision,
    sentences: Collection[int],
    is_highlighted: bool,
    now: datetime,
) -> None:
    """Highlight sentences, or take their highlights away; notes stay. Nobody else's business.

    Raises CannotMark for a number that no sentence of the revision has.
    """
    _check_sentences(revision, sentences)
    own = _locked_marks(reader, revision)
    if is_highlighted:
        columns = {"user": reader, "revision": revision, "created_at": now, "changed_at": now}
        ReadingMark.objects.bulk_create(
            [ReadingMark(**columns, sentence=each, is_highlighted=True) for each in set(sentences)],
            update_conflicts=True,
            unique_fields=KEY,
            update_fields=["is_highlighted", "changed_at"],
        )
    else:
        found = own.filter(sentence__in=sentences, is_highlighted=True)
        found.filter(note="").delete()
        found.update(is_highlighted=False, changed_at=now)


@transaction.atomic
def write_note(
    *,
    reader: User,
    revision: ArticleRevision,
    sentence: int,
    note: str,
    base: str,
    now: datetime,
) -> None:
    """Write a reader's note at a sentence; an empty one is taken away. Nobody else's business.

    `base` is the note as the reader's page knows it: raises NoteChanged where another page has
    changed it since. Raises CannotMark for a sentence that the revision has not, and for one note
    too many.
    """
    _check_sentences(revision, [sentence])
    own = _locked_marks(reader, revision)
    mark = own.filter(sentence=sentence).first()
    stored = mark.note if mark else ""
    if stored not in (base, note):
        raise NoteChanged(stored)
    if note and not stored and own.exclude(note="").count() >= MOST_NOTES:
        raise CannotMark(_TOO_MANY)
    mark = mark or ReadingMark(user=reader, revision=revision, sentence=sentence, created_at=now)
    mark.note, mark.changed_at = note, now
    if note or mark.is_highlighted:
        mark.save()
    elif mark.pk:
        mark.delete()


_TOO_MANY = Message(
    _("This article has %(count)s notes of yours. Remove one before you write another."),
    {"count": MOST_NOTES},
)


def _check_sentences(revision: ArticleRevision, sentences: Collection[int]) -> None:
    if not set(sentences) <= set(range(1, len(sentences_in(revision.text)) + 1)):
        raise CannotMark(Message(_("This article has no such sentence.")))


def _locked_marks(reader: User, revision: ArticleRevision) -> ReadingMarkQuerySet:
    """Return a reader's marks in a text; the reader's other acts wait until this one is done."""
    User.objects.select_for_update(no_key=True).only("pk").get(pk=reader.pk)
    return ReadingMark.objects.visible_to(reader).filter(revision=revision)
