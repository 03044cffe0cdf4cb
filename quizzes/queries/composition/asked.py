"""What a quiz asks or can draw now, and how many questions that is."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import QuerySet

from quizzes.engine import drawing
from quizzes.engine.behaviors.registry import refusal
from quizzes.engine.words import Message
from quizzes.models.bank import Question, QuestionVersion
from quizzes.models.composition import PooledQuestion, Quiz, QuizItem


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as an attempt pins it: version, points, and the section it stands in."""

    version: QuestionVersion
    points: Fraction
    section_title: str
    instructions: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a quiz: one fixed question, or a draw of `draw_count` out of its versions.

    `points` is what each question asked there is worth.
    """

    versions: tuple[QuestionVersion, ...]
    draw_count: int | None
    points: Fraction
    section_title: str
    instructions: str

    @property
    def drawn_from(self) -> drawing.Place:
        """The place as a draw reads it: the keys of its questions, and how many it asks."""
        return drawing.Place(
            tuple(version.question_id for version in self.versions), self.draw_count
        )

    @property
    def asked_count(self) -> int:
        """How many questions it asks, where no other place asks the same."""
        return min(self.draw_count or 1, len(self.versions))

    def asking(self, question: int) -> Asked:
        """Return a question of the place as it is asked, by its key."""
        version = next(each for each in self.versions if each.question_id == question)
        return Asked(version, self.points, self.section_title, self.instructions)


def places_of(quiz: Quiz, *, with_questions: bool = False) -> list[Place]:
    """Return the quiz's places in order, each with its ready questions in their newest versions.

    A place without any is left out. At most three queries. `with_questions` loads each version's
    question in the same query.
    """
    items = QuizItem.objects.filter(section__quiz=quiz).select_related("section")
    ordered = list(items.order_by("section__order", "order"))
    questions = _questions_of(ordered)
    versions = _newest({question for each in questions.values() for question in each})
    if with_questions:
        versions = versions.select_related("question")
    newest = {version.question_id: version for version in versions}
    found = []
    for item in ordered:
        ready = tuple(newest[each] for each in questions[item.pk] if each in newest)
        if ready:
            section = item.section
            found.append(
                Place(
                    ready,
                    item.draw_count,
                    item.points,
                    section.title,
                    section.instructions,
                )
            )
    return found


def questions_of(quiz: Quiz) -> list[Asked]:
    """Return every question that the quiz asks or can draw now, in order. At most three queries."""
    return [
        Asked(version, place.points, place.section_title, place.instructions)
        for place in places_of(quiz)
        for version in place.versions
    ]


def numbered(places: Iterable[Place]) -> Iterator[tuple[Place, int]]:
    """Yield each place with the number of its first question, as a student counts."""
    number = 1
    for place in places:
        yield place, number
        number += place.asked_count


def refusal_of(version: QuestionVersion, behavior: str) -> Message | None:
    """Return why a question cannot be asked under a behavior, or None if it can. No query."""
    return refusal(
        behavior,
        version.kind,
        version.option_count,
        is_all_or_nothing=version.is_all_or_nothing,
    )


def question_counts(quizzes: Iterable[Quiz]) -> Mapping[int, int]:
    """Return how many questions an attempt at each quiz asks now, by the quiz's key. One query."""
    ready = Question.Status.READY
    rows = QuizItem.objects.filter(section__quiz__in=list(quizzes)).values_list(
        "section__quiz_id",
        "pk",
        "draw_count",
        "question_id",
        "question__status",
        "pool__question_id",
        "pool__question__status",
    )
    pools: dict[int, dict[int, tuple[int | None, list[int]]]] = defaultdict(dict)
    for quiz, item, draw_count, question, status, pooled, pooled_status in rows:
        _count, questions = pools[quiz].setdefault(item, (draw_count, []))
        questions += [question] if status == ready else []
        questions += [pooled] if pooled_status == ready else []
    return {
        quiz: drawing.count_of(
            [drawing.Place(tuple(each), count) for count, each in items.values()]
        )
        for quiz, items in pools.items()
    }


def _questions_of(items: Sequence[QuizItem]) -> Mapping[int, Sequence[int]]:
    """Return the keys of questions by item. A query if there are draws."""
    found: dict[int, list[int]] = {
        item.pk: [item.question_id] if item.question_id else [] for item in items
    }
    drawn = [item.pk for item in items if item.draw_count is not None]
    if drawn:
        pooled = PooledQuestion.objects.filter(item__in=drawn).order_by("pk")
        for item, question in pooled.values_list("item_id", "question_id"):
            found[item].append(question)
    return found


def _newest(questions: Iterable[int]) -> QuerySet[QuestionVersion]:
    ready = QuestionVersion.objects.filter(
        question__in=list(questions), question__status=Question.Status.READY
    )
    return ready.newest()
