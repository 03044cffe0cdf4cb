"""A class with many answers: how many queries its progress takes, how long the server takes.

    python -m tests.load.classprogress --students 200 --assignments 30 --questions 10 [--json F]

Answers are rows made by hand, of some kinds of questions on ten topics. The pages are asked for as
a browser does, by Django's own client in this process.
"""

import argparse
import json
import random
import sys
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from tests.load import servers
from tests.load.bank import measured
from tests.load.servers import Place

MOST_QUERIES, MOST_MS = 12, 1000
# Of one student, whose page has much else.
MOST_OF_A_STUDENT = 14
TOPICS = 10
KINDS = ("single_choice", "true_false", "short_answer", "numeric", "multiple_choice")
QUOTES = (
    "Music came east.",
    "It has four parts, said the speaker.",
    "Traders carried silk & porcelain west.",
)


def fill(students: int, assignments: int, questions: int) -> tuple[Any, Any, Any]:
    """Make a class with its answers; return its teacher, the class, the article."""
    from django.utils import timezone  # noqa: PLC0415 - Django is ready only now

    from quizzes.models.accounts import User  # noqa: PLC0415
    from quizzes.models.bank import Topic  # noqa: PLC0415
    from quizzes.models.classrooms import Membership  # noqa: PLC0415
    from tests import factories  # noqa: PLC0415

    now = timezone.now()
    teacher = factories.make_user("teacher", is_teacher=True)
    classroom = factories.make_classroom(teacher, now=now)
    people = User.objects.bulk_create(
        User(username=f"s{n}", name=f"Student {n:03} of the class") for n in range(students)
    )
    Membership.objects.bulk_create(
        Membership(classroom=classroom, user=each, role="student", joined_at=now) for each in people
    )
    topics = [Topic.objects.create(slug=f"t{n}", name=f"Topic {n}") for n in range(TOPICS)]
    revision = factories.make_article()
    rng = random.Random(8)
    for place in range(assignments):
        versions = [
            factories.make_version(
                KINDS[n % len(KINDS)], revision=revision, quotes=(QUOTES[n % len(QUOTES)],)
            )
            for n in range(questions)
        ]
        for n, version in enumerate(versions):
            version.question.topics.add(topics[(place + n % 3) % TOPICS])
        quiz = factories.make_quiz(versions, revision=revision)
        at = now - timedelta(days=3 * (assignments - place) - 2)
        given = factories.make_assignment(quiz, classroom, teacher, now=at, review_preset="exam")
        _answer(given, people, versions, rng)
    return teacher, classroom, revision.article


def _answer(given: Any, people: Sequence[Any], versions: Sequence[Any], rng: random.Random) -> None:
    """Let every student hand in an assignment."""
    from quizzes.models.attempts import Attempt, AttemptItem, Step  # noqa: PLC0415
    from tests.factories import RIGHT, WRONG  # noqa: PLC0415
    from tests.load.classbook import _attempt  # noqa: PLC0415

    made = [_attempt(given, person, 1, rng, is_open=False) for person in people]
    taken = Attempt.objects.bulk_create(made, batch_size=500)
    items = AttemptItem.objects.bulk_create(
        (
            AttemptItem(
                attempt=attempt,
                position=place,
                quiz_order=place,
                version=version,
                points="1",
                state="answered",
                last_revision=1,
                counted_revision=1,
                first_revision=1,
                first_at=attempt.submitted_at,
                first_fraction=rng.choice(("0", "1", "1")),
                is_first=True,
            )
            for attempt in taken
            for place, version in enumerate(versions, start=1)
        ),
        batch_size=500,
    )
    kinds = {version.pk: version.kind for version in versions}
    Step.objects.bulk_create(
        (
            Step(
                item=item,
                revision=1,
                action="save",
                raw=(RIGHT if item.first_fraction == 1 else WRONG)[kinds[item.version_id]],
                is_readable=True,
                is_late=False,
                at=item.first_at,
            )
            for item in items
        ),
        batch_size=500,
    )


def run(place: Place, students: int, assignments: int, questions: int) -> Mapping[str, Any]:
    """Fill the database that is open, and measure the pages."""
    from django.db import connection  # noqa: PLC0415

    from quizzes.models.classrooms import Membership  # noqa: PLC0415
    from tests.conftest import logged_in  # noqa: PLC0415

    teacher, classroom, article = fill(students, assignments, questions)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client = logged_in(teacher)
    address = f"/classes/{classroom.public_id}/progress"
    member = next(islice(Membership.objects.filter(role="student").select_related("user"), 1))

    def ask(path: str) -> None:
        response = client.get(path, headers={"Host": servers.HOST})
        if response.status_code != 200:
            raise RuntimeError(f"{path}: {response.status_code}")

    pages = {
        "the last 4 weeks": f"{address}/",
        "all": f"{address}/?period=all",
        "a topic, all": f"{address}/topics/t1/?period=all",
        "an article, all": f"{address}/articles/{article.public_id}/?period=all",
        "CSV, all": f"{address}.csv?period=all",
        "a student": f"/classes/{classroom.public_id}/students/{member.user.public_id}/",
    }
    found = {name: measured(place, partial(ask, path)) for name, path in pages.items()}
    slow = [name for name, page in found.items() if page["cpu_ms"] > MOST_MS]
    most = dict.fromkeys(pages, MOST_QUERIES) | {"a student": MOST_OF_A_STUDENT}
    dear = [name for name, page in found.items() if page["queries"] > most[name]]
    return {"pages": found, "too_slow": slow, "too_many_queries": dear}


def main() -> None:
    """Measure on a database of its own, which goes afterwards."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=200)
    parser.add_argument("--assignments", type=int, default=30)
    parser.add_argument("--questions", type=int, default=10)
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--json", type=Path)
    told = parser.parse_args()
    size = (told.students, told.assignments, told.questions)
    with servers.place(told.database) as place:
        servers.prepare(place.environment("classprogress", "site_settings"))
        names = ("students", "assignments", "questions")
        result = {"database": told.database, **dict(zip(names, size, strict=True))}
        result |= run(place, *size)
        from django.db import connections  # noqa: PLC0415

        connections.close_all()
    text = json.dumps(result, indent=2)
    print(text)
    if told.json:
        told.json.write_text(text)
    sys.exit(bool(result["too_slow"] or result["too_many_queries"]))


if __name__ == "__main__":
    main()
