"""The site administration, one module per area. What services guard is only shown here."""

from quizzes.admin import (
    accounts,
    articles,
    assignments,
    attempts,
    audit,
    bank,
    classrooms,
    composition,
    grading,
    jobs,
    notices,
    progress,
    review,
    site,
)

__all__ = [
    "accounts",
    "articles",
    "assignments",
    "attempts",
    "audit",
    "bank",
    "classrooms",
    "composition",
    "grading",
    "jobs",
    "notices",
    "progress",
    "review",
    "site",
]
