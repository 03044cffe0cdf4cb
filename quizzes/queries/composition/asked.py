"""Quizzes: what one asks now."""

from dataclasses import dataclass
from fractions import Fraction

from quizzes.models.bank import Question, QuestionVersion
from quizzes.models.composition import Quiz, QuizItem


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as an attempt pins it: version, points, and the section it stands in."""

    version: QuestionVersion
    points: Fraction
    section_title: str
    instructions: str


def questions_of(quiz: Quiz) -> list[Asked]:
    """Return the quiz's ready questions in order, each in its newest version. Two queries."""
    items = (
        QuizItem.objects.filter(section__quiz=quiz, question__status=Question.Status.READY)
        .select_related("section")
        .order_by("section__order", "order")
    )
    ordered = list(items)
    versions = QuestionVersion.objects.filter(question__in=[item.question_id for item in ordered])
    newest = {version.question_id: version for version in versions.newest()}
    return [
        Asked(newest[item.question_id], item.points, item.section.title, item.section.instructions)
        for item in ordered
        if item.question_id in newest
    ]
