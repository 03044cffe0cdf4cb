"""Certainty: each answer comes with how sure its student is, and a mark that rewards knowing it.

After Gardner-Medwin, "Confidence-based marking" (Bristol 2005, tmedwin.net/~ucgbarg): certainty 1,
2 or 3 gains as much when right and loses 0, 2 or 6 when wrong. So 1 is best for those who are right
less than two times in three, 3 for those who are right more than four times in five.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from quizzes.engine.behaviors import deferred
from quizzes.engine.behaviors.base import Action, Outcome, Scorer, TakenStep
from quizzes.engine.scoring import ONE, ZERO
from quizzes.engine.words import Message
from quizzes.engine.words import mark as _

LEVELS = (1, 2, 3)
_WHEN_RIGHT = {1: 1, 2: 2, 3: 3}
_WHEN_WRONG = {1: 0, 2: -2, 3: -6}

name = "certainty"
label = Message(_("Say how sure you are"))
description = Message(
    _("You say how sure you are of each answer. You can change both until you hand in.")
)
ACTIONS = frozenset({Action.SAVE})
needs_history = False


@dataclass(frozen=True, slots=True)
class Claim:
    """A question with the certainty of its student; it earned 0 or 1 of its points."""

    fraction: Fraction
    level: int
    points: Fraction
    is_answered: bool = True


@dataclass(frozen=True, slots=True)
class AtLevel:
    """How many questions were answered at a level of certainty, and how many of these right."""

    right: int
    answered: int


def unwrapped(raw: object) -> tuple[object, int]:
    """Return the answer and the certainty in {"answer": …, "certainty": 1 | 2 | 3}.

    Without a certainty it is 1. Anything else is returned as it is, for the kind to judge.
    """
    if not isinstance(raw, dict) or "answer" not in raw or raw.keys() - {"answer", "certainty"}:
        return raw, 1
    level = raw.get("certainty")
    if level is None:
        return raw["answer"], 1
    # By exact type: in Python True is an int as well, and 2.0 equals 2.
    return (raw["answer"], level) if type(level) is int and level in LEVELS else (raw, 1)


def is_finished(steps: Sequence[TakenStep], score: Scorer) -> bool:
    """Return False: only submitting ends a question."""
    return deferred.is_finished(steps, score)


def refusal(steps: Sequence[TakenStep], action: Action, score: Scorer) -> Message | None:
    """Return why the action cannot be taken: this behavior knows only saving."""
    return deferred.refusal(steps, action, score)


def outcome(steps: Sequence[TakenStep], score: Scorer) -> Outcome:
    """Return what the last counted step came to: the score that counts is accuracy."""
    return deferred.outcome(steps, score)


def certainty_mark(fraction: Fraction, level: int, *, is_answered: bool) -> int:
    """Return the mark for a question of one point: -6 to 3, and 0 where nothing was answered.

    Raise ValueError for partial credit, which is no fair bet, and for a level that there is not.
    """
    if level not in LEVELS:
        raise ValueError(f"a level of certainty is 1, 2 or 3, not {level}")
    if fraction not in (ZERO, ONE):
        raise ValueError(f"certainty is about answers that earn 0 or 1, not {fraction}")
    if not is_answered:
        return 0
    return (_WHEN_RIGHT if fraction == ONE else _WHEN_WRONG)[level]


def certainty_total(claims: Iterable[Claim]) -> Fraction:
    """Return the certainty marks of all questions together, each times the question's points."""
    return sum(
        (
            claim.points
            * certainty_mark(claim.fraction, claim.level, is_answered=claim.is_answered)
            for claim in claims
        ),
        ZERO,
    )


def by_level(claims: Iterable[Claim]) -> Mapping[int, AtLevel]:
    """Return, for each of the levels, how many were answered and right; blanks are no claims."""
    answered = [claim for claim in claims if claim.is_answered]
    return {
        level: AtLevel(
            right=sum(claim.fraction == ONE for claim in answered if claim.level == level),
            answered=sum(claim.level == level for claim in answered),
        )
        for level in LEVELS
    }
