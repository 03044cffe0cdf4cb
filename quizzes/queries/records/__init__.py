"""Whether the records agree: caches with steps and marks, rows with seals, images with files."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.db.models import Model

from quizzes.models.attempts import Attempt, AttemptItem
from quizzes.models.bank import Evidence, Media
from quizzes.queries.records.caches import ATTEMPT_CACHE, ITEM_CACHE, stale_caches
from quizzes.queries.records.difference import Difference
from quizzes.queries.records.files import changed_files
from quizzes.queries.records.known import wrong_knowledge
from quizzes.queries.records.learned import wrong_entries, wrong_firsts
from quizzes.queries.records.rows import (
    NUMBERED,
    SEALED,
    broken_seals,
    gaps,
    misquotes,
    stale_searches,
)

__all__ = [
    "ATTEMPT_CACHE",
    "ITEM_CACHE",
    "NUMBERED",
    "SEALED",
    "Difference",
    "differences",
    "record_counts",
]


def differences(now: datetime | None = None) -> Iterator[Difference]:
    """Yield every difference. The number of queries grows with chunks, not with rows.

    What students do meanwhile is no difference. Without a moment nothing is asked about
    what is shown then.
    """
    for model, parents in SEALED.items():
        yield from broken_seals(model, parents)
    for model, (owner, number) in NUMBERED.items():
        yield from gaps(model, owner, number)
    yield from misquotes()
    yield from stale_searches()
    yield from changed_files()
    yield from stale_caches()
    yield from wrong_firsts()
    yield from wrong_entries(now)
    yield from wrong_knowledge()


def record_counts() -> Mapping[str, int]:
    """Return how many rows there are to verify, by their name in the plural."""
    tables: tuple[type[Model], ...] = (Attempt, AttemptItem, *SEALED, Evidence, Media)
    return {str(table._meta.verbose_name_plural): table._base_manager.count() for table in tables}
