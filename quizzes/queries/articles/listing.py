"""Articles as teachers find them: their own, shared ones and the library's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet

from quizzes.engine.revising.measuring import minutes_of
from quizzes.engine.searching import folded_all, terms
from quizzes.models.accounts import User
from quizzes.models.articles import Article, ArticleRevision
from quizzes.models.bank import Question
from quizzes.models.composition import Quiz


class Listed(StrEnum):
    """Which articles are listed."""

    ALL = ""
    OWN = "own"
    SHARED = "shared"
    LIBRARY = "library"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True)
class ArticleListed:
    """An article in a list: its newest revision without its text, and what is made of it.

    The counts are of what the reader of the list may see.
    """

    revision: ArticleRevision
    whose: Listed
    minutes: int
    question_count: int
    quiz_count: int


def newest_revision(article: Article) -> ArticleRevision:
    """Return the revision that readers get. One query."""
    return ArticleRevision.objects.newest(article)


def newest_revisions(viewer: User) -> list[ArticleRevision]:
    """Return the newest revision of each article that a person may choose, by title. One query.

    Without the texts, each of which is one query more when it is asked for. What was put away is
    not chosen.
    """
    offered = Article.objects.visible_to(viewer).filter(is_archived=False)
    return list(_current(offered).order_by("title", "pk"))


def articles_listed(
    viewer: User, listed: Listed, asked: str, page: str | int | None, size: int
) -> Page[ArticleListed]:
    """Return a page of a teacher's articles, those last changed first. Five queries, fewer of none.

    `asked`: words that all stand in title, author or source. What was put away is in a list of
    its own.
    """
    seen = Article.objects.visible_to(viewer).filter(is_archived=listed is Listed.ARCHIVED)
    wanted = terms(asked)
    found = [
        revision
        for revision in _current(_narrowed(seen, viewer, listed)).order_by("-created_at", "-pk")
        if _has(revision, wanted)
    ]
    paginator: Paginator[Any] = Paginator(found, size)
    chosen = paginator.get_page(page)
    return Page(_told(viewer, list(chosen.object_list)), chosen.number, paginator)


def _current(articles: QuerySet[Article]) -> QuerySet[ArticleRevision]:
    revisions = ArticleRevision.objects.current().filter(article__in=articles)
    return revisions.select_related("article").defer("text")


def _narrowed(seen: QuerySet[Article], viewer: User, listed: Listed) -> QuerySet[Article]:
    if listed is Listed.OWN:
        return seen.filter(owner=viewer)
    if listed is Listed.LIBRARY:
        return seen.filter(owner=None)
    if listed is Listed.SHARED:
        return seen.exclude(owner=None).exclude(owner=viewer)
    return seen


def _has(revision: ArticleRevision, wanted: Sequence[str]) -> bool:
    told = folded_all([revision.title, revision.author, revision.source])
    return all(term in told for term in wanted)


def _told(viewer: User, revisions: Sequence[ArticleRevision]) -> list[ArticleListed]:
    articles = [revision.article_id for revision in revisions]
    texts = dict(ArticleRevision.objects.filter(pk__in=_keys(revisions)).values_list("pk", "text"))
    questions = _counted(Question.objects.visible_to(viewer).exclude(status="retired"), articles)
    quizzes = _counted(Quiz.objects.visible_to(viewer).filter(is_archived=False), articles)
    return [
        ArticleListed(
            revision,
            _whose(revision.article, viewer),
            minutes_of(texts[revision.pk], revision.language),
            questions.get(revision.article_id, 0),
            quizzes.get(revision.article_id, 0),
        )
        for revision in revisions
    ]


def _keys(revisions: Sequence[ArticleRevision]) -> list[int]:
    return [revision.pk for revision in revisions]


def _counted(
    about: QuerySet[Question] | QuerySet[Quiz], articles: Sequence[int]
) -> Mapping[int, int]:
    rows = about.filter(article__in=articles).order_by().values_list("article")
    return dict(rows.annotate(Count("pk", distinct=True)))


def _whose(article: Article, viewer: User) -> Listed:
    if article.owner_id is None:
        return Listed.LIBRARY
    return Listed.OWN if article.owner_id == viewer.pk else Listed.SHARED
