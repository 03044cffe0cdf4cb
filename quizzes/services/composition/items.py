"""The places of a quiz: questions and draws, their order and points; what is removed returns."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any, Self
from uuid import UUID

from quizzes.engine.words import Message
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.bank import Question
from quizzes.models.composition import PooledQuestion, QuizItem, Section
from quizzes.services.composition.arranging import Arranged
from quizzes.services.composition.changing import CannotCompose, Edit

MOST_PLACES = 500
MOST_POOLED = 1000


@dataclass(frozen=True, slots=True)
class Removed:
    """What stood in a place that was removed: enough to put it back. It can be written as JSON."""

    section: int
    order: int
    points: str
    draw_count: int | None
    questions: tuple[str, ...]

    @classmethod
    def from_json(cls, json: dict[str, Any]) -> Self:
        """Return what `to_json` has written."""
        return cls(**{**json, "questions": tuple(json["questions"])})

    def to_json(self) -> dict[str, Any]:
        """Return it as a session keeps it."""
        return {**asdict(self), "questions": list(self.questions)}


def add_questions(*, edit: Edit, section: int, questions: Sequence[UUID]) -> int:
    """Return how many questions now stand at the end of a section that were not in the quiz."""
    with edit.begun("composition.add_questions") as change:
        found = change.section(section)
        asked = QuizItem.objects.filter(section__quiz=change.quiz).values("question")
        # Of a question that is asked nothing is done: a second press adds none twice.
        new = _usable(edit.actor, questions).exclude(pk__in=asked.filter(question__isnull=False))
        chosen = _in_order(new, questions)
        count = found.items.count()
        _require(count + len(chosen) <= MOST_PLACES, _("This section is full."))
        QuizItem.objects.bulk_create(
            QuizItem(section=found, order=order, question=question)
            for order, question in enumerate(chosen, start=_end(found.pk))
        )
        change.after = {"section": found.order, "questions": _ids(chosen)}
    return len(chosen)


def add_draw(
    *, edit: Edit, section: int, questions: Sequence[UUID], draw_count: int, points: str = "1"
) -> QuizItem:
    """Return a new last place of a section, which draws so many of these questions."""
    with edit.begun("composition.add_draw") as change:
        found = change.section(section)
        chosen = _in_order(_usable(edit.actor, questions), questions)
        _require_pool(chosen, draw_count)
        item = QuizItem.objects.create(
            section=found, order=_end(found.pk), draw_count=draw_count, points=Fraction(points)
        )
        PooledQuestion.objects.bulk_create(
            PooledQuestion(item=item, question=question) for question in chosen
        )
        change.after = {"section": found.order, "draw": draw_count, "questions": _ids(chosen)}
    return item


def change_draw(*, edit: Edit, item: int, draw_count: int) -> QuizItem:
    """Return a draw that asks another number of its questions."""
    with edit.begun("composition.change_draw") as change:
        found = change.pool(item)
        change.before = {**_place(found), "draw": found.draw_count}
        found.draw_count = draw_count
        _require(
            1 <= draw_count <= found.pool.count(),
            _("A draw asks one question at least, and at most all of its own."),
        )
        found.save(update_fields=["draw_count"])
        change.after = {"draw": draw_count}
    return found


def add_to_pool(*, edit: Edit, item: int, questions: Sequence[UUID]) -> int:
    """Return how many questions a draw can ask now that it could not before."""
    with edit.begun("composition.add_to_pool") as change:
        found = change.pool(item)
        pooled = found.pool.values("question")
        chosen = _in_order(_usable(edit.actor, questions).exclude(pk__in=pooled), questions)
        _require(pooled.count() + len(chosen) <= MOST_POOLED, _("This pool is full."))
        PooledQuestion.objects.bulk_create(
            PooledQuestion(item=found, question=question) for question in chosen
        )
        change.after = {**_place(found), "questions": _ids(chosen)}
    return len(chosen)


def remove_from_pool(*, edit: Edit, item: int, question: UUID) -> QuizItem:
    """Return a draw that can ask one question less; the last one goes with its place only."""
    with edit.begun("composition.remove_from_pool") as change:
        found = change.pool(item)
        size = found.pool.count()
        _require(size > 1, _("This is the last question of the draw. Remove the draw instead."))
        found.pool.filter(question__public_id=question).delete()
        change.before = {**_place(found), "questions": [str(question)]}
        found.draw_count = min(found.draw_count or 1, size - 1)
        found.save(update_fields=["draw_count"])
    return found


def place_item(*, edit: Edit, item: int, section: int, order: int) -> QuizItem:
    """Return what stands in a place at another one, counted from 1, in this or another section."""
    with edit.begun("composition.place_item") as change:
        found = change.item(item)
        change.before = _place(found)
        _move(found, change.section(section), order)
        change.after = _place(found)
    return found


def step_item(*, edit: Edit, item: int, step: int) -> QuizItem:
    """Return what stands in a place one up (-1) or down (1), into the next section at an end."""
    with edit.begun("composition.place_item") as change:
        found = change.item(item)
        change.before = _place(found)
        own = list(found.section.items.order_by("order").values_list("pk", flat=True))
        order = own.index(found.pk) + 1 + step
        if 1 <= order <= len(own):
            _move(found, found.section, order)
        else:
            sections = list(change.quiz.sections.order_by("order"))
            at = [section.pk for section in sections].index(found.section_id) + step
            _require(0 <= at < len(sections), _("There is no place further on."))
            _move(found, sections[at], 1 if step > 0 else MOST_PLACES + 1)
        change.after = _place(found)
    return found


def _move(item: QuizItem, section: Section, order: int) -> None:
    source = item.section
    others = [each for each in section.items.order_by("order") if each.pk != item.pk]
    is_asked = item.question_id and any(each.question_id == item.question_id for each in others)
    _require(not is_asked, _("This section asks the question already."))
    others.insert(order - 1, item)
    Arranged.items(section, others)
    if source.pk != section.pk:
        Arranged.items(source, list(source.items.order_by("order")))


def set_points(*, edit: Edit, item: int | None, points: Fraction) -> int:
    """Return how many places are worth so many points a question now: one, or all (None)."""
    with edit.begun("composition.set_points") as change:
        items = QuizItem.objects.filter(section__quiz=change.quiz)
        if item is not None:
            items = items.filter(pk=change.item(item).pk)
        change.before = {
            "points": sorted({str(each) for each in items.values_list("points", flat=True)})
        }
        count = items.update(points=points)
        change.after = {"points": str(points), "places": count}
    return count


def remove_item(*, edit: Edit, item: int) -> Removed:
    """Return what stood in a place, which is closed; the question stays in the bank."""
    with edit.begun("composition.remove_item") as change:
        found = change.item(item)
        pooled = found.pool.order_by("pk").values_list("question__public_id", flat=True)
        removed = Removed(
            section=found.section_id,
            order=found.order,
            points=str(found.points),
            draw_count=found.draw_count,
            questions=_ids([found.question]) if found.question else tuple(map(str, pooled)),
        )
        found.delete()
        Arranged.items(found.section, list(found.section.items.order_by("order")))
        change.before = removed.to_json()
    return removed


def put_back(*, edit: Edit, removed: Removed) -> QuizItem:
    """Return what was removed, where it stood; a retired question comes back as one.

    In a section that is gone meanwhile it comes to the end of the last one.
    """
    with edit.begun("composition.put_back") as change:
        sections = change.quiz.sections
        section = sections.filter(pk=removed.section).first() or sections.order_by("-order")[0]
        asked = section.items.filter(question__isnull=False).values("question")
        seen = Question.objects.visible_to(edit.actor).filter(public_id__in=removed.questions)
        questions = seen if removed.draw_count else seen.exclude(pk__in=asked)
        chosen = _in_order(questions, [UUID(each) for each in removed.questions])
        _require(bool(chosen), _("This question is in the quiz again, or cannot be seen any more."))
        _require(section.items.count() < MOST_PLACES, _("This section is full."))
        item = QuizItem.objects.create(
            section=section,
            order=_end(section.pk),
            question=None if removed.draw_count else chosen[0],
            # Of what can be seen still, which may be less than was removed.
            draw_count=removed.draw_count and min(removed.draw_count, len(chosen)),
            points=Fraction(removed.points),
        )
        if removed.draw_count:
            PooledQuestion.objects.bulk_create(
                PooledQuestion(item=item, question=question) for question in chosen
            )
        others = [each for each in section.items.order_by("order") if each.pk != item.pk]
        others.insert(removed.order - 1, item)
        Arranged.items(section, others)
        change.after = removed.to_json()
    return item


def _usable(actor: User, questions: Collection[UUID]) -> Any:
    """Return those of these questions that an author sees and that can be asked."""
    seen = Question.objects.visible_to(actor)
    return seen.filter(public_id__in=list(questions), status=Question.Status.READY)


def _in_order(found: Iterable[Question], questions: Sequence[UUID]) -> list[Question]:
    places = {public_id: place for place, public_id in enumerate(questions)}
    return sorted(found, key=lambda question: places[question.public_id])


def _end(section: int) -> int:
    last = QuizItem.objects.filter(section=section).order_by("-order")
    return (last.values_list("order", flat=True).first() or 0) + 1


def _ids(questions: Iterable[Question]) -> tuple[str, ...]:
    return tuple(str(question.public_id) for question in questions)


def _place(item: QuizItem) -> dict[str, Any]:
    return {"section": item.section.order, "place": item.order}


def _require_pool(chosen: Sequence[Question], draw_count: int) -> None:
    _require(len(chosen) > 0, _("Choose questions to draw from first."))
    _require(len(chosen) <= MOST_POOLED, _("A draw has at most a thousand questions."))
    _require(
        1 <= draw_count <= len(chosen),
        _("A draw asks one question at least, and at most all of its own."),
    )


def _require(is_so: bool, otherwise: str) -> None:  # noqa: FBT001 - what is required, said first
    if not is_so:
        raise CannotCompose(Message(otherwise))
