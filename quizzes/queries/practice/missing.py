"""What a student missed in a try, as far as they may see what it earned."""

from datetime import datetime

from quizzes.engine.disclosure import Part
from quizzes.engine.kinds.registry import is_marked_by_people
from quizzes.engine.scoring import ONE
from quizzes.models.accounts import User
from quizzes.models.attempts import Attempt
from quizzes.queries.disclosure import of_attempt


def missed_of(attempt: Attempt, student: User, now: datetime) -> tuple[int, ...]:
    """Return the questions, by key, that a student did not get fully right in a try of their own.

    None as long as it hides what was right, and none that a person marks. At most four queries.
    """
    if attempt.is_open or attempt.student_id != student.pk:
        return ()
    shown = of_attempt(attempt, student, now)
    if not (shown.shows(Part.SCORE) and shown.shows(Part.CORRECTNESS)):
        return ()
    items = attempt.items.filter(is_dropped=False).order_by("position")
    rows = items.values_list("version__question_id", "version__kind", "fraction")
    return tuple(
        question
        for question, kind, fraction in rows
        if fraction != ONE and not is_marked_by_people(kind)
    )
