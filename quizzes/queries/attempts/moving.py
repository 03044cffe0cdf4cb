"""What goes along when a student moves to another class, and what stays."""

from dataclasses import dataclass

from quizzes.models.accounts import User
from quizzes.models.assignments import Assignment
from quizzes.models.attempts import Attempt
from quizzes.models.classrooms import Classroom


@dataclass(frozen=True, slots=True)
class Moving:
    """What becomes of a student's tries at the assignments of the class that is left.

    `along` are tries with the assignment of the other class that they go to: the one that was
    given in the same act, if the student has no try there. `staying` keep their class.
    """

    student: User
    along: tuple[tuple[Attempt, Assignment], ...]
    staying: tuple[Attempt, ...]

    @property
    def titles_along(self) -> list[str]:
        """The quizzes whose tries go along, each once."""
        return list(dict.fromkeys(twin.quiz.title for _attempt, twin in self.along))

    @property
    def titles_staying(self) -> list[str]:
        """The quizzes whose tries stay, each once."""
        kept = (attempt.assignment for attempt in self.staying)
        return list(dict.fromkeys(each.quiz.title for each in kept if each))


def moving_of(student: User, source: Classroom, target: Classroom) -> Moving:
    """Return what becomes of a student's tries. Three queries."""
    attempts = (
        Attempt.objects.filter(student=student, assignment__classroom=source)
        .select_related("assignment__quiz")
        .order_by("assignment", "number")
    )
    met = Attempt.objects.filter(student=student, assignment__classroom=target)
    twins = Assignment.objects.filter(classroom=target, given_together__isnull=False)
    free = twins.exclude(pk__in=met.values("assignment")).select_related("quiz")
    by_act = {(twin.given_together, twin.quiz_id): twin for twin in free}
    along, staying = [], []
    for attempt in attempts:
        given = attempt.assignment
        twin = by_act.get((given.given_together, given.quiz_id)) if given else None
        if twin is None:
            staying.append(attempt)
        else:
            along.append((attempt, twin))
    return Moving(student, tuple(along), tuple(staying))
