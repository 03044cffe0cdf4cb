"""Texts that a person may read, and the options that a student has struck out."""

from collections.abc import Mapping, Sequence

from django.db.models import Q, QuerySet

from quizzes.models.accounts import User
from quizzes.models.articles import Article, ArticleRevision
from quizzes.models.attempts import Attempt, AttemptItem, Strike
from quizzes.queries.attempts.showing import can_strike


def readable_revisions(user: User) -> QuerySet[ArticleRevision]:
    """Return the texts of articles that the user may see, and those beside attempts of theirs."""
    beside = Attempt.objects.visible_to(user).values("article_revision")
    articles = Article.objects.visible_to(user)
    return ArticleRevision.objects.filter(Q(article__in=articles) | Q(pk__in=beside))


def struck_options(items: Sequence[AttemptItem]) -> Mapping[int, frozenset[str]]:
    """Return the ids of struck options by item, of each whose options can be struck out.

    For their own student's eyes only. One query, none where nothing can be struck out.
    """
    struck: dict[int, set[str]] = {
        item.pk: set() for item in items if can_strike(item.version, item.option_order)
    }
    if struck:
        rows = Strike.objects.filter(item__in=list(struck)).values_list("item_id", "option")
        for item, option in rows:
            struck[item].add(option)
    return {item: frozenset(options) for item, options in struck.items()}
