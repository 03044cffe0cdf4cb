"""The contract of a behavior: it replays a question's steps and knows nothing of its kind."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Literal, Protocol, TypeAlias

from quizzes.engine.scoring import ZERO, Score
from quizzes.engine.words import Message

# What a response that is neither blank nor unreadable earns by the question's key.
Scorer: TypeAlias = Callable[[object], Score]


class Action(StrEnum):
    """What a student does with a question in one step."""

    SAVE = "save"
    CHECK = "check"
    HINT = "hint"
    GIVE_UP = "give_up"


@dataclass(frozen=True, slots=True)
class TakenStep:
    """One stored step. The response None is blank; a step not counted came too late.

    `certainty` is how sure the student was, from 1 to 3; 1 where nothing was said of it.
    `compared` is what the response is compared with others by; two that are equal are one answer.
    """

    revision: int
    action: Action
    response: object | None
    is_readable: bool = True
    is_counted: bool = True
    certainty: int = 1
    compared: object | None = None

    @property
    def is_answer(self) -> bool:
        """Whether the step counts and says something that could be read."""
        return self.is_counted and self.is_readable and self.response is not None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a question's steps come to: the one that counts, its score, if it was answered."""

    counted_revision: int | None
    score: Score | None
    state: Literal["unanswered", "answered", "unreadable"]

    @property
    def fraction(self) -> Fraction | None:
        """What was earned, 0..1: 0 where nothing was answered; None waits for a person's mark."""
        return self.score.fraction if self.score else ZERO


class Behavior(Protocol):
    """A module, or a value with settings of its own, that decides when a response is scored.

    Steps come in the order of their revisions, and `score` gets a response that is neither blank
    nor unreadable. All of these functions replay all steps, so that a regrade is the same call.
    Where `needs_history` is False, what counts while answers come in is known from the newest step
    alone: a save need not load those before it.
    """

    name: str
    label: Message
    description: Message
    ACTIONS: frozenset[Action]
    needs_history: bool

    def unwrapped(self, raw: object) -> tuple[object, int]:
        """Return the raw input that is the kind's own, and the certainty that came with it."""

    def is_finished(self, steps: Sequence[TakenStep], score: Scorer) -> bool:
        """Return whether the question is locked, so that no later step changes what counts."""

    def refusal(self, steps: Sequence[TakenStep], action: Action, score: Scorer) -> Message | None:
        """Return why this action cannot be taken after these steps, or None if it can."""

    def outcome(self, steps: Sequence[TakenStep], score: Scorer) -> Outcome:
        """Return which step counts and what it earned."""


def outcome_of(step: TakenStep | None, score: Scorer) -> Outcome:
    """Return the outcome where this one step counts; None is a question without any step."""
    if step is None:
        return Outcome(None, None, "unanswered")
    if not step.is_readable:
        return Outcome(step.revision, None, "unreadable")
    if step.response is None:
        return Outcome(step.revision, None, "unanswered")
    return Outcome(step.revision, score(step.response), "answered")


def last_counted(steps: Sequence[TakenStep]) -> TakenStep | None:
    """Return the last step that came in time; None if there is none."""
    return next((step for step in reversed(steps) if step.is_counted), None)
