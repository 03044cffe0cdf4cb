"""When attempts were opened again, and how they stood then: what earlier marks were over."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from quizzes.models.attempts import AttemptItem
from quizzes.models.audit import AuditRecord

REOPENED = "attempts.reopen"


@dataclass(frozen=True, slots=True)
class Stood:
    """How a question stood: its newest and its counted revision, and how many marks it had."""

    last_revision: int
    counted_revision: int
    mark_count: int


@dataclass(frozen=True, slots=True)
class Reopening:
    """An act that opened an attempt again: `stood` is by position."""

    at: datetime
    before: Mapping[str, object]
    stood: Mapping[int, Stood]


def standing_told(items: Iterable[AttemptItem]) -> Mapping[str, Sequence[int]]:
    """Return how questions stand, as the record of a reopening keeps it."""
    return {
        str(item.position): (item.last_revision, item.counted_revision, item.mark_count)
        for item in items
    }


def reopenings_of(attempts: Iterable[UUID]) -> Mapping[UUID, Sequence[Reopening]]:
    """Return the reopenings of attempts by public id, the first one first. One query.

    They are read from the record of acts, which is appended to in the transaction of the act.
    """
    found: dict[UUID, list[Reopening]] = defaultdict(list)
    records = AuditRecord.objects.filter(action=REOPENED, subject_id__in=list(attempts))
    for record in records.order_by("pk"):
        items = record.before["items"].items()
        stood = {int(position): Stood(*numbers) for position, numbers in items}
        found[record.subject_id].append(Reopening(record.at, record.before, stood))
    return found
