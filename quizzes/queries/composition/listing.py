"""A teacher's quizzes: own, shared, of the library; how large they are, how often given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from quizzes.engine.searching import terms
from quizzes.models.accounts import User
from quizzes.models.composition import Quiz
from quizzes.queries.composition.asked import question_counts

WHOSE = ("own", "shared", "library")


@dataclass(frozen=True, slots=True)
class QuizRow:
    """A quiz in a list. `whose`: "own", "shared" or "library"; `class_count`: it was given to."""

    quiz: Quiz
    whose: str
    question_count: int
    class_count: int
    is_editable: bool


def quizzes_listed(
    viewer: User, *, asked: str = "", whose: str = "", is_archived: bool = False
) -> QuerySet[Quiz]:
    """Return the quizzes that a teacher sees and that contain all words asked for in their words.

    The last changed come first; the library's, which are not, by their title at the end.
    """
    seen = Quiz.objects.visible_to(viewer).filter(is_archived=is_archived)
    if whose:
        seen = seen.filter(_of(whose, viewer))
    for term in terms(asked):
        # Short texts: as the database compares letters, without the folding of the bank.
        seen = seen.filter(Q(title__icontains=term) | Q(description__icontains=term))
    return seen.select_related("owner").order_by(
        F("changed_at").desc(nulls_last=True), "title", "pk"
    )


def rows_of(quizzes: Sequence[Quiz], viewer: User) -> tuple[QuizRow, ...]:
    """Return quizzes, loaded with their owners, as a list shows them. Three queries."""
    counts = question_counts(quizzes)
    classes = _classes(quizzes)
    editable = set(
        Quiz.objects.editable_by(viewer)
        .filter(pk__in=[quiz.pk for quiz in quizzes])
        .values_list("pk", flat=True)
    )
    return tuple(
        QuizRow(
            quiz=quiz,
            whose=whose_is(quiz, viewer),
            question_count=counts.get(quiz.pk, 0),
            class_count=classes.get(quiz.pk, 0),
            is_editable=quiz.pk in editable,
        )
        for quiz in quizzes
    )


def whose_is(quiz: Quiz, viewer: User) -> str:
    """Return whose a quiz is to somebody who sees it."""
    if quiz.owner_id is None:
        return "library"
    return "own" if quiz.owner_id == viewer.pk else "shared"


def _of(whose: str, viewer: User) -> Q:
    if whose == "library":
        return Q(owner=None)
    if whose == "own":
        return Q(owner=viewer)
    return Q(owner__isnull=False) & ~Q(owner=viewer)


def _classes(quizzes: Sequence[Quiz]) -> Mapping[int, int]:
    counted = Quiz.objects.filter(pk__in=[quiz.pk for quiz in quizzes])
    rows = counted.annotate(classes=Count("assignments__classroom", distinct=True))
    return dict(rows.values_list("pk", "classes"))
