"""What progress knows of a person, for all that is stored about them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from quizzes.engine.scoring import to_text
from quizzes.models.accounts import User
from quizzes.models.progress import Mastery, PracticeSettings, ReviewCard, ReviewLog

Rows = Sequence[Mapping[str, Any]]


def mastery(user: User, _now: datetime) -> Rows:
    """Return what is believed of the person's abilities, with its past. One query."""
    found = Mastery.objects.visible_to(user).select_related("topic", "article").order_by("key")
    return [
        {
            "about": str(each.topic or each.article),
            "mean": each.mean,
            "low": each.low,
            "high": each.high,
            "answers": each.answer_count,
            "as_of": each.as_of,
            "history": [
                {"day": date.fromordinal(day).isoformat(), "mean": mean, "low": low, "high": high}
                for day, mean, low, high, *_rest in each.history
            ],
        }
        for each in found
    ]


def practice(user: User, _now: datetime) -> Rows:
    """Return what comes back and when, with the answers that say so. Three queries."""
    answers = _answers(user)
    cards = ReviewCard.objects.visible_to(user).select_related("question").order_by("pk")
    settings = PracticeSettings.objects.filter(student=user)
    chosen: Rows = [
        {"daily_limit": each.daily_limit, "retention": each.retention} for each in settings
    ]
    return [
        *chosen,
        *(
            {
                "question": str(each.question.public_id),
                "due_at": each.due_at,
                "put_aside_until": each.buried_until,
                "stability": each.stability,
                "difficulty": each.difficulty,
                "answers": answers[each.question_id],
            }
            for each in cards
        ),
    ]


def _answers(user: User) -> Mapping[int, list[Mapping[str, Any]]]:
    found: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for each in ReviewLog.objects.visible_to(user).order_by("at", "pk"):
        found[each.question_id].append(
            {
                "try": str(each.attempt_key),
                "at": each.at,
                "earned": None if each.fraction is None else to_text(each.fraction),
                "rating": each.rating,
                "seconds": each.seconds,
                "counts_for_mastery": each.is_first,
            }
        )
    return found
