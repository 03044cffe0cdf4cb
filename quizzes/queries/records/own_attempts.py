"""A person's own tries, for all that is stored about them, as far as they may see it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from html import unescape
from typing import Any

from django.utils.html import strip_tags

from quizzes.engine.behaviors.registry import behavior_for
from quizzes.engine.disclosure import Disclosure, Part
from quizzes.engine.scoring import shown
from quizzes.models.accounts import User
from quizzes.models.attempts import Attempt, AttemptItem, Step, Strike
from quizzes.queries.assignments import timetable_of
from quizzes.queries.attempts.in_words import answer_in_words
from quizzes.queries.disclosure import of_attempts
from quizzes.queries.grading.said import MarkSaid, newest_marks, said_of
from quizzes.queries.review import score_shown

Row = Mapping[str, Any]


def own_attempts(user: User, now: datetime) -> Sequence[Row]:
    """Return the user's tries, the newest first, with what was answered. At most ten queries.

    What the answers are worth is there only where its moment has come. Keys, explanations,
    evidence and teachers' notes are not about the user, and never in it.
    """
    attempts = list(Attempt.objects.visible_to(user).with_origin().order_by("-started_at"))
    given = {each.assignment_id for each in attempts if each.assignment_id is not None}
    disclosures = of_attempts(attempts, timetable_of(user, given), now)
    items = _items([each for each in attempts if disclosures[each.pk].shows(Part.RESPONSE)])
    questions = [item for group in items.values() for item in group]
    steps, struck, marks = _steps(questions), _struck(questions), newest_marks(questions)
    return [
        {
            **_attempt(each, disclosures[each.pk]),
            "questions": [
                {
                    **_question(each, item, steps[item.pk], disclosures[each.pk]),
                    **_said(
                        said_of(item, marks.get(item.pk), disclosures[each.pk], is_staff=False)
                    ),
                    "struck": struck[item.pk],
                }
                for item in items[each.pk]
            ],
        }
        for each in attempts
    ]


def _items(attempts: Sequence[Attempt]) -> Mapping[int, list[AttemptItem]]:
    """Return the questions by attempt. One query."""
    items: dict[int, list[AttemptItem]] = defaultdict(list)
    found = AttemptItem.objects.filter(attempt__in=attempts).select_related("version")
    for item in found.order_by("position"):
        items[item.attempt_id].append(item)
    return items


def _steps(items: Sequence[AttemptItem]) -> Mapping[int, list[Step]]:
    """Return the steps by question. One query."""
    steps: dict[int, list[Step]] = defaultdict(list)
    found = Step.objects.filter(item__in=items).select_related("acceptance")
    for step in found.order_by("revision"):
        steps[step.item_id].append(step)
    return steps


def _struck(items: Sequence[AttemptItem]) -> Mapping[int, list[str]]:
    """Return the ids of the options that were struck out, by question. One query."""
    struck: dict[int, list[str]] = defaultdict(list)
    found = Strike.objects.filter(item__in=items).order_by("pk")
    for item, option in found.values_list("item_id", "option"):
        struck[item].append(option)
    return struck


def _attempt(attempt: Attempt, disclosure: Disclosure) -> Row:
    assignment = attempt.assignment
    return {
        "id": str(attempt.public_id),
        "quiz": attempt.title,
        "class": assignment.classroom.name if assignment else None,
        "is_preview": attempt.preview_of_id is not None,
        "number": attempt.number,
        "started_at": attempt.started_at,
        "deadline": attempt.deadline,
        "due_at": attempt.due_at,
        "submitted_at": attempt.submitted_at,
        "ended_by": attempt.ended_by or None,
        "receipt": attempt.receipt or None,
        "reading_place": attempt.reading_place or None,
        "score": _score(attempt) if disclosure.shows(Part.SCORE) else None,
    }


def _score(attempt: Attempt) -> Row:
    score = score_shown(attempt)
    return {
        "earned": str(score.earned),
        "maximum": str(score.maximum),
        "percent": None if score.percent is None else str(score.percent),
        "is_provisional": score.is_provisional,
        "days_late": score.days_late,
    }


def _question(
    attempt: Attempt, item: AttemptItem, steps: Sequence[Step], disclosure: Disclosure
) -> Row:
    counted = next((step for step in steps if step.revision == item.counted_revision), None)
    is_earned = disclosure.shows(Part.SCORE) and item.fraction is not None
    return {
        "position": item.position,
        "question": item.version.stem,
        "is_flagged": item.is_flagged,
        "answer": _in_words(attempt, item, counted) if counted else [],
        "points": str(shown(item.points)),
        "earned": str(shown((item.fraction or 0) * item.points)) if is_earned else None,
        "saves": [_save(step) for step in steps],
    }


def _said(said: MarkSaid | None) -> Row:
    """Return what a marker has said, as far as its moment has come."""
    levels = said.levels if said else ()
    return {
        "levels": [_plain(each.level) for each in levels],
        "comment": said.comment if said else None,
    }


def _plain(html: str) -> str:
    return " ".join(unescape(strip_tags(html)).split())


def _in_words(attempt: Attempt, item: AttemptItem, step: Step) -> Sequence[str]:
    behavior = behavior_for(attempt.behavior, item.version.option_count)
    said = answer_in_words(item, behavior, step, attempt.language)
    lines = [*(option.html for option in said.chosen), *said.lines]
    words = (_plain(line) for line in lines)
    return [line for line in (said.typed, *words) if line]


def _save(step: Step) -> Row:
    return {
        "at": step.at,
        "action": step.action,
        "sent": step.raw,
        "is_late": step.is_late,
        "is_accepted": hasattr(step, "acceptance"),
    }
