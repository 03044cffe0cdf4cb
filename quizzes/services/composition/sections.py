"""Sections of a quiz: adding one, its words, its place, removing it with or without its items."""

from quizzes.engine.words import Message
from quizzes.engine.words import mark as _
from quizzes.models.composition import QuizItem, Section
from quizzes.services.composition.arranging import Arranged
from quizzes.services.composition.changing import CannotCompose, Edit


def add_section(*, edit: Edit, title: str, instructions: str = "") -> Section:
    """Return a new last section."""
    with edit.begun("composition.add_section") as change:
        last = change.quiz.sections.order_by("-order").values_list("order", flat=True).first()
        section = Section.objects.create(
            quiz=change.quiz, order=(last or 0) + 1, title=title, instructions=instructions
        )
        change.after = {"section": section.order, "title": title, "instructions": instructions}
    return section


def change_section(*, edit: Edit, section: int, title: str, instructions: str) -> Section:
    """Return a section with other words."""
    with edit.begun("composition.change_section") as change:
        found = change.section(section)
        change.before = {"title": found.title, "instructions": found.instructions}
        found.title, found.instructions = title, instructions
        found.save(update_fields=["title", "instructions"])
        change.after = {"title": title, "instructions": instructions}
    return found


def move_section(*, edit: Edit, section: int, step: int) -> Section:
    """Return a section so many places up (below 0) or down, with all that it holds."""
    with edit.begun("composition.move_section") as change:
        found = change.section(section)
        change.before = {"section": found.order}
        ordered = list(change.quiz.sections.order_by("order"))
        place = [each.pk for each in ordered].index(found.pk)
        moved = ordered.pop(place)
        ordered.insert(max(place + step, 0), moved)
        Arranged.sections(ordered)
        change.after = {"section": moved.order}
    return moved


def remove_section(*, edit: Edit, section: int, into: int | None) -> int:
    """Return how many places it had: moved to the end of another section, or removed with it."""
    with edit.begun("composition.remove_section") as change:
        found = change.section(section)
        others = [each for each in change.quiz.sections.order_by("order") if each.pk != found.pk]
        if not others:
            raise CannotCompose(Message(_("A quiz has at least one section.")))
        own = list(found.items.order_by("order"))
        if into is not None:
            _move_all(own, change.section(into), found)
        else:
            QuizItem.objects.filter(section=found).delete()
        change.before = {"section": found.order, "title": found.title, "places": len(own)}
        change.after = {"into": into and change.section(into).order}
        found.delete()
        Arranged.sections(others)
    return len(own)


def _move_all(items: list[QuizItem], section: Section, source: Section) -> None:
    there = list(section.items.order_by("order"))
    asked = {item.question_id for item in there if item.question_id}
    if section.pk == source.pk:
        raise CannotCompose(Message(_("Choose another section.")))
    # What both ask would be asked once in any case: the place that stays is the one.
    Arranged.items(section, [*there, *(each for each in items if each.question_id not in asked)])
