"""Whom something can be given to: the classes that one leads, their students and categories."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizzes.models.accounts import User
from quizzes.models.classrooms import Category, Classroom, Membership


@dataclass(frozen=True, slots=True)
class Recipients:
    """A class, its students as its lists sort them, and its categories by name."""

    classroom: Classroom
    students: Sequence[User]
    categories: Sequence[Category]


def recipients_led_by(teacher: User) -> tuple[Recipients, ...]:
    """Return the current classes of which somebody is a teacher, by name. Three queries."""
    led = Classroom.objects.led_by(teacher).current()
    return _recipients(list(led.order_by("name", "pk")))


def recipients_in(classroom: Classroom) -> Recipients:
    """Return the same of one class. Two queries."""
    return _recipients([classroom])[0]


def _recipients(classrooms: Iterable[Classroom]) -> tuple[Recipients, ...]:
    asked = list(classrooms)
    students: dict[int, list[User]] = defaultdict(list)
    members = Membership.objects.active_students().filter(classroom__in=asked)
    for member in members.select_related("user").order_by("sort_name", "user__name", "pk"):
        students[member.classroom_id].append(member.user)
    categories: dict[int, list[Category]] = defaultdict(list)
    for category in Category.objects.filter(classroom__in=asked).order_by("name"):
        categories[category.classroom_id].append(category)
    return tuple(
        Recipients(each, tuple(students[each.pk]), tuple(categories[each.pk])) for each in asked
    )
