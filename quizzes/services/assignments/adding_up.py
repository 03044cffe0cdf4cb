"""How a class's scores add up: categories with their weights, missing work, the grade scale."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db import transaction

from quizzes.engine.gradebook.scale import Scale, checked
from quizzes.engine.words import Message, Refused
from quizzes.engine.words import mark as _
from quizzes.models.accounts import User
from quizzes.models.assignments import Assignment
from quizzes.models.audit import AuditRecord
from quizzes.models.classrooms import Category, Classroom


class CategoryInUse(Refused):
    """A category that assignments are in cannot be deleted."""


class SameName(Refused):
    """Two categories of one name could not be told apart."""


@dataclass(frozen=True, slots=True)
class CategoryWish:
    """A category as it is to be; `public_id` None is a new one."""

    public_id: UUID | None
    name: str
    weight: Fraction
    drop_lowest: int
    is_deleted: bool = False


@transaction.atomic
def set_categories(
    *,
    classroom: Classroom,
    categories: Sequence[CategoryWish],
    sorted_into: Mapping[UUID, str],
    actor: User,
    now: datetime,
    address: str = "",
) -> None:
    """Write a class's categories, and which assignment is in which.

    `sorted_into` has a category's name, or "", by the public id of an assignment; what it does not
    name stays where it is. Raise SameName or CategoryInUse, and change nothing.
    """
    Classroom.objects.select_for_update(of=("self",)).get(pk=classroom.pk)
    before = _of(classroom)
    kept = [each for each in categories if not each.is_deleted]
    _check_names(kept, _untold(classroom, categories))
    for each in categories:
        if each.is_deleted and each.name in sorted_into.values():
            raise _in_use(each.name)
    _free_names(classroom, [each.public_id for each in categories if each.public_id])
    by_name = {each.name: _kept(classroom, each) for each in kept}
    for assignment in Assignment.objects.filter(classroom=classroom):
        if assignment.public_id in sorted_into:
            assignment.category = by_name.get(sorted_into[assignment.public_id])
            assignment.save(update_fields=["category"])
    for each in categories:
        if each.is_deleted and each.public_id is not None:
            _delete(classroom, each.public_id, each.name)
    _record("set_categories", classroom, actor, now, before, address)


@transaction.atomic
def set_counting(
    *,
    classroom: Classroom,
    are_missing_zero: bool,
    is_comparison_shown: bool,
    grade_scale: Scale,
    actor: User,
    now: datetime,
    address: str = "",
) -> Classroom:
    """Return the class with what missing work counts as, its scale, and who sees the comparison.

    Raise InvalidScale.
    """
    before = _of(classroom)
    classroom.are_missing_zero = are_missing_zero
    classroom.is_comparison_shown = is_comparison_shown
    classroom.grade_scale = checked(grade_scale)
    classroom.save(update_fields=["are_missing_zero", "is_comparison_shown", "grade_scale"])
    _record("set_counting", classroom, actor, now, before, address)
    return classroom


def _untold(classroom: Classroom, categories: Sequence[CategoryWish]) -> list[str]:
    """Return the names of categories that nothing is wished for: a colleague's, or just made."""
    told = [each.public_id for each in categories if each.public_id is not None]
    others = Category.objects.filter(classroom=classroom).exclude(public_id__in=told)
    return list(others.values_list("name", flat=True))


def _check_names(kept: Sequence[CategoryWish], others: Sequence[str]) -> None:
    names = [name.casefold() for name in [*(each.name for each in kept), *others]]
    for each in kept:
        if names.count(each.name.casefold()) > 1:
            raise SameName(Message(_("Two categories are called “%(name)s”."), {"name": each.name}))


def _free_names(classroom: Classroom, keys: Sequence[UUID]) -> None:
    """Take names away for a moment: two may be exchanged, or that of a deleted one given."""
    for category in Category.objects.filter(classroom=classroom, public_id__in=keys):
        category.name = str(category.public_id)
        category.save(update_fields=["name"])


def _kept(classroom: Classroom, wish: CategoryWish) -> Category:
    """Return a category as it is wished for; a new one where it has no id."""
    values = {"name": wish.name, "weight": wish.weight, "drop_lowest": wish.drop_lowest}
    if wish.public_id is None:
        return Category.objects.create(classroom=classroom, **values)
    category = Category.objects.get(classroom=classroom, public_id=wish.public_id)
    for name, value in values.items():
        setattr(category, name, value)
    category.save(update_fields=list(values))
    return category


def _delete(classroom: Classroom, public_id: UUID, name: str) -> None:
    category = Category.objects.filter(classroom=classroom, public_id=public_id).first()
    if category is None:
        return
    if category.assignments.exists():
        raise _in_use(name)
    category.delete()


def _in_use(name: str) -> CategoryInUse:
    text = _("“%(name)s” has assignments. Put them into another category first.")
    return CategoryInUse(Message(text, {"name": name}))


def _of(classroom: Classroom) -> dict[str, Any]:
    """Return how a class adds up, for the record."""
    categories = Category.objects.filter(classroom=classroom).order_by("pk")
    given = Assignment.objects.filter(classroom=classroom, category__isnull=False)
    return {
        "are_missing_zero": classroom.are_missing_zero,
        "is_comparison_shown": classroom.is_comparison_shown,
        "grade_scale": classroom.grade_scale,
        "categories": [[each.name, str(each.weight), each.drop_lowest] for each in categories],
        "sorted_into": {
            str(key): name for key, name in given.values_list("public_id", "category__name")
        },
    }


def _record(
    act: str,
    classroom: Classroom,
    actor: User,
    now: datetime,
    before: dict[str, Any],
    address: str,
) -> None:
    AuditRecord.objects.record(
        action=f"assignments.{act}",
        subject=classroom,
        actor=actor,
        now=now,
        before=before,
        after=_of(classroom),
        address=address,
    )
