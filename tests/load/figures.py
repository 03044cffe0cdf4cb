"""What a run measures: seconds of steps by name, CPU by batches, and what to print of them."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median, quantiles
from threading import Lock

Clock = Callable[[], float]


@dataclass
class Times:
    """Seconds of each step, noted by many threads."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    lock: Lock = field(default_factory=Lock)

    def note(self, step: str, seconds: float) -> None:
        """Add one."""
        with self.lock:
            self.seconds[step].append(seconds)

    def shown(self) -> Mapping[str, Mapping[str, float]]:
        """Return count and percentiles of each step, in milliseconds."""
        return {step: percentiles(found) for step, found in self.seconds.items()}


def percentiles(seconds: Sequence[float]) -> Mapping[str, float]:
    """Return how many there are, p50 and p95 in milliseconds, and the longest."""
    if len(seconds) < 2:
        only = round(1000 * sum(seconds), 1)
        return {"count": len(seconds), "p50_ms": only, "p95_ms": only, "max_ms": only}
    cuts = quantiles(seconds, n=20, method="inclusive")
    return {
        "count": len(seconds),
        "p50_ms": round(1000 * cuts[9], 1),
        "p95_ms": round(1000 * cuts[18], 1),
        "max_ms": round(1000 * max(seconds), 1),
    }


@dataclass(frozen=True)
class Cpu:
    """CPU seconds of the web's and of the database's processes."""

    web: float
    database: float

    @property
    def total(self) -> float:
        """Both."""
        return self.web + self.database

    def __add__(self, other: "Cpu") -> "Cpu":
        return Cpu(self.web + other.web, self.database + other.database)

    def each(self, count: int) -> Mapping[str, float]:
        """Return milliseconds for each of so many."""
        return {
            "web_ms": round(1000 * self.web / count, 2),
            "database_ms": round(1000 * self.database / count, 2),
            "ms": round(1000 * self.total / count, 2),
        }


@dataclass
class Rounds:
    """CPU of each step, of each round."""

    web: Clock
    database: Clock
    spent: list[dict[str, Cpu]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def begin(self) -> None:
        """Begin a round."""
        self.spent.append({})

    @contextmanager
    def batch(self, step: str, count: int) -> Iterator[None]:
        """Note what a batch of one step takes."""
        web, database = self.web(), self.database()
        yield
        cost = Cpu(self.web() - web, self.database() - database)
        self.spent[-1][step] = self.spent[-1].get(step, Cpu(0, 0)) + cost
        self.counts[step] = count

    def each(self, step: str) -> Mapping[str, float]:
        """Return the median round's milliseconds for one request of a step."""
        costs = sorted((spent[step] for spent in self.spent), key=lambda cost: cost.total)
        return costs[len(costs) // 2].each(self.counts[step])

    def totals(self, attempts: int) -> Mapping[str, float]:
        """Return the median round's milliseconds for all steps of one attempt."""
        sums = [sum(spent.values(), Cpu(0, 0)) for spent in self.spent]
        return sorted(sums, key=lambda cost: cost.total)[len(sums) // 2].each(attempts)

    def ratio(self, step: str, others: "Rounds", floor: str) -> float:
        """Return the median over rounds of what a step costs by what the other's costs."""
        return round(
            median(
                (mine[step].total / self.counts[step])
                / (theirs[floor].total / others.counts[floor])
                for mine, theirs in zip(self.spent, others.spent, strict=True)
            ),
            2,
        )

    def total_ratio(self, others: "Rounds") -> float:
        """Return the same for all steps together."""
        return round(
            median(
                sum(cost.total for cost in mine.values())
                / sum(cost.total for cost in theirs.values())
                for mine, theirs in zip(self.spent, others.spent, strict=True)
            ),
            2,
        )
