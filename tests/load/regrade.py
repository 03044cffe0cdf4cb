"""Scoring old answers again: how long the preview, the worker's part and undoing take.

    python -m tests.load.regrade --attempts 2000 --database sqlite [--json F]

Students of several classes have answered a quiz of ten questions by a wrong key, which is corrected
then: a third of them rises, a third falls. The worker's part is what the worker does, in this
process; `held_seconds` of it is the one transaction that writes.
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.load import servers

MOST_SECONDS = 10
CLASSES, QUESTIONS = 10, 10
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def fill(count: int) -> tuple[Any, Any, Sequence[Any]]:
    """Make so many attempts; return their teacher, the question's version and the assignments."""
    from quizzes.models.classrooms import Membership  # noqa: PLC0415 - Django is ready only now
    from tests import factories  # noqa: PLC0415

    teacher = factories.make_user("teacher", name="Teacher", is_teacher=True)
    versions = [factories.make_version(spec=factories.single_choice("a")) for _ in range(QUESTIONS)]
    quiz = factories.make_quiz(versions)
    students = _students(count)
    given = []
    for number in range(CLASSES):
        classroom = factories.make_classroom(teacher, name=f"Class {number}")
        Membership.objects.bulk_create(
            Membership(classroom=classroom, user=student, role="student", joined_at=NOW)
            for student in students[number::CLASSES]
        )
        assignment = factories.make_assignment(
            quiz, classroom, teacher, now=NOW, review_preset="homework", late_percent=10
        )
        _take(assignment, students[number::CLASSES])
        given.append(assignment)
    return teacher, versions[0], given


def _students(count: int) -> Sequence[Any]:
    from quizzes.models.accounts import User  # noqa: PLC0415

    return User.objects.bulk_create(
        User(username=f"student{n}", name=f"Student {n}", password="!") for n in range(count)
    )


def _take(assignment: Any, students: Sequence[Any]) -> None:
    """Let students answer and hand in, as rows: through the services it would take minutes."""
    from quizzes.models.attempts import Attempt, AttemptItem, Mark, Step  # noqa: PLC0415
    from tests import factories  # noqa: PLC0415

    first = factories.start(assignment, students[0], now=NOW)
    asked = list(first.items.order_by("position"))
    others = Attempt.objects.bulk_create(
        _copy(Attempt, first, student=student, public_id=None) for student in students[1:]
    )
    everybody = [first, *others]
    copies = [_copy(AttemptItem, item, attempt=each) for each in others for item in asked]
    items = [*asked, *AttemptItem.objects.bulk_create(copies, batch_size=500)]
    rng = random.Random(len(students))
    raws = {item.pk: rng.choice("abc") for item in items}
    steps = [
        Step(
            item=item,
            revision=1,
            action="save",
            raw=raws[item.pk],
            is_readable=True,
            is_late=False,
            at=NOW,
        )
        for item in items
    ]
    for step in steps:
        step.seal = step.sealed()
    Step.objects.bulk_create(steps, batch_size=500)
    marks = []
    for item in items:
        item.fraction, item.mark_count = int(raws[item.pk] == "a"), 1
        item.state, item.last_revision, item.counted_revision = "answered", 1, 1
        mark = Mark(
            item=item,
            number=1,
            fraction=item.fraction,
            source="rule",
            version_id=item.version_id,
            revision=1,
            at=NOW,
        )
        mark.seal = mark.sealed()
        marks.append(mark)
    Mark.objects.bulk_create(marks, batch_size=500)
    columns = ["fraction", "mark_count", "state", "last_revision", "counted_revision"]
    AttemptItem.objects.bulk_update(items, columns, batch_size=500)
    _hand_in(everybody)


def _hand_in(attempts: Sequence[Any]) -> None:
    from quizzes.models.attempts import Attempt  # noqa: PLC0415
    from quizzes.services.grading.writing import settle_attempts  # noqa: PLC0415

    pks = [attempt.pk for attempt in attempts]
    done = {"submitted_at": NOW + timedelta(hours=1), "ended_by": "student", "receipt": "x"}
    Attempt.objects.filter(pk__in=pks).update(**done)
    settle_attempts(Attempt.objects.filter(pk__in=pks))


def _copy(model: Any, row: Any, **changed: Any) -> Any:
    from uuid import uuid4  # noqa: PLC0415

    names = [f.attname for f in model._meta.concrete_fields if not f.primary_key]
    values = {name: getattr(row, name) for name in names}
    if "public_id" in changed:
        changed["public_id"] = uuid4()
    made = model(**values)
    for name, value in changed.items():
        setattr(made, name, value)
    return made


@contextmanager
def timed(times: dict[str, float], name: str) -> Iterator[None]:
    """Note how many seconds the block takes."""
    begun = time.perf_counter()
    yield
    times[name] = round(time.perf_counter() - begun, 2)


def run(count: int) -> Mapping[str, Any]:
    """Fill the database that is open, correct the key, and measure."""
    from quizzes.models.grading import GradingAct  # noqa: PLC0415
    from quizzes.queries.grading.regrading.planning import Plan  # noqa: PLC0415
    from quizzes.queries.grading.regrading.preview import preview_of  # noqa: PLC0415
    from tests import factories  # noqa: PLC0415
    from tests.services.grading.acts import corrected  # noqa: PLC0415

    times: dict[str, float] = {}
    with timed(times, "filled_seconds"):
        teacher, version, given = fill(count)
        corrected(version, factories.single_choice("b"))
    with timed(times, "preview_seconds"):
        plan = Plan("regrade", version.question, tuple(given), "recompute")
        preview = preview_of(plan)
    held = _watch(times)
    asked = {
        "kind": "regrade",
        "question": str(version.question.public_id),
        "assignments": [str(each.public_id) for each in given],
        "choice": "recompute",
        "keeps_percent": False,
        "told": {"reason": "The key was wrong."},
    }
    with timed(times, "regrade_seconds"), held("held_seconds"):
        _work(teacher, asked)
    act = GradingAct.objects.get()
    undoing = {"undo": str(act.public_id), "told": {}}
    with timed(times, "undo_seconds"):
        _work(teacher, undoing)
    return {"changed": act.summary["changed"], "previewed": preview.change_count, **times}


def _watch(times: dict[str, float]) -> Callable[[str], Any]:
    """Return what notes how long `carry_out` takes in a block."""
    from quizzes.services import grading  # noqa: PLC0415

    @contextmanager
    def held(name: str) -> Iterator[None]:
        carry_out = grading.carry_out

        def measured(**told: Any) -> Any:
            with timed(times, name):
                return carry_out(**told)

        grading.carry_out = measured
        yield
        grading.carry_out = carry_out

    return held


def _work(owner: Any, arguments: Mapping[str, Any]) -> None:
    from quizzes.models.jobs import Job  # noqa: PLC0415
    from quizzes.services import jobs  # noqa: PLC0415
    from quizzes.tasks import running  # noqa: PLC0415

    now = datetime.now(UTC)
    job = jobs.enqueue(kind="regrade", arguments=arguments, owner=owner, now=now)
    running.run_next(("regrade",), lambda: False)
    done = Job.objects.get(pk=job.pk)
    if done.state != Job.State.DONE:
        raise RuntimeError(f"{done.state}: {done.error}")


def main() -> None:
    """Measure on a database of its own, which goes afterwards."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--attempts", type=int, default=2000)
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--json", type=Path)
    told = parser.parse_args()
    with servers.place(told.database) as place:
        servers.prepare(place.environment("regrade", "site_settings"))
        result = {"database": told.database, "attempts": told.attempts, **run(told.attempts)}
        from django.db import connections  # noqa: PLC0415

        connections.close_all()
    text = json.dumps(result, indent=2)
    print(text)
    if told.json:
        told.json.write_text(text)
    sys.exit(result["regrade_seconds"] > MOST_SECONDS or result["undo_seconds"] > MOST_SECONDS)


if __name__ == "__main__":
    main()
