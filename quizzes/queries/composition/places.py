"""The places of a quiz as a teacher looks at them: fixed questions and pools, numbered as asked."""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from quizzes.models.bank import Question, QuestionVersion
from quizzes.models.composition import PooledQuestion, Quiz, QuizItem


@dataclass(frozen=True, slots=True)
class Place:
    """What can be asked in one place: one question, or `draw_count` out of several.

    `first` is the number of its first question, from 1; all are ready, in their newest versions.
    """

    first: int
    draw_count: int | None
    versions: tuple[QuestionVersion, ...]
    points: Fraction
    section_title: str
    instructions: str

    @property
    def asked_count(self) -> int:
        """How many questions an attempt is asked here."""
        return len(self.versions) if self.draw_count is None else self.drawn_count

    @property
    def drawn_count(self) -> int:
        """How many can be drawn: no more than there are."""
        return min(self.draw_count or 0, len(self.versions))

    @property
    def label(self) -> str:
        """Its number, or its numbers, on the pages of a quiz that shuffles nothing."""
        last = self.first + self.asked_count - 1
        return str(self.first) if last <= self.first else f"{self.first}–{last}"


def places_of(quiz: Quiz) -> tuple[Place, ...]:
    """Return the places of a quiz that can ask something. Three queries.

    Versions are loaded with their questions.
    """
    items = QuizItem.objects.filter(section__quiz=quiz).select_related("section")
    ordered = list(items.order_by("section__order", "order"))
    pools: dict[int, list[int]] = defaultdict(list)
    pooled = PooledQuestion.objects.filter(item__section__quiz=quiz).order_by("pk")
    for place, question in pooled.values_list("item_id", "question_id"):
        pools[place].append(question)
    asked = {item.pk: pools[item.pk] if item.draw_count else [item.question_id] for item in ordered}
    versions = (
        QuestionVersion.objects.filter(
            question__in={pk for each in asked.values() for pk in each},
            question__status=Question.Status.READY,
        )
        .newest()
        .select_related("question")
    )
    newest = {version.question_id: version for version in versions}
    places, first = [], 1
    for item in ordered:
        ready = tuple(newest[pk] for pk in asked[item.pk] if pk is not None and pk in newest)
        if ready:
            section = item.section
            places.append(
                Place(
                    first, item.draw_count, ready, item.points, section.title, section.instructions
                )
            )
            first += places[-1].asked_count
    return tuple(places)
