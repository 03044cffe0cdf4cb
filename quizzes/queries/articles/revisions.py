"""Revisions of an article: who made which, when and why, and what two of them differ in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from quizzes.engine.differing import Change, Piece, passages_changed, words_changed
from quizzes.engine.words import Message
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.articles import Article, ArticleRevision

# What a revision says beside its text, and what that is called.
FIELDS = {
    "title": Message(_("Title")),
    "author": Message(_("Author")),
    "source": Message(_("Source")),
    "published_on": Message(_("Date")),
    "language": Message(_("Language")),
    "attribution": Message(_("Attribution and license")),
}


@dataclass(frozen=True, slots=True)
class RevisionLine:
    """A revision in a history; nobody made what came with the library."""

    number: int
    title: str
    at: datetime
    by: User | None
    note: str

    @property
    def before(self) -> int:
        """The number of the revision before it."""
        return self.number - 1


@dataclass(frozen=True, slots=True)
class Differences:
    """What two revisions differ in: `fields` beside the text, `passages` of it.

    An empty passage stands for what did not change.
    """

    older: ArticleRevision
    newer: ArticleRevision
    fields: Sequence[tuple[Message, Sequence[Piece]]]
    passages: Sequence[Sequence[Piece]]

    @property
    def is_text_the_same(self) -> bool:
        """Whether nothing of the text differs."""
        return not any(self.passages)


def revisions_of(article: Article) -> list[RevisionLine]:
    """Return the history of an article, the newest first. One query."""
    revisions = article.revisions.select_related("created_by").order_by("-number")
    return [
        RevisionLine(each.number, each.title, each.created_at, each.created_by, each.note)
        for each in revisions.defer("text", "attribution")
    ]


def differences(article: Article, older: int, newer: int) -> Differences | None:
    """Return what differs between two revisions, by number; None if one is not there. One query."""
    found = {each.number: each for each in article.revisions.filter(number__in=[older, newer])}
    if older not in found or newer not in found:
        return None
    before, after = found[older], found[newer]
    passages = passages_changed(words_changed(before.text, after.text))
    return Differences(before, after, list(_fields(before, after)), passages)


def _fields(
    before: ArticleRevision, after: ArticleRevision
) -> Iterator[tuple[Message, Sequence[Piece]]]:
    for name, label in FIELDS.items():
        old, new = (str(getattr(each, name) or "") for each in (before, after))
        pieces = words_changed(old, new)
        if any(piece.change is not Change.SAME for piece in pieces):
            yield label, pieces
