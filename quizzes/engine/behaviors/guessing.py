"""What blind guessing earns under a behavior, and where a question is all or nothing."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import accumulate
from math import prod

from quizzes.engine.behaviors import certainty
from quizzes.engine.behaviors.base import Behavior
from quizzes.engine.behaviors.interactive import Interactive
from quizzes.engine.kinds.base import mean
from quizzes.engine.scoring import ONE, ZERO


def chance(
    guesses: Mapping[Fraction, int], behavior: Behavior, *, is_all_or_nothing: bool
) -> Fraction:
    """Return what a blind guesser earns on average, 0..1, of a kind's `guesses(spec)`.

    All at the end and with a check: one guess. Certainty: the share of guesses that are right,
    which is the score that counts; at level 1, where a right answer gains 1 and a wrong one loses
    nothing, it is the certainty mark as well. Interactive: see `best_of_tries`.
    """
    if is_all_or_nothing or behavior is certainty:
        guesses = _whole(guesses)
    if isinstance(behavior, Interactive):
        return best_of_tries(guesses, behavior)
    return mean(guesses)


def best_of_tries(guesses: Mapping[Fraction, int], behavior: Interactive) -> Fraction:
    """Return what the best of a guesser's tries earns on average, each less its penalty.

    The guesser takes all tries, each time another answer, all that are left equally likely; hints,
    and what is said of a try but that it was not right, go unread. The mean is the sum over all
    that a try can be worth: worth × (chance of no try above it - chance of no try at or above it).
    """
    fractions = sorted(guesses)
    counts = list(accumulate((guesses[fraction] for fraction in fractions), initial=0))
    kept = _kept(behavior, most=counts[-1])
    best, below = ZERO, ZERO
    for worth in sorted({fraction * share for fraction in fractions for share in kept}):
        # How many answers are worth no more at the first try, the second…
        low = [
            counts[bisect_right(fractions, worth / share)] if share else counts[-1]
            for share in kept
        ]
        reached = _all_among(low, counts[-1])
        best, below = best + worth * (reached - below), reached
    return best


def _whole(guesses: Mapping[Fraction, int]) -> Mapping[Fraction, int]:
    """Return the guesses that are right, and all others as wrong."""
    right = guesses.get(ONE, 0)
    return {ONE: right, ZERO: sum(guesses.values()) - right} if guesses else {}


def _kept(behavior: Interactive, most: int) -> Sequence[Fraction]:
    """Return the share that each try keeps, of no more tries than there are answers."""
    tries = min(behavior.tries, most)
    return [max(ZERO, ONE - behavior.penalty * before) for before in range(tries)]


def _all_among(low: Sequence[int], total: int) -> Fraction:
    """Return the chance that each try takes one of its `low` answers, none taken twice.

    A later try keeps less, so that its low answers are those of the tries before it and perhaps
    more: each try before has taken one of them.
    """
    return prod(
        (Fraction(count - taken, total - taken) for taken, count in enumerate(low)), start=ONE
    )
