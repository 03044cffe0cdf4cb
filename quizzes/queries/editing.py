"""What an editor opens with: one's draft, who else is writing, the articles to choose from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import OuterRef, Subquery

from quizzes.models.accounts import User
from quizzes.models.articles import Article, ArticleRevision
from quizzes.models.editing import EditingDraft

# Who has not saved for so long is not said to be writing any more.
WRITING_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Writer:
    """Somebody else who has a draft of the same thing. What it says is told to nobody."""

    name: str
    since: datetime


def own_draft(author: User, subject: str, subject_id: UUID) -> EditingDraft | None:
    """Return what an author has typed and not published. One query."""
    drafts = EditingDraft.objects.visible_to(author)
    return drafts.filter(subject=subject, subject_id=subject_id).first()


def other_writers(reader: User, subject: str, subject_id: UUID, now: datetime) -> Sequence[Writer]:
    """Return who else is writing on a thing, the longest first. One query.

    The caller has asked whether the reader may edit that thing.
    """
    drafts = EditingDraft.objects.filter(
        subject=subject, subject_id=subject_id, saved_at__gte=now - WRITING_FOR
    )
    found = drafts.exclude(author=reader).select_related("author").defer("posted")
    return [
        Writer(draft.author.shown_name, draft.created_at) for draft in found.order_by("created_at")
    ]


def articles_to_choose(author: User, besides: Article | None) -> list[ArticleRevision]:
    """Return the newest revision of each article that a question or quiz can be about, by title.

    One query; a text is loaded when it is first asked for, each with one more. `besides` is the
    article that it has: it stays, also where that was put away, or its author does not see it any
    more.
    """
    seen = Article.objects.visible_to(author).filter(is_archived=False)
    wanted = Article.objects.filter(pk__in=seen.values("pk"))
    if besides is not None:
        wanted |= Article.objects.filter(pk=besides.pk)
    last = ArticleRevision.objects.filter(article=OuterRef("article")).order_by("-number")
    revisions = ArticleRevision.objects.filter(
        article__in=wanted, pk=Subquery(last.values("pk")[:1])
    )
    return list(revisions.select_related("article").defer("text").order_by("title", "pk"))
