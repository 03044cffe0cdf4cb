"""A class book of many cells: how many queries the page takes, how long the server takes.

    python -m tests.load.classbook --students 200 --assignments 30 --database sqlite [--json F]

Attempts are rows made by hand: handed in, late, in progress, waiting for a mark, with second tries.
The page is asked for as a browser does, by Django's own client in this process.
"""

import argparse
import json
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from tests.load import servers
from tests.load.bank import measured
from tests.load.servers import Place

MOST_QUERIES, MOST_MS = 12, 400
POINTS = 12


def fill(students: int, assignments: int) -> tuple[Any, Any]:
    """Make a class with its scores; return its teacher and the class."""
    from django.utils import timezone  # noqa: PLC0415 - Django is ready only now

    from quizzes.models.accounts import User  # noqa: PLC0415
    from quizzes.models.attempts import Attempt  # noqa: PLC0415
    from quizzes.models.classrooms import Category, Membership  # noqa: PLC0415
    from tests import factories  # noqa: PLC0415

    now = timezone.now()
    teacher = factories.make_user("bookkeeper", is_teacher=True)
    classroom = factories.make_classroom(teacher, now=now)
    people = User.objects.bulk_create(
        User(username=f"s{n}", name=f"Student {n:03} of the class") for n in range(students)
    )
    Membership.objects.bulk_create(
        Membership(classroom=classroom, user=each, role="student", joined_at=now) for each in people
    )
    kinds = [
        Category.objects.create(classroom=classroom, name=name, weight=weight, drop_lowest=drop)
        for name, weight, drop in (("Homework", "1", 1), ("Tests", "2", 0))
    ]
    given = []
    for n in range(assignments):
        opens = now - timedelta(days=90 - 3 * n)
        quiz = factories.make_quiz([], title=f"Quiz {n} about the article")
        assignment = factories.make_assignment(
            quiz, classroom, teacher, now=opens, review_preset="homework"
        )
        assignment.category = kinds[n % 2]
        assignment.save(update_fields=["category"])
        given.append(assignment)
    rng = random.Random(4)
    Attempt.objects.bulk_create(_attempts(people, given, rng), batch_size=500)
    return teacher, classroom


def _attempts(people: Sequence[Any], given: Sequence[Any], rng: random.Random) -> Iterator[Any]:
    """Yield what the students have done: one in ten nothing, one in ten twice."""
    for assignment in given:
        for person in people:
            luck = rng.random()
            if luck < 0.1:
                continue
            if luck > 0.9:
                yield _attempt(assignment, person, 1, rng, is_open=False)
            yield _attempt(assignment, person, 1 + (luck > 0.9), rng, is_open=luck < 0.15)


def _attempt(
    assignment: Any, person: Any, number: int, rng: random.Random, *, is_open: bool
) -> Any:
    from quizzes.engine.disclosure import preset  # noqa: PLC0415
    from quizzes.models.attempts import Attempt  # noqa: PLC0415

    earned = rng.randrange(4 * POINTS + 1)
    return Attempt(
        student=person,
        assignment=assignment,
        number=number,
        seed=1,
        behavior="deferred",
        grading_method="highest",
        review_preset="homework",
        review_policy=preset("homework").to_json(),
        layout="one_at_a_time",
        navigation="free",
        language="en",
        started_at=assignment.opens_at,
        submitted_at=None if is_open else assignment.opens_at,
        ended_by="" if is_open else "student",
        earned=f"{earned}/4",
        raw_earned=f"{earned}/4",
        maximum=str(POINTS),
        pending="2" if rng.random() < 0.05 and earned <= 4 * (POINTS - 2) else "0",
        days_late=int(rng.random() < 0.05),
        answered_count=POINTS,
    )


def run(place: Place, students: int, assignments: int) -> Mapping[str, Any]:
    """Fill the database that is open, and measure the page."""
    from django.db import connection  # noqa: PLC0415

    from tests.conftest import logged_in  # noqa: PLC0415

    teacher, classroom = fill(students, assignments)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client = logged_in(teacher)
    address = f"/classes/{classroom.public_id}/scores/"

    def ask(query: str) -> None:
        response = client.get(f"{address}{query}", headers={"Host": servers.HOST})
        if response.status_code != 200:
            raise RuntimeError(f"{query}: {response.status_code}")

    pages = {"all": "", "sorted": "?order=highest", "of a category and late": "?late=1"}
    found = {name: measured(place, partial(ask, query)) for name, query in pages.items()}
    slow = [name for name, page in found.items() if page["cpu_ms"] > MOST_MS]
    dear = [name for name, page in found.items() if page["queries"] > MOST_QUERIES]
    return {"pages": found, "too_slow": slow, "too_many_queries": dear}


def main() -> None:
    """Measure on a database of its own, which goes afterwards."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=200)
    parser.add_argument("--assignments", type=int, default=30)
    parser.add_argument(
        "--database", choices=["sqlite", "postgres", "postgresql"], default="sqlite"
    )
    parser.add_argument("--json", type=Path)
    told = parser.parse_args()
    with servers.place(told.database.removesuffix("ql")) as place:
        servers.prepare(place.environment("classbook", "site_settings"))
        result = {
            "database": told.database,
            "students": told.students,
            "assignments": told.assignments,
            **run(place, told.students, told.assignments),
        }
        from django.db import connections  # noqa: PLC0415

        connections.close_all()
    text = json.dumps(result, indent=2)
    print(text)
    if told.json:
        told.json.write_text(text)
    sys.exit(bool(result["too_slow"] or result["too_many_queries"]))


if __name__ == "__main__":
    main()
