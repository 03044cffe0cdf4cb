"""Articles: as they are read, lists of them, their revisions, what rests on their words."""

from quizzes.queries.articles.listing import (
    ArticleListed,
    Listed,
    articles_listed,
    newest_revision,
    newest_revisions,
)
from quizzes.queries.articles.reading import (
    ArticleMarked,
    ArticleShown,
    OwnMark,
    article_highlighted,
    article_marked,
    article_shown,
    marks_at,
)
from quizzes.queries.articles.resting import AtStake, at_stake, what_points_at
from quizzes.queries.articles.revisions import (
    Differences,
    RevisionLine,
    differences,
    revisions_of,
)

__all__ = [
    "ArticleListed",
    "ArticleMarked",
    "ArticleShown",
    "AtStake",
    "Differences",
    "Listed",
    "OwnMark",
    "RevisionLine",
    "article_highlighted",
    "article_marked",
    "article_shown",
    "articles_listed",
    "at_stake",
    "differences",
    "marks_at",
    "newest_revision",
    "newest_revisions",
    "revisions_of",
    "what_points_at",
]
