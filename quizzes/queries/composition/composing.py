"""A quiz as its author composes it: sections, places, pools, and what to think about."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from quizzes.engine import drawing
from quizzes.engine.scoring import ZERO
from quizzes.engine.settings.warnings import minutes_of, seconds_for
from quizzes.engine.words import Message
from quizzes.models.accounts import User
from quizzes.models.assignments import Assignment
from quizzes.models.bank import Question, QuestionVersion
from quizzes.models.classrooms import Membership
from quizzes.models.composition import PooledQuestion, Quiz, QuizItem, Section
from quizzes.queries.composition.asked import refusal_of

# What is read of a question: its words, and whether it can be asked so.
SHOWN = ("question_id", "kind", "stem", "rendered", "spec", "bloom", "is_all_or_nothing")


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question in a place or a pool, in its newest version. `unfit`: why it cannot be asked so.

    `version` is None for one that was never published.
    """

    question: Question
    version: QuestionVersion | None
    unfit: Message | None

    @property
    def is_asked(self) -> bool:
        """Whether attempts get it: it is ready."""
        return self.version is not None and self.question.status == Question.Status.READY


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place. `number`: of its first question, as a student counts; None where it asks none.

    `asked`: how many questions it asks now; `missing`: how many fewer than it should;
    `ready_count`: how many can be asked here; `repeats_after`: after how many attempts a pool
    repeats questions, None for a fixed one.
    """

    item: QuizItem
    lines: tuple[QuestionLine, ...]
    number: int | None
    asked: int
    missing: int
    ready_count: int
    repeats_after: int | None

    @property
    def is_draw(self) -> bool:
        """Whether it draws."""
        return self.item.draw_count is not None

    @property
    def to(self) -> str:
        """How a form says that something goes into this draw."""
        return f"d{self.item.pk}"

    @property
    def last_number(self) -> int | None:
        """Return the number of its last question."""
        return self.number and self.number + self.asked - 1

    @property
    def points(self) -> Fraction:
        """What all its questions are worth together."""
        return self.item.points * self.asked


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A section with its places in order."""

    section: Section
    places: tuple[PlaceLine, ...]

    @property
    def to(self) -> str:
        """How a form says that something goes into this section."""
        return f"s{self.section.pk}"

    @property
    def asked(self) -> int:
        """How many questions it asks."""
        return sum(place.asked for place in self.places)


@dataclass(frozen=True, slots=True)
class Composed:
    """A quiz as its author sees it. `locked_in`: names of classes that changes do not reach."""

    quiz: Quiz
    sections: tuple[SectionLine, ...]
    locked_in: tuple[str, ...]

    @property
    def places(self) -> Iterator[PlaceLine]:
        """All places in order."""
        for section in self.sections:
            yield from section.places

    @property
    def question_count(self) -> int:
        """How many questions a student is asked."""
        return sum(place.asked for place in self.places)

    @property
    def points(self) -> Fraction:
        """What a student can earn."""
        return sum((place.points for place in self.places), ZERO)

    @property
    def needed(self) -> timedelta:
        """About how long the questions take, without reading the article."""
        seconds = Fraction(0)
        for place in self.places:
            each = [seconds_for(line.version.kind) for line in place.lines if line.version]
            seconds += Fraction(sum(each), len(each)) * place.asked if each else 0
        return timedelta(seconds=int(seconds))

    @property
    def minutes(self) -> int:
        """The same in whole minutes, at least one."""
        return minutes_of(self.needed)

    @property
    def draws(self) -> Sequence[PlaceLine]:
        """The places that draw."""
        return [place for place in self.places if place.is_draw]

    @property
    def unasked_count(self) -> int:
        """How many places ask nothing, since their questions are retired or drafts."""
        return sum(place.asked == 0 for place in self.places)

    @property
    def is_short(self) -> bool:
        """Whether a pool is too small for its draw."""
        return any(place.missing for place in self.places)


def composed(quiz: Quiz, viewer: User) -> Composed:
    """Return a quiz as it is composed now. At most six queries."""
    sections = list(quiz.sections.order_by("order"))
    items = list(
        QuizItem.objects.filter(section__quiz=quiz)
        .select_related("question")
        .order_by("section__order", "order")
    )
    lines = _lines(quiz, items)
    places: dict[int, list[PlaceLine]] = defaultdict(list)
    for place in _places(items, lines):
        places[place.item.section_id].append(place)
    return Composed(
        quiz=quiz,
        sections=tuple(SectionLine(each, tuple(places[each.pk])) for each in sections),
        locked_in=locked_in(quiz, viewer),
    )


def locked_in(quiz: Quiz, viewer: User) -> tuple[str, ...]:
    """Return the names of the viewer's classes in which the quiz was begun. One query."""
    given = Assignment.objects.filter(
        quiz=quiz,
        attempts__isnull=False,
        classroom__memberships__user=viewer,
        classroom__memberships__is_active=True,
        classroom__memberships__role__in=Membership.STAFF,
    )
    names = given.order_by("classroom__name").values_list("classroom__name", flat=True)
    return tuple(names.distinct())


def _lines(quiz: Quiz, items: Sequence[QuizItem]) -> Mapping[int, list[QuestionLine]]:
    """Return the questions of each item, by its key. Two queries."""
    questions: dict[int, list[Question]] = {
        item.pk: [item.question] if item.question else [] for item in items
    }
    pooled = PooledQuestion.objects.filter(item__section__quiz=quiz).select_related("question")
    for each in pooled.order_by("pk"):
        questions[each.item_id].append(each.question)
    asked = {question.pk for each in questions.values() for question in each}
    versions = QuestionVersion.objects.filter(question__in=asked).only(*SHOWN)
    newest = {version.question_id: version for version in versions.newest()}
    return {
        item: [_line(question, newest.get(question.pk), quiz.behavior) for question in each]
        for item, each in questions.items()
    }


def _line(question: Question, version: QuestionVersion | None, behavior: str) -> QuestionLine:
    return QuestionLine(question, version, refusal_of(version, behavior) if version else None)


def _places(
    items: Sequence[QuizItem], lines: Mapping[int, list[QuestionLine]]
) -> Iterator[PlaceLine]:
    drawn_from = [
        drawing.Place(
            tuple(line.question.pk for line in lines[item.pk] if line.is_asked), item.draw_count
        )
        for item in items
    ]
    missing = dict(drawing.missing(drawn_from))
    fixed = {key for each in drawn_from if each.draw_count is None for key in each.questions}
    number = 1
    for place, (item, asked) in enumerate(
        zip(items, drawing.typical(drawn_from), strict=True),
    ):
        count, ready = item.draw_count, set(drawn_from[place].questions)
        size = len(ready - fixed if count else ready)
        yield PlaceLine(
            item=item,
            lines=tuple(lines[item.pk]),
            number=number if asked else None,
            asked=len(asked),
            missing=missing.get(place, 0),
            ready_count=size,
            repeats_after=drawing.attempts_until_repetition(size, count) if count else None,
        )
        number += len(asked)
