"""The time that a student spent on each question of an attempt, from the moments of its steps."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import groupby

# Nobody has thought for longer without saving anything: the page was left alone.
LONGEST_GAP = 5 * 60.0


def time_spent(started_at: datetime, steps: Iterable[tuple[datetime, int]]) -> Mapping[int, int]:
    """Return whole seconds by question, of steps as (moment, question) in any order.

    Each gap between two moments, from the start on, is spent on the question of the later step, and
    counts for five minutes at most. Questions that were saved at one moment share its gap.
    """
    spent: dict[int, float] = defaultdict(float)
    before = started_at
    for moment, group in groupby(sorted(steps), key=lambda step: step[0]):
        questions = {question for _, question in group}
        gap = min(LONGEST_GAP, max(0.0, (moment - before).total_seconds()))
        for question in questions:
            spent[question] += gap / len(questions)
        before = max(before, moment)
    return {question: round(seconds) for question, seconds in spent.items()}
