"""Difficulties from answers: which questions are harder than their authors guessed.

Marginal maximum a posteriori by expectation and maximization (Bock & Aitkin, 1981, with a prior on
difficulties as Mislevy, 1986): each student has one ability, whose distribution is estimated along;
a difficulty is normal about its author's guess with a standard deviation of `DOUBT`. The model of
an answer is that of mastery, without learning and drift. The standard errors come from the squared
scores of the answers (Berndt, Hall, Hall & Hausman, 1974).

Answers alone do not tell an able class from easy questions. So all re-estimated questions together
stay as difficult as their authors said; what changes is which of them are harder.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log, sqrt
from operator import add, mul

from quizzes.engine.progress.mastery import CEILING, GRID, SLOPE, SPREAD, floor_of, right

# Standard deviation of what authors guess wrong, logits.
DOUBT = 1.0
# With fewer first answers, the author knows better.
ENOUGH = 20
# Logits: what is told of a difficulty. Less than that changes nothing.
DIGITS = 2
_MOST_ROUNDS, _SETTLED = 200, 0.0005

Table = list[float]


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """A first answer: to which question (key), what it earned, what a blind guess earns; 0..1."""

    question: int
    fraction: float
    chance: float


@dataclass(frozen=True, slots=True)
class Difficulty:
    """What the answers say: logits, with the standard error, from so many answers."""

    logit: float
    standard_error: float
    answer_count: int


def estimated(
    students: Iterable[Sequence[FirstAnswer]], guesses: Mapping[int, float]
) -> dict[int, Difficulty]:
    """Return the difficulties of all questions with enough answers, by key.

    `students` are the first answers of each; `guesses` their authors' logits, by key.
    """
    students = [answers for answers in students if answers]
    counts = Counter(answer.question for answers in students for answer in answers)
    told = {key for key, count in counts.items() if count >= ENOUGH}
    if not told:
        return {}
    logits, mean, spread = dict(guesses), 0.0, SPREAD
    for _ in range(_MOST_ROUNDS):
        gathered = _gathered(students, logits, _normal(mean, spread))
        moved, shift = _improved(logits, gathered.tables, guesses, told)
        mean, spread = gathered.moments()
        mean -= shift
        change = max(abs(moved[key] - logits[key]) for key in told)
        logits |= moved
        if change < _SETTLED:
            break
    known = _gathered(students, logits, _normal(mean, spread)).information
    return {
        key: Difficulty(
            round(logits[key], DIGITS), round(1 / sqrt(known[key] + DOUBT**-2), DIGITS), counts[key]
        )
        for key in sorted(told)
    }


@dataclass(slots=True)
class _Gathered:
    """What a round adds up: how much belief in each ability stands behind each sort of answer."""

    tables: dict[FirstAnswer, Table]
    # Of each question's difficulty, by key: the squares of what single students say of it.
    information: dict[int, float]
    believed: Table

    def moments(self) -> tuple[float, float]:
        """Return mean and standard deviation of the students' abilities, logits."""
        count = sum(self.believed)
        mean = sum(map(mul, GRID, self.believed)) / count
        square = sum((theta - mean) ** 2 * w for theta, w in zip(GRID, self.believed, strict=True))
        return mean, min(2.0, max(0.5, sqrt(square / count)))


def _gathered(
    students: Iterable[Sequence[FirstAnswer]], logits: Mapping[int, float], prior: Table
) -> _Gathered:
    logs, slopes = _Tables(_log_likelihood, logits), _Tables(_slope, logits)
    tables: dict[FirstAnswer, Table] = {}
    information: defaultdict[int, float] = defaultdict(float)
    believed = [0.0] * len(GRID)
    for answers in students:
        sums = list(map(sum, zip(*[logs[answer] for answer in answers], strict=True)))
        most = max(sums)
        weights = [each * exp(value - most) for each, value in zip(prior, sums, strict=True)]
        total = sum(weights)
        weights = [weight / total for weight in weights]
        believed = list(map(add, believed, weights))
        for answer in answers:
            before = tables.get(answer)
            tables[answer] = weights if before is None else list(map(add, before, weights))
            information[answer.question] += sum(map(mul, weights, slopes[answer])) ** 2
    return _Gathered(tables, information, believed)


def _improved(
    logits: Mapping[int, float],
    tables: Mapping[FirstAnswer, Table],
    guesses: Mapping[int, float],
    told: Iterable[int],
) -> tuple[dict[int, float], float]:
    """Return the logits after a step of Fisher's scoring each, and by how much they were lowered.

    All of them are, so that together they stay as hard as guessed.
    """
    pull = {key: (guesses[key] - logits[key]) / DOUBT**2 for key in told}
    weight = dict.fromkeys(pull, DOUBT**-2)
    for answer, table in tables.items():
        if answer.question in pull:
            difficulty = logits[answer.question]
            pull[answer.question] += sum(map(mul, table, _slope(answer, difficulty)))
            weight[answer.question] += sum(map(mul, table, _steepness(answer, difficulty)))
    moved = {key: logits[key] + min(1.0, max(-1.0, pull[key] / weight[key])) for key in pull}
    shift = sum(moved[key] - guesses[key] for key in moved) / len(moved)
    return {key: logit - shift for key, logit in moved.items()}, shift


class _Tables(dict[FirstAnswer, Table]):
    """Tables over the grid, made when a sort of answer is met first."""

    def __init__(
        self, make: Callable[[FirstAnswer, float], Table], logits: Mapping[int, float]
    ) -> None:
        self.make, self.logits = make, logits

    def __missing__(self, answer: FirstAnswer) -> Table:
        self[answer] = table = self.make(answer, self.logits[answer.question])
        return table


def _log_likelihood(answer: FirstAnswer, difficulty: float) -> Table:
    f = answer.fraction
    return [f * log(p) + (1 - f) * log(1 - p) for p in _rights(answer, difficulty)]


def _slope(answer: FirstAnswer, difficulty: float) -> Table:
    """Return by how much the log-likelihood rises with the difficulty, by ability."""
    return [
        _fall(answer, p) * (answer.fraction - p) / (p * (1 - p))
        for p in _rights(answer, difficulty)
    ]


def _steepness(answer: FirstAnswer, difficulty: float) -> Table:
    """Return the expected information about the difficulty, by ability."""
    return [_fall(answer, p) ** 2 / (p * (1 - p)) for p in _rights(answer, difficulty)]


def _rights(answer: FirstAnswer, difficulty: float) -> Table:
    return [right(theta, difficulty, answer.chance) for theta in GRID]


def _fall(answer: FirstAnswer, p: float) -> float:
    """Return by how much `p` rises with the difficulty: it falls."""
    floor = floor_of(answer.chance)
    return -SLOPE * (p - floor) * (CEILING - p) / (CEILING - floor)


def _normal(mean: float, spread: float) -> Table:
    return [exp(-((theta - mean) ** 2) / (2 * spread**2)) for theta in GRID]
