"""Essays handed in, for the tests of marking."""

from datetime import datetime, timedelta

from quizzes.models.accounts import User
from quizzes.models.assignments import Assignment
from quizzes.models.attempts import AttemptItem
from quizzes.queries.grading.essays import Filled
from quizzes.services import classrooms, grading
from tests import factories
from tests.factories import NOW, World, take

LATER = NOW + timedelta(hours=1)


def assistant(world: World) -> User:
    """Return Fay, who assists in Alice's class."""
    fay = factories.make_user("fay", name="Fay", is_teacher=True)
    classrooms.enroll(
        classroom=world.classroom, user=fay, role="assistant", actor=world.alice, now=NOW
    )
    return fay


def essays(world: World, *students: User, points: str = "2", **terms: object) -> Assignment:
    """Return an assignment with one essay, which the students have handed in."""
    quiz = factories.make_quiz(("essay",), points=points)
    given = factories.make_assignment(quiz, world.classroom, world.alice, **terms)
    for student in students or (world.bob,):
        take(given, student, {1: f"A spirit was named, {student.username} says."})
    return given


def classmates(world: World, count: int) -> list[User]:
    """Return new students of Alice's class."""
    mates = [factories.make_user(f"mate{number}") for number in range(count)]
    for mate in mates:
        classrooms.enroll(
            classroom=world.classroom, user=mate, role="student", actor=world.alice, now=NOW
        )
    return mates


def only(given: Assignment) -> AttemptItem:
    """Return the one answer to an assignment."""
    return AttemptItem.objects.select_related("attempt__student", "version").get(
        attempt__assignment=given
    )


def filled(item: AttemptItem, level: str = "top", comment: str = "", reason: str = "") -> Filled:
    """Return what a marker has chosen, on the mark that counts."""
    return Filled({"claim": level}, comment, item.mark_count, reason)


def mark(item: AttemptItem, marker: User, now: datetime = LATER, **chosen: str) -> AttemptItem:
    """Return the answer after a mark."""
    grading.mark_essay(item=item, marker=marker, filled=filled(item, **chosen), now=now)
    return only_again(item)


def only_again(item: AttemptItem) -> AttemptItem:
    """Return an answer as it is stored now."""
    return AttemptItem.objects.select_related("attempt__student", "version").get(pk=item.pk)
