"""How much a student wants to practise and to remember, and what that comes to."""

from collections.abc import Mapping
from dataclasses import dataclass

from quizzes.engine.progress.scheduling import workload
from quizzes.models.accounts import User
from quizzes.queries.progress.due import settings_of, stabilities_of

# How much to remember, from the least work to the most.
TARGETS = (0.7, 0.8, 0.85, 0.9, 0.95)


@dataclass(frozen=True, slots=True)
class Wishes:
    """The student's settings, and about how many questions a day each target comes to.

    `daily` is empty before anything was practised.
    """

    daily_limit: int
    retention: float
    daily: Mapping[float, float]


def wishes_of(student: User) -> Wishes:
    """Return a student's settings with what each target comes to. Two queries."""
    settings = settings_of(student)
    targets = sorted({*TARGETS, settings.retention})
    stabilities = stabilities_of(student)
    daily = workload(stabilities, targets) if stabilities else dict.fromkeys(targets, 0.0)
    return Wishes(settings.daily_limit, settings.retention, daily)
