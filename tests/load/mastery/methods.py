"""Three ways to predict the next answer: our mastery, a running average, Elo."""

from collections.abc import Callable, Sequence
from math import exp

from quizzes.engine.progress import mastery
from tests.load.mastery.simulated import Answer

Predictor = Callable[[Sequence[Answer]], list[float]]


def of_mastery(answers: Sequence[Answer]) -> list[float]:
    """Predict each answer from those before it by our own model."""
    belief, predicted = mastery.prior(), []
    for answer in answers:
        held = mastery.drifted(belief, answer.days)
        predicted.append(mastery.expected(held, difficulty=answer.difficulty, chance=answer.chance))
        belief = learned_from(belief, answer)
    return predicted


def of_average(answers: Sequence[Answer]) -> list[float]:
    """Predict by the share that was right, smoothed by eight answers of which 0.7 are right."""
    right, predicted = 0, []
    for count, answer in enumerate(answers):
        predicted.append((right + 8 * 0.7) / (count + 8))
        right += answer.is_right
    return predicted


def of_elo(answers: Sequence[Answer]) -> list[float]:
    """Predict by Elo with the guessing floor (Pelánek, 2016): K = 0.6, beginning at 0.2 logits."""
    ability, predicted = 0.2, []
    for answer in answers:
        p = answer.chance + (1 - answer.chance) / (1 + exp(answer.difficulty - ability))
        predicted.append(p)
        ability += 0.6 * (answer.is_right - p)
    return predicted


METHODS: dict[str, Predictor] = {"Mastery": of_mastery, "Average": of_average, "Elo": of_elo}


def learned_from(belief: mastery.Weights, answer: Answer) -> mastery.Weights:
    """Return our belief after an answer."""
    return mastery.learned(
        belief,
        fraction=float(answer.is_right),
        difficulty=answer.difficulty,
        chance=answer.chance,
        days=answer.days,
    )
