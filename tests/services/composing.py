"""How to do each act of composing once, for the test that every act is on record."""

from fractions import Fraction

from quizzes.models.composition import Quiz, QuizItem, Section
from quizzes.services import composition
from tests import factories
from tests.factories import NOW, World


def own_quiz(world: World) -> Quiz:
    """Return a quiz of Alice's: two sections, two questions and a draw of one out of two."""
    quiz = factories.make_quiz(("single_choice", "essay"), owner=world.alice)
    factories.make_draw(quiz, [factories.make_version("true_false") for _ in range(2)], 1)
    Section.objects.create(quiz=quiz, order=2, title="At the end")
    return quiz


def edit_of(quiz: Quiz, world: World) -> composition.Edit:
    """Return Alice's change of a quiz, which she has seen as it is."""
    return composition.Edit(quiz=quiz, actor=world.alice, revision=quiz.revision, now=NOW)


def _edit(world: World) -> composition.Edit:
    return edit_of(own_quiz(world), world)


def _item(edit: composition.Edit, order: int = 1) -> int:
    return QuizItem.objects.get(section__quiz=edit.quiz, section__order=1, order=order).pk


def _section(edit: composition.Edit, order: int = 1) -> int:
    return edit.quiz.sections.get(order=order).pk


def _new() -> list:
    return [factories.make_version().question.public_id]


def _made(values: dict) -> dict:
    return {name: value() if callable(value) else value for name, value in values.items()}


def _put_back(world: World):
    edit = _edit(world)
    removed = composition.remove_item(edit=edit, item=_item(edit))
    return composition.put_back(edit=edit_of(edit.quiz, world), removed=removed)


def _on_item(act, order: int = 1, **values):
    def do(world: World):
        edit = _edit(world)
        return act(edit=edit, item=_item(edit, order), **_made(values))

    return do


def _on_section(act, **values):
    def do(world: World):
        edit = _edit(world)
        return act(edit=edit, section=_section(edit), **_made(values))

    return do


COMPOSING = {
    "composition.create_quiz": lambda w: composition.create_quiz(
        owner=w.alice, title="T", article=w.quiz.article, language="en", now=NOW
    ),
    "composition.copy_quiz": lambda w: composition.copy_quiz(
        quiz=own_quiz(w), owner=w.dan, now=NOW
    ),
    "composition.archive": lambda w: composition.archive(quiz=own_quiz(w), actor=w.alice, now=NOW),
    "composition.unarchive": lambda w: composition.unarchive(
        quiz=own_quiz(w), actor=w.alice, now=NOW
    ),
    "composition.delete_quiz": lambda w: composition.delete_quiz(
        quiz=own_quiz(w), actor=w.alice, now=NOW
    ),
    "composition.change_settings": lambda w: composition.change_settings(
        edit=_edit(w), values={"title": "Another", "article": None}
    ),
    "composition.add_section": lambda w: composition.add_section(edit=_edit(w), title="More"),
    "composition.change_section": _on_section(
        composition.change_section, title="A", instructions="B"
    ),
    "composition.move_section": _on_section(composition.move_section, step=1),
    "composition.remove_section": _on_section(composition.remove_section, into=None),
    "composition.add_questions": _on_section(composition.add_questions, questions=_new),
    "composition.add_draw": _on_section(composition.add_draw, questions=_new, draw_count=1),
    "composition.add_to_pool": _on_item(composition.add_to_pool, order=3, questions=_new),
    "composition.change_draw": _on_item(composition.change_draw, order=3, draw_count=2),
    "composition.remove_from_pool": lambda w: (
        edit := _edit(w),
        composition.remove_from_pool(
            edit=edit,
            item=_item(edit, 3),
            question=QuizItem.objects.get(pk=_item(edit, 3)).pool.first().question.public_id,
        ),
    ),
    "composition.place_item": lambda w: (
        edit := _edit(w),
        composition.place_item(edit=edit, item=_item(edit), section=_section(edit, 2), order=1),
    ),
    "composition.step_item": _on_item(composition.step_item, step=1),
    "composition.set_points": _on_item(composition.set_points, points=Fraction(2)),
    "composition.remove_item": _on_item(composition.remove_item),
    "composition.put_back": _put_back,
}
