"""Attempts: what was asked, every step of the answer, every mark."""

from quizzes.models.attempts.answers import (
    AcceptedLateStep,
    AttemptItem,
    Judgment,
    Mark,
    Step,
    Strike,
)
from quizzes.models.attempts.attempt import Attempt, AttemptQuerySet, EarlierReceipt

__all__ = [
    "AcceptedLateStep",
    "Attempt",
    "AttemptItem",
    "AttemptQuerySet",
    "EarlierReceipt",
    "Judgment",
    "Mark",
    "Step",
    "Strike",
]
