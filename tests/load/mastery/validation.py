"""What mastery is held to: predictions that come true, and better than simple ones."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import log
from random import Random

from quizzes.engine.progress import levels, mastery
from tests.load.mastery.methods import METHODS, learned_from
from tests.load.mastery.simulated import GENERATORS, Answer

AFTER = (5, 10, 20, 30)
MOST_WORSE, MOST_ASKEW, ENOUGH = 0.01, 0.05, 500


@dataclass
class Tenths:
    """How often what was predicted so came true; a tenth each."""

    count: list[int] = field(default_factory=lambda: [0] * 10)
    predicted: list[float] = field(default_factory=lambda: [0.0] * 10)
    right: list[int] = field(default_factory=lambda: [0] * 10)

    def add(self, p: float, is_right: bool) -> None:
        """Take one prediction in."""
        tenth = min(9, int(p * 10))
        self.count[tenth] += 1
        self.predicted[tenth] += p
        self.right[tenth] += is_right

    def askew(self) -> dict[int, float]:
        """Return how much more often it came true, 0..1, by tenth with enough predictions."""
        return {
            tenth: (self.right[tenth] - self.predicted[tenth]) / count
            for tenth, count in enumerate(self.count)
            if count >= ENOUGH
        }


@dataclass
class Findings:
    """What came out: log loss by generator, method and number of answers, and calibration."""

    losses: dict[str, dict[str, list[float]]]
    tenths: dict[str, Tenths]
    words: dict[str, list[int]]
    repeated: float

    @property
    def mean(self) -> dict[str, list[float]]:
        """The mean of the generators, by method."""
        return {
            method: [
                sum(each[method][place] for each in self.losses.values()) / len(self.losses)
                for place in range(len(AFTER))
            ]
            for method in METHODS
        }

    @property
    def all_tenths(self) -> Tenths:
        """Every prediction of ours, whoever was predicted."""
        every = Tenths()
        for each in self.tenths.values():
            for tenth in range(10):
                every.count[tenth] += each.count[tenth]
                every.predicted[tenth] += each.predicted[tenth]
                every.right[tenth] += each.right[tenth]
        return every

    def missed(self) -> list[str]:
        """Return the targets that were missed, in words."""
        missed = []
        for place, after in enumerate(AFTER):
            if not _is_least(self.mean, place):
                missed.append(f"not the best on the mean after {after} answers")
            for name, losses in self.losses.items():
                worse = losses["Mastery"][place] - min(each[place] for each in losses.values())
                if worse > MOST_WORSE:
                    missed.append(f"{worse:.4f} worse after {after} answers: {name}")
        for tenth, askew in self.all_tenths.askew().items():
            if abs(askew) > MOST_ASKEW:
                missed.append(f"askew by {askew:+.3f} where {tenth / 10:.1f} and more is expected")
        if self.repeated:
            missed.append(f"four rounds of practice moved an estimate by {self.repeated}")
        return missed


def found(seed: int, students: int, repeated: float = 0) -> Findings:
    """Simulate so many students of each generator, predict their answers and compare.

    `repeated` is by how much repeats have moved an estimate.
    """
    losses, tenths, words = {}, {}, defaultdict(lambda: [0, 0])
    for name, generator in GENERATORS.items():
        cohort = [
            list(generator(Random(f"{seed} {name} {number}"), max(AFTER) + 1))
            for number in range(students)
        ]
        losses[name], tenths[name] = _compared(cohort)
        for answers in cohort:
            _told(answers, words)
    return Findings(losses, tenths, dict(words), repeated)


def _compared(cohort: Iterable[Sequence[Answer]]) -> tuple[dict[str, list[float]], Tenths]:
    sums = {method: [0.0] * len(AFTER) for method in METHODS}
    tenths, count = Tenths(), 0
    for count, answers in enumerate(cohort, start=1):  # noqa: B007 - the number of them
        for method, predictor in METHODS.items():
            predicted = predictor(answers)
            for place, after in enumerate(AFTER):
                sums[method][place] += _loss(predicted[after], answers[after].is_right)
            if method == "Mastery":
                for p, answer in zip(predicted, answers, strict=True):
                    tenths.add(p, answer.is_right)
    return {method: [each / count for each in losses] for method, losses in sums.items()}, tenths


def _told(answers: Sequence[Answer], words: dict[str, list[int]]) -> None:
    """Note for each word that a student is told whether the next answer was right."""
    belief = mastery.prior()
    for count, answer in enumerate(answers):
        if count in AFTER:
            held = mastery.estimate(mastery.drifted(belief, answer.days))
            told = words[levels.level(held, count)]
            told[0] += 1
            told[1] += answer.is_right
        belief = learned_from(belief, answer)


def _loss(p: float, is_right: bool) -> float:
    return -log(p if is_right else 1 - p)


def _is_least(losses: dict[str, list[float]], place: int) -> bool:
    return losses["Mastery"][place] == min(each[place] for each in losses.values())
