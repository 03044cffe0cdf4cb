"""Tables, constraints and chainable QuerySets, one module per area."""

from quizzes.models import (
    accounts,
    articles,
    assignments,
    attempts,
    audit,
    bank,
    classrooms,
    composition,
    editing,
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
    "editing",
    "grading",
    "jobs",
    "notices",
    "progress",
    "review",
    "site",
]
