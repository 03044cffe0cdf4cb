"""What an attempt that begins now is asked."""

from collections.abc import Sequence

from quizzes.models.assignments import Assignment
from quizzes.models.attempts import Attempt, AttemptItem
from quizzes.models.composition import Quiz
from quizzes.queries.composition import Asked, questions_of

# What is read of an item that another student was asked.
ASKED = (
    "quiz_order",
    "points",
    "section_title",
    "instructions",
    "version__kind",
    "version__spec",
    "version__question_id",
)


def asked_of(quiz: Quiz, assignment: Assignment | None) -> Sequence[Asked]:
    """Return what is asked: for an assignment what its first student was, for all alike.

    After the first start an assignment's questions and points are locked. At most three queries.
    """
    if assignment is not None:
        first = Attempt.objects.filter(assignment=assignment).order_by("started_at", "pk")[:1]
        items = AttemptItem.objects.filter(attempt__in=first.values("pk"))
        locked = [
            Asked(item.version, item.points, item.section_title, item.instructions)
            for item in items.select_related("version").only(*ASKED).order_by("quiz_order")
        ]
        if locked:
            return locked
    return questions_of(quiz)
