"""All answers of a class's assignments as a table, one row for each question of each attempt."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from quizzes.engine.behaviors.registry import behavior_for
from quizzes.engine.sheets.writing import Cell
from quizzes.models.assignments import Assignment
from quizzes.models.attempts import Attempt, AttemptItem, Mark, Step
from quizzes.models.classrooms import Classroom, Membership
from quizzes.queries.attempts.telling import texts_given

# The columns, as README documents them. Names for programs: never translated.
COLUMNS = (
    "attempt",
    "student",
    "user_name",
    "student_number",
    "assignment",
    "try",
    "started",
    "handed_in",
    "position",
    "question",
    "version",
    "kind",
    "stem",
    "response",
    "state",
    "fraction",
    "points",
    "maximum",
    "seconds",
    "certainty",
    "days_late",
    "came_too_late",
    "dropped",
    "marked_by",
)
ATTEMPTS_AT_ONCE = 100
JOINED = " | "


def attempts_to_tell(classroom: Classroom, assignment: Assignment | None) -> Sequence[int]:
    """Return the keys of the attempts that a table is about, in its order. One query."""
    found = Attempt.objects.filter(assignment__classroom=classroom)
    if assignment is not None:
        found = found.filter(assignment=assignment)
    order = ("assignment__created_at", "assignment", "student__name", "student", "number")
    return list(found.order_by(*order).values_list("pk", flat=True))


def rows_by_chunk(
    classroom: Classroom, attempts: Sequence[int]
) -> Iterator[tuple[int, Sequence[Sequence[Cell]]]]:
    """Yield how many attempts a chunk has, and its rows. One query, and four for each chunk."""
    numbers = dict(
        Membership.objects.filter(classroom=classroom).values_list("user_id", "student_number")
    )
    for first in range(0, len(attempts), ATTEMPTS_AT_ONCE):
        keys = attempts[first : first + ATTEMPTS_AT_ONCE]
        yield len(keys), list(_rows(classroom, keys, numbers))


def _rows(
    classroom: Classroom, keys: Sequence[int], numbers: Mapping[int, str]
) -> Iterator[Sequence[Cell]]:
    taken = Attempt.objects.filter(pk__in=keys).select_related("student", "assignment__quiz")
    attempts = {each.pk: each for each in taken}
    items: dict[int, list[AttemptItem]] = defaultdict(list)
    asked = AttemptItem.objects.filter(attempt__in=keys).select_related("version__question")
    for item in asked.order_by("position"):
        items[item.attempt_id].append(item)
    steps = _steps(keys)
    marks = _marks(keys)
    for key in keys:
        attempt = attempts[key]
        seconds = seconds_spent(
            attempt.started_at, [step for i in items[key] for step in steps[i.pk]]
        )
        about = _about(classroom, attempt, numbers)
        for item in items[key]:
            counted = seconds.get(item.pk, 0)
            yield [*about, *_answer(attempt, item, steps[item.pk], marks.get(item.pk), counted)]


def _steps(attempts: Sequence[int]) -> Mapping[int, list[Step]]:
    found: dict[int, list[Step]] = defaultdict(list)
    for step in Step.objects.filter(item__attempt__in=attempts).order_by("item", "revision"):
        found[step.item_id].append(step)
    return found


def _marks(attempts: Sequence[int]) -> Mapping[int, str]:
    """Return who or what gave the newest mark, by item."""
    marks = Mark.objects.filter(item__attempt__in=attempts).order_by("item", "number")
    return dict(marks.values_list("item_id", "source"))


def seconds_spent(started_at: datetime, steps: Iterable[Step]) -> Mapping[int, int]:
    """Return the seconds spent on each item: from the save before it, on any item, to its own.

    The first is counted from the start. What was looked at without saving belongs to the next save.
    """
    spent: dict[int, float] = defaultdict(float)
    before = started_at
    for step in sorted(steps, key=lambda step: (step.at, step.pk)):
        spent[step.item_id] += max(0.0, (step.at - before).total_seconds())
        before = step.at
    return {key: round(seconds) for key, seconds in spent.items()}


def _about(classroom: Classroom, attempt: Attempt, numbers: Mapping[int, str]) -> Sequence[Cell]:
    assignment = attempt.assignment
    return [
        str(attempt.public_id),
        attempt.student.shown_name,
        attempt.student.username,
        numbers.get(attempt.student_id, ""),
        assignment.quiz.title if assignment else "",
        attempt.number,
        attempt.started_at.astimezone(classroom.zone),
        attempt.submitted_at.astimezone(classroom.zone) if attempt.submitted_at else None,
    ]


def _answer(
    attempt: Attempt, item: AttemptItem, steps: Sequence[Step], source: str | None, seconds: int
) -> Sequence[Cell]:
    version = item.version
    counted = next((step for step in steps if step.revision == item.counted_revision), None)
    behavior = behavior_for(attempt.behavior, version.option_count)
    raw: Any = None
    certainty = 1
    if counted is not None:
        raw, certainty = behavior.unwrapped(counted.raw)
    is_waiting = not attempt.is_open and item.fraction is None
    return [
        item.position,
        str(version.question.public_id),
        version.number,
        version.kind,
        version.stem,
        JOINED.join(texts_given(version, raw)),
        "waiting" if is_waiting else item.state,
        item.fraction,
        None if item.fraction is None else item.points * item.fraction,
        item.points,
        seconds,
        certainty if attempt.behavior == "certainty" and raw is not None else None,
        attempt.days_late,
        sum(step.is_late and step.revision > item.counted_revision for step in steps),
        item.is_dropped,
        source or "",
    ]
