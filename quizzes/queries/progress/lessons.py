"""First answers by subject: what mastery is made of."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Count, Max, QuerySet

from quizzes.engine.progress.beliefs import Lesson
from quizzes.models.progress import Mastery, ReviewLog
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


def stale_students(students: Collection[int]) -> Sequence[int]:
    """Return those whose masteries are not about the topics and articles of their questions now.

    A question can be told under another topic, or moved to another article, by its author. Three
    queries: counts and last moments, no answers.
    """
    learned = ReviewLog.objects.filter(student__in=students).learned_from()
    wanted = {
        (student, key_of(about)): told
        for place, key_of in ((_TOPIC, topic_key), (_ARTICLE, article_key))
        for student, about, *told in learned.filter(**{f"{place}__isnull": False})
        .values("student", place)
        .annotate(count=Count("pk"), last=Max("at"))
        .order_by()
        .values_list("student", place, "count", "last")
    }
    stored = {
        (student, key): told
        for student, key, *told in Mastery.objects.filter(student__in=students).values_list(
            "student", "key", "answer_count", "as_of"
        )
    }
    keys = wanted.keys() | stored.keys()
    return sorted({key[0] for key in keys if wanted.get(key) != stored.get(key)})


def _add(found: dict[str, list[Lesson]], rows: QuerySet[Any], place: str, key_of: Any) -> None:
    for about, *said in rows.values_list(place, *_SAID):
        found[key_of(about)].append(_lesson(said))


def _lesson(said: Iterable[Any]) -> Lesson:
    at, question, fraction, difficulty, chance = said
    return Lesson(at, question, float(fraction), difficulty, chance)
