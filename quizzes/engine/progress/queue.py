"""Which questions come now, and in which order; how many will come on the next days."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

DAYS = 30
SECONDS_A_DAY = 86400

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A card: its question, when it comes back, its stability in days, None if never answered."""

    question: int
    due_at: datetime
    stability: float | None


def queue(cards: Iterable[Waiting], limit_left: int, now: datetime) -> tuple[int, ...]:
    """Return the questions to ask now, `limit_left` at most, relatively most overdue first.

    A day late is much for what lasts a day and little for what lasts a hundred: the chance to
    remember depends on time by stability alone, and the rest until a card was due is the same
    multiple of it for all. What is left over waits for another day and is no debt.
    """
    due = [(-_overdue(card, now), card.question) for card in cards if card.due_at <= now]
    return tuple(question for _order, question in sorted(due)[: max(0, limit_left)])


def interleaved(questions: Sequence[tuple[Key, Sequence[int]]]) -> tuple[Key, ...]:
    """Return questions, given with their topics, so that neighbors share none if that can be.

    Each time one of the topic of which most is left, so that no topic is left alone at the end;
    else the one that was first in order.
    """
    waiting = list(questions)
    remaining = Counter(topic for _key, topics in waiting for topic in topics)
    order: list[Key] = []
    last: frozenset[int] = frozenset()
    while waiting:
        place = min(
            range(len(waiting)),
            key=lambda at: (
                len(last.intersection(waiting[at][1])),
                -max((remaining[topic] for topic in waiting[at][1]), default=0),
                at,
            ),
        )
        key, topics = waiting.pop(place)
        remaining.subtract(topics)
        last = frozenset(topics)
        order.append(key)
    return tuple(order)


def forecast(coming: Sequence[int], *, limit: int, left_today: int) -> tuple[int, ...]:
    """Return how many questions come on each day, today first, within the day's limit.

    `coming` is how many come back on each day; today's with all that were due earlier. What is more
    than a day's limit moves to the days after it. Answers that are still to come bring questions
    back as well: nobody can count these.
    """
    found, pile = [], 0
    for day, count in enumerate(coming):
        pile += count
        asked = min(pile, limit if day else max(0, left_today))
        found.append(asked)
        pile -= asked
    return tuple(found)


def coming_on(
    cards: Iterable[Waiting],
    ends: Sequence[datetime],
    *,
    limit: int,
    left_today: int,
    now: datetime,
) -> tuple[int, ...]:
    """Return the questions of the last of some days in order: those that `forecast` counts on it.

    `ends` is when each day ends, today first. Of what a day has no room for, the relatively least
    overdue waits. Today's are in the order of `queue`.
    """
    waiting = sorted(cards, key=lambda card: card.due_at)
    pile: list[Waiting] = []
    asked: list[Waiting] = []
    for day, end in enumerate(ends):
        coming = bisect_left(waiting, end, key=lambda card: card.due_at)
        pile = _most_overdue((*pile, *waiting[:coming]), end if day else now)
        room = limit if day else max(0, left_today)
        waiting, asked, pile = waiting[coming:], pile[:room], pile[room:]
    return tuple(card.question for card in asked)


def _most_overdue(cards: Iterable[Waiting], now: datetime) -> list[Waiting]:
    return sorted(cards, key=lambda card: (-_overdue(card, now), card.question))


def _overdue(card: Waiting, now: datetime) -> float:
    late = (now - card.due_at).total_seconds() / SECONDS_A_DAY
    # No rest is shorter than a day.
    return late / max(card.stability or 1, 1)
