"""Writing cards and masteries, which are cache: few statements, however many rows."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from quizzes.engine.progress.beliefs import Belief, Lesson, taught
from quizzes.engine.progress.scheduling import CardState, card_of
from quizzes.models.accounts import User
from quizzes.models.progress import Mastery, ReviewCard
from quizzes.queries.progress.expecting import CARD_COLUMNS
from quizzes.queries.progress.lessons import lessons_of

MASTERY_COLUMNS = ("weights", "answer_count", "as_of", "mean", "low", "high", "history")


@dataclass(frozen=True)
class Taught:
    """New first answers of a subject; anew where an older one has changed or gone."""

    lessons: tuple[Lesson, ...]
    is_anew: bool


def write_cards(
    *,
    student: User,
    answers: Mapping[int, Sequence[tuple[datetime, int | None]]],
    is_scheduled: Collection[int],
    retention: float,
) -> None:
    """Store the cards of questions, given all answers to each in order. A part of `take_in`.

    One without answers goes. One statement, another where one goes.
    """
    kept = {question: each for question, each in answers.items() if each}
    gone = answers.keys() - kept.keys()
    if gone:
        ReviewCard.objects.filter(student=student, question__in=gone).delete()
    store_cards(
        card_row(student.pk, question, card_of(each, retention))
        for question, each in kept.items()
        if question in is_scheduled
    )


def store_cards(cards: Iterable[ReviewCard]) -> None:
    """Store cards, or what they say where they are there; put aside stays put aside."""
    ReviewCard.objects.bulk_create(
        list(cards),
        update_conflicts=True,
        unique_fields=["student", "question"],
        update_fields=CARD_COLUMNS,
    )


def write_masteries(*, student: User, taught: Mapping[str, Taught]) -> None:
    """Teach masteries by key. A part of `take_in`.

    A read and a write; two more reads where one has to be taught from its beginning.
    """
    if not taught:
        return
    stored = {row.key: row for row in Mastery.objects.filter(student=student, key__in=taught)}
    anew = {key for key, each in taught.items() if _is_anew(stored.get(key), each)}
    lessons = lessons_of(student.pk, anew) if anew else {}
    beliefs = {
        key: _taught(None, lessons.get(key, ()))
        if key in anew
        else _taught(stored.get(key), each.lessons)
        for key, each in taught.items()
    }
    gone = [key for key, belief in beliefs.items() if belief is None]
    if gone:
        Mastery.objects.filter(student=student, key__in=gone).delete()
    store_masteries(
        mastery_row(student.pk, key, belief) for key, belief in beliefs.items() if belief
    )


def store_masteries(rows: Iterable[Mastery]) -> None:
    """Store masteries, or what is believed where they are there."""
    Mastery.objects.bulk_create(
        list(rows),
        update_conflicts=True,
        unique_fields=["student", "key"],
        update_fields=MASTERY_COLUMNS,
    )


def card_row(student: int, question: int, state: CardState) -> ReviewCard:
    """Return the row of a card."""
    told = {column: getattr(state, column) for column in CARD_COLUMNS}
    return ReviewCard(student_id=student, question_id=question, **told)


def mastery_row(student: int, key: str, belief: Belief) -> Mastery:
    """Return the row of a belief about a topic or at an article."""
    name, number = key.split(":")
    shown = belief.estimate
    return Mastery(
        student_id=student,
        key=key,
        **{f"{name}_id": int(number)},
        weights=list(belief.weights),
        answer_count=belief.answer_count,
        as_of=belief.as_of,
        mean=shown.mean,
        low=shown.low,
        high=shown.high,
        history=[list(point) for point in belief.history],
    )


def _is_anew(stored: Mastery | None, each: Taught) -> bool:
    # Of one moment too: those are taught by the keys of their questions.
    if stored is None:
        return each.is_anew
    return each.is_anew or min(lesson.at for lesson in each.lessons) <= stored.as_of


def _taught(stored: Mastery | None, lessons: Iterable[Lesson]) -> Belief | None:
    if stored is None:
        return taught(None, lessons)
    past = tuple((day, mean, low, high, count) for day, mean, low, high, count in stored.history)
    belief = Belief(tuple(stored.weights), stored.as_of, stored.answer_count, past)
    return taught(belief, lessons)
