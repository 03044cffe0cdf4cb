"""Articles: adding one, and publishing a revision of its text."""

from datetime import date, datetime

from django.db import transaction

from quizzes.models.accounts import User
from quizzes.models.articles import Article, ArticleRevision
from quizzes.models.audit import AuditRecord


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
    )
    return revision
