"""A marker's way through the answers to one question: which come before and after which."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, OuterRef, Subquery

from quizzes.engine.kinds import essay
from quizzes.engine.marking.order import shuffled_for
from quizzes.models.accounts import User
from quizzes.models.assignments import Assignment
from quizzes.models.attempts import AttemptItem, Mark
from quizzes.models.attempts.answers import AttemptItemQuerySet
from quizzes.models.bank import Question
from quizzes.queries.grading.waiting import SILENCE


@dataclass(frozen=True, slots=True)
class Place:
    """An answer on the way. `is_mine`: the marker has it in hand, or has marked it."""

    item: int
    attempt: UUID
    position: int
    is_waiting: bool
    is_mine: bool
    is_held: bool

    @property
    def is_free(self) -> bool:
        """Whether it waits and the marker can be given it."""
        return self.is_waiting and not self.is_held


@dataclass(frozen=True, slots=True)
class Queue:
    """The answers to a question in the order of one marker."""

    places: tuple[Place, ...]

    @property
    def total(self) -> int:
        """How many answers there are to mark, the marked ones among them."""
        return len(self.places)

    @property
    def marked(self) -> int:
        """How many of them are marked."""
        return sum(not place.is_waiting for place in self.places)

    @property
    def held(self) -> int:
        """How many are in the hands of others."""
        return sum(place.is_held for place in self.places)

    def before(self, item: int) -> Place | None:
        """Return the nearest answer before one that is the marker's, or free."""
        earlier = self.places[: self._index(item)]
        return next((place for place in reversed(earlier) if place.is_mine or place.is_free), None)

    def free_after(self, item: int | None) -> Iterator[Place]:
        """Yield what can be marked: what follows on an answer, then from the beginning to it.

        Without an answer, what the marker has in hand already comes first.
        """
        if item is None:
            ordered = sorted(self.places, key=lambda place: not place.is_mine)
        else:
            after = self._index(item) + 1
            ordered = [*self.places[after:], *self.places[:after]]
        return (place for place in ordered if place.is_free)

    def _index(self, item: int) -> int:
        return next((n for n, place in enumerate(self.places) if place.item == item), 0)


def essays_of(marker: User, question: Question, given: Assignment | None) -> AttemptItemQuerySet:
    """Return the answers to a question that a person marks, at one assignment or at all."""
    items = AttemptItem.objects.markable_by(marker).filter(
        version__question=question, version__kind=essay.name, is_dropped=False
    )
    marked = items.filter(fraction__isnull=False, state=AttemptItem.State.ANSWERED)
    both = (marked | items.waiting()).exclude(points="0")
    return both if given is None else both.filter(attempt__assignment=given)


def queue_of(marker: User, question: Question, given: Assignment | None, now: datetime) -> Queue:
    """Return a marker's way through the answers to a question. One query."""
    newest = Mark.objects.filter(item=OuterRef("pk"), number=OuterRef("mark_count"))
    found = essays_of(marker, question, given).values(
        "pk",
        "position",
        "fraction",
        attempt_id_shown=F("attempt__public_id"),
        held_by=F("claim__marker"),
        held_at=F("claim__claimed_at"),
        marked_by=Subquery(newest.values("marker")[:1]),
    )
    places = {}
    for row in found:
        is_claimed = row["held_at"] is not None and row["held_at"] > now - SILENCE
        is_waiting = row["fraction"] is None
        whose = row["held_by"] if is_waiting and is_claimed else row["marked_by"]
        places[row["pk"]] = Place(
            item=row["pk"],
            attempt=row["attempt_id_shown"],
            position=row["position"],
            is_waiting=is_waiting,
            is_mine=whose == marker.pk,
            is_held=is_waiting and is_claimed and row["held_by"] != marker.pk,
        )
    return Queue(tuple(places[item] for item in shuffled_for(str(marker.public_id), places)))
