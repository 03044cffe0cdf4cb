"""What an attempt that begins now is asked, or can draw."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from django.db.models import F, Q

from quizzes.engine import drawing
from quizzes.engine.terms import Navigation
from quizzes.models.accounts import User
from quizzes.models.assignments import Assignment, AssignmentItem
from quizzes.models.attempts import Attempt, AttemptItem
from quizzes.models.composition import Quiz
from quizzes.queries.composition import Asked, Place, places_of

# What is read of an item that another student was asked, and of an assignment's own.
ASKED = (
    "points",
    "section_title",
    "instructions",
    "version__kind",
    "version__spec",
    "version__is_all_or_nothing",
    "version__question_id",
)


@dataclass(frozen=True, slots=True)
class Asking:
    """The places of a quiz, and whether an assignment has written down that it asks just these."""

    places: Sequence[Place]
    is_locked: bool

    @property
    def asks_draws(self) -> bool:
        """Whether students get different questions."""
        return any(place.draw_count is not None for place in self.places)

    def one_draw(self) -> Sequence[Asked]:
        """Return what one attempt may be asked: as many questions, and points, as any other."""
        drawn = drawing.typical([place.drawn_from for place in self.places])
        return chosen(self.places, drawn)

    def question_ids(self) -> frozenset[int]:
        """Return the keys of all questions that are asked or can be drawn."""
        return frozenset(each.question_id for place in self.places for each in place.versions)


def chosen(places: Sequence[Place], drawn: Sequence[Sequence[int]]) -> Sequence[Asked]:
    """Return the questions that were drawn for each place, by their keys, in order."""
    return [
        place.asking(question)
        for place, questions in zip(places, drawn, strict=True)
        for question in questions
    ]


def asking_of(quiz: Quiz, assignment: Assignment | None) -> Asking:
    """Return what is asked or can be drawn: for an assignment that was begun, what it has locked.

    After the first start an assignment's questions, versions and points are locked. At most five
    queries.
    """
    if assignment is not None:
        if locked := _written_down(assignment):
            return Asking(locked, is_locked=True)
        if first := _of_the_first(assignment):
            return Asking(first, is_locked=False)
    return Asking(places_of(quiz), is_locked=False)


def _written_down(assignment: Assignment) -> list[Place]:
    items = AssignmentItem.objects.filter(assignment=assignment).select_related("version")
    rows = items.only("place", "draw_count", *ASKED).order_by("place", "pk")
    found = []
    for _place, each in groupby(rows, attrgetter("place")):
        in_place = list(each)
        first = in_place[0]
        found.append(
            Place(
                tuple(item.version for item in in_place),
                first.draw_count,
                first.points,
                first.section_title,
                first.instructions,
            )
        )
    return found


def _of_the_first(assignment: Assignment) -> list[Place]:
    """Return what the first student was asked, of an assignment of before it was written down."""
    first = Attempt.objects.filter(assignment=assignment).order_by("started_at", "pk")[:1]
    items = AttemptItem.objects.filter(attempt__in=first.values("pk")).select_related("version")
    return [
        Place((item.version,), None, item.points, item.section_title, item.instructions)
        for item in items.only("quiz_order", *ASKED).order_by("quiz_order")
    ]


def times_met(student: User, quiz: Quiz) -> Mapping[int, int]:
    """Return how often a student was shown each question in attempts at a quiz. One query.

    Where one only goes forward, what one has not come to was not shown. Previews do not count.
    """
    own = AttemptItem.objects.filter(
        Q(attempt__quiz=quiz) | Q(attempt__assignment__quiz=quiz), attempt__student=student
    )
    shown = own.filter(
        Q(attempt__navigation=Navigation.FREE) | Q(position__lte=F("attempt__position"))
    )
    return Counter(shown.values_list("version__question_id", flat=True))
