"""What each button of the composer does: its form, the act, and what is said of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quizzes.forms.quizzes import acts as forms
from quizzes.services import composition
from quizzes.services.composition import Edit, Removed

# Beyond the end of any section.
AT_THE_END = 10_000


@dataclass(frozen=True, slots=True)
class Done:
    """What is said of an act, what can be put back, and the id of what it leaves in view."""

    words: str
    removed: Removed | None = None
    place: str = ""


Said = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Act:
    """A button: the form that reads what it sends, and what it does."""

    form: type[forms.ActForm]
    do: Callable[[Edit, Said], Done]


def _add(edit: Edit, said: Said) -> Done:
    target, key = said["to"][0], int(said["to"][1:])
    if target == "d":
        count = composition.add_to_pool(edit=edit, item=key, questions=said["question"])
    else:
        count = composition.add_questions(edit=edit, section=key, questions=said["question"])
    if not count:
        return Done(_("What you chose was there already."))
    words = ngettext("%(count)s question added.", "%(count)s questions added.", count)
    return Done(words % {"count": count})


def _draw(edit: Edit, said: Said) -> Done:
    questions: Sequence[UUID] = said["question"]
    item = composition.add_draw(
        edit=edit,
        section=int(said["to"][1:]),
        questions=questions,
        draw_count=said["draw_count"],
    )
    words = _("A draw was added: %(count)s out of %(size)s.")
    return Done(
        words % {"count": said["draw_count"], "size": len(questions)}, place=f"place-{item.pk}"
    )


def _placed(item: Any) -> Done:
    words = _("Moved: it is now number %(order)s of its section.") % {"order": item.order}
    return Done(words, place=f"place-{item.pk}")


def _place(edit: Edit, said: Said) -> Done:
    return _placed(
        composition.place_item(
            edit=edit, item=said["item"], section=said["section"], order=said["order"]
        )
    )


def _into(edit: Edit, said: Said) -> Done:
    return _place(edit, {**said, "order": AT_THE_END})


def _points(edit: Edit, said: Said) -> Done:
    composition.set_points(edit=edit, item=said["item"], points=said["points"])
    return Done(_("Points saved."), place=f"place-{said['item']}")


def _all_points(edit: Edit, said: Said) -> Done:
    composition.set_points(edit=edit, item=None, points=said["points"])
    return Done(_("All questions are worth the same now."))


def _draw_count(edit: Edit, said: Said) -> Done:
    composition.change_draw(edit=edit, item=said["item"], draw_count=said["draw_count"])
    return Done(_("Saved: how many are drawn."), place=f"place-{said['item']}")


def _unpool(edit: Edit, said: Said) -> Done:
    composition.remove_from_pool(edit=edit, item=said["item"], question=said["pooled"])
    return Done(_("Taken out of the draw."), place=f"place-{said['item']}")


def _remove(edit: Edit, said: Said) -> Done:
    removed = composition.remove_item(edit=edit, item=said["item"])
    words = _("The draw was removed.") if removed.draw_count else _("The question was removed.")
    return Done(words, removed)


def _put_back(edit: Edit, said: Said) -> Done:
    removed = Removed(
        section=said["section"],
        order=said["order"],
        points=str(said["points"]),
        draw_count=said["draw_count"],
        questions=tuple(map(str, said["question"])),
    )
    item = composition.put_back(edit=edit, removed=removed)
    return Done(_("Put back."), place=f"place-{item.pk}")


def _new_section(edit: Edit, said: Said) -> Done:
    section = composition.add_section(
        edit=edit, title=said["title"], instructions=said["instructions"]
    )
    return Done(_("A section was added at the end."), place=f"section-{section.pk}")


def _section_words(edit: Edit, said: Said) -> Done:
    section = composition.change_section(
        edit=edit,
        section=said["section"],
        title=said["title"],
        instructions=said["instructions"],
    )
    return Done(_("Section saved."), place=f"section-{section.pk}")


def _move_section(edit: Edit, said: Said, step: int) -> Done:
    section = composition.move_section(edit=edit, section=said["section"], step=step)
    words = _("Moved: it is now section %(order)s.") % {"order": section.order}
    return Done(words, place=f"section-{section.pk}")


def _remove_section(edit: Edit, said: Said) -> Done:
    into = said["into"]
    composition.remove_section(edit=edit, section=said["section"], into=into)
    if into is None:
        return Done(_("The section was removed, with its questions."))
    return Done(_("The section was removed; its questions were moved."), place=f"section-{into}")


ACTS: Mapping[str, Act] = {
    "add": Act(forms.AddForm, _add),
    "draw": Act(forms.DrawForm, _draw),
    "draw-all": Act(forms.DrawAllForm, _draw),
    "place": Act(forms.PlaceForm, _place),
    "into": Act(forms.IntoForm, _into),
    "up": Act(
        forms.ItemForm,
        lambda edit, said: _placed(composition.step_item(edit=edit, item=said["item"], step=-1)),
    ),
    "down": Act(
        forms.ItemForm,
        lambda edit, said: _placed(composition.step_item(edit=edit, item=said["item"], step=1)),
    ),
    "points": Act(forms.PointsForm, _points),
    "all-points": Act(forms.AllPointsForm, _all_points),
    "draw-count": Act(forms.DrawCountForm, _draw_count),
    "unpool": Act(forms.PoolForm, _unpool),
    "remove": Act(forms.ItemForm, _remove),
    "put-back": Act(forms.PutBackForm, _put_back),
    "new-section": Act(forms.NewSectionForm, _new_section),
    "section": Act(forms.SectionWordsForm, _section_words),
    "section-up": Act(forms.SectionForm, lambda edit, said: _move_section(edit, said, -1)),
    "section-down": Act(forms.SectionForm, lambda edit, said: _move_section(edit, said, 1)),
    "remove-section": Act(forms.RemoveSectionForm, _remove_section),
}
