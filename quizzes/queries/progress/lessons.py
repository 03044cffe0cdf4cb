"""First answers by subject: what mastery is made of."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from quizzes.engine.progress.beliefs import Lesson
from quizzes.models.progress import ReviewLog
from quizzes.queries.progress.subjects import article_key, topic_key

_SAID = ("at", "question", "fraction", "difficulty", "chance")
_TOPIC, _ARTICLE = "question__topics", "question__article"


def lessons_of(student: int, keys: Collection[str]) -> Mapping[str, list[Lesson]]:
    """Return a student's first answers for masteries by key. Two queries at most."""
    told = [key.split(":") for key in keys]
    found: dict[str, list[Lesson]] = defaultdict(list)
    learned = ReviewLog.objects.filter(student=student).learned_from()
    for name, place, key_of in (("topic", _TOPIC, topic_key), ("article", _ARTICLE, article_key)):
        asked = {int(number) for kind, number in told if kind == name}
        if asked:
            _add(found, learned.filter(**{f"{place}__in": asked}), place, key_of)
    return found


def all_lessons(students: Collection[int]) -> Mapping[tuple[int, str], list[Lesson]]:
    """Return students' first answers by student and key of the mastery. Two queries."""
    found: dict[tuple[int, str], list[Lesson]] = defaultdict(list)
    learned = ReviewLog.objects.filter(student__in=students).learned_from()
    for place, key_of in ((_TOPIC, topic_key), (_ARTICLE, article_key)):
        rows = learned.filter(**{f"{place}__isnull": False})
        for student, about, *said in rows.values_list("student", place, *_SAID):
            found[student, key_of(about)].append(_lesson(said))
    return found


def _add(found: dict[str, list[Lesson]], rows: QuerySet[Any], place: str, key_of: Any) -> None:
    for about, *said in rows.values_list(place, *_SAID):
        found[key_of(about)].append(_lesson(said))


def _lesson(said: Iterable[Any]) -> Lesson:
    at, question, fraction, difficulty, chance = said
    return Lesson(at, question, float(fraction), difficulty, chance)
