"""What is told beside the form of an assignment, while it is filled in."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from quizzes.engine.settings.giving import lateness, marking_load
from quizzes.engine.settings.meaning import meaning_of
from quizzes.engine.settings.presets import PRESETS
from quizzes.engine.settings.warnings import seconds_for, warnings_of
from quizzes.engine.terms import Terms
from quizzes.queries.attempts.asking import Asking


def told(
    terms: Terms,
    asking: Asking,
    *,
    students: int,
    dates: Sequence[tuple[str, datetime | None, datetime | None]],
) -> dict[str, Any]:
    """Return what a form means: for a student, for the teacher's marking, for who is late.

    `dates` are of each class that gets it: its name, when it is due and when it closes.
    """
    kinds = [each.version.kind for each in asking.one_draw()]
    needed = timedelta(seconds=sum(map(seconds_for, kinds)))
    return {
        "presets": PRESETS.values(),
        "meaning": meaning_of(terms),
        "warnings": list(warnings_of(terms, needed)),
        "load": list(marking_load(kinds, students, terms.attempts_allowed)),
        "students": students,
        "question_count": len(kinds),
        "late": [
            (name, lateness(terms.late_percent, due_at, closes_at))
            for name, due_at, closes_at in dates
        ],
    }
