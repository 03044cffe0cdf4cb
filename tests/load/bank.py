"""The bank's list with many questions: how many queries a page takes, how long the server takes.

    python -m tests.load.bank --questions 20000 --database sqlite [--json F]

Real questions are rare in such numbers: these are made of words that follow Zipf's law, so that a
search finds many or few. Each page is asked for as a browser does, by Django's own client in this
process: middleware, view, queries and template, but no network.
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import accumulate
from pathlib import Path
from statistics import median
from typing import Any

from tests.load import servers
from tests.load.servers import Place

MOST_QUERIES, MOST_MS = 10, 200
ROUNDS = 7
TAKEN = 60
WORDS = 6_000
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

PAGES = {
    "all": "",
    "a word in a third": "?q=w2",
    "a rare word": "?q=w4321",
    "a word in none": "?q=nowhere",
    "three words": "?q=w1+w2+w30",
    "words in quotes": "?q=%22w1+w2%22",
    "a title": "?q=article+number+7",
    "narrowed": "?q=w5&kind=single_choice&bloom=apply&difficulty=hard&author=mine&use=unused",
    "of a topic": "?topic=topic-3",
    "reported": "?flag=reported",
    "no evidence": "?flag=no-evidence",
    "guessable": "?flag=guessable",
    "alike": "?flag=alike",
    "oldest, last page": "?order=oldest&page=9999",
    "most used": "?order=most-used",
    "least used, with a word": "?order=least-used&q=w9",
}


class Writer:
    """Writes texts of words that follow Zipf's law."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.weights = list(accumulate(1 / rank for rank in range(1, WORDS + 1)))
        self.words = [f"w{rank}" for rank in range(1, WORDS + 1)]

    def text(self, length: int) -> str:
        """Return a text of so many words."""
        return " ".join(self.rng.choices(self.words, cum_weights=self.weights, k=length))


def fill(count: int) -> Any:
    """Make a teacher with so many questions, a tenth of them the library's; return the teacher."""
    from quizzes.models.articles import Article  # noqa: PLC0415 - Django is ready only now
    from quizzes.models.bank import Question, Topic  # noqa: PLC0415
    from tests import factories  # noqa: PLC0415

    teacher = factories.make_user("author", name="Author", is_teacher=True)
    revisions = [factories.make_article(title=f"Article number {n}") for n in range(40)]
    Article.objects.filter(pk__in=[each.article_id for each in revisions]).update(owner=teacher)
    topics = [Topic.objects.create(slug=f"topic-{n}", name=f"Topic {n}") for n in range(60)]
    rng = random.Random(2)
    questions = Question.objects.bulk_create(
        Question(
            owner=teacher if n % 10 else None,
            article_id=revisions[n % 40].article_id,
            status="retired" if n % 50 == 0 else "ready",
        )
        for n in range(count)
    )
    tagged = Question.topics.through
    tagged.objects.bulk_create(
        tagged(question=each, topic=topic) for each in questions for topic in rng.sample(topics, 2)
    )
    _write_versions(questions, revisions, Writer(1))
    _use(questions, teacher)
    return teacher


def _write_versions(questions: Sequence[Any], revisions: Sequence[Any], writer: Writer) -> None:
    from quizzes.models.bank import Evidence, QuestionVersion  # noqa: PLC0415

    made: list[QuestionVersion] = []
    for place, question in enumerate(questions):
        # A third has been rewritten once.
        stems = [writer.text(14)] * (2 if place % 3 == 0 else 1)
        made += [_version(question, n, stem, writer, place) for n, stem in enumerate(stems, 1)]
    stored = QuestionVersion.objects.bulk_create(made, batch_size=500)
    Evidence.objects.bulk_create(
        (
            Evidence(
                version=each, order=1, revision=revisions[n % 40], start=0, end=9, quote="A spirit"
            )
            for n, each in enumerate(stored)
            if n % 4
        ),
        batch_size=1000,
    )


def _version(question: Any, number: int, stem: str, writer: Writer, place: int) -> Any:
    from quizzes.engine.publishing import searched  # noqa: PLC0415
    from quizzes.models.bank import QuestionVersion  # noqa: PLC0415
    from tests.factories import SPECS  # noqa: PLC0415

    kind = list(SPECS)[place % 10]
    if kind == "single_choice":
        spec = {
            "options": [
                {"id": o, "text": writer.text(8), "fraction": str(int(o == "a")), "feedback": ""}
                for o in "abcd"
            ],
            "is_shuffled": True,
        }
    else:
        spec = SPECS[kind]()
    explanation = writer.text(50)
    version = QuestionVersion(
        question=question,
        number=number,
        kind=kind,
        stem=stem,
        spec=spec,
        explanation=explanation,
        rendered={"stem": f"<p>{stem}</p>", "explanation": f"<p>{explanation}</p>"},
        bloom=list(QuestionVersion.Bloom)[place % 5],
        difficulty=list(QuestionVersion.Difficulty)[place % 3],
        searched=searched(stem, spec, explanation),
        created_at=NOW + timedelta(minutes=place),
    )
    version.seal = version.sealed()
    return version


def _use(questions: Sequence[Any], teacher: Any) -> None:
    """Put a quarter into quizzes of twenty; the first are taken, and a question there reported."""
    from quizzes.models.bank import QuestionVersion  # noqa: PLC0415
    from quizzes.models.review import QuestionReport  # noqa: PLC0415
    from tests import factories  # noqa: PLC0415

    newest = {v.question_id: v for v in QuestionVersion.objects.newest().only("question_id")}
    students = [factories.make_user(f"student{n}") for n in range(5)]
    ready = [each for each in questions[: len(questions) // 4] if each.status == "ready"]
    for start in range(0, len(ready), 20):
        quiz = factories.make_quiz([newest[each.pk] for each in ready[start : start + 20]])
        for student in students[: start // 20 % 6] if start < 20 * TAKEN else ():
            attempt = factories.start(quiz, student)
            QuestionReport.objects.create(
                item=attempt.items.first(), reporter=student, reason="key", at=NOW
            )


def measured(place: Place, ask: Callable[[], Any]) -> Mapping[str, Any]:
    """Return the queries of a page and its milliseconds.

    `cpu_ms`: of the server and its database, the median of some rounds: what a page costs whatever
    else the machine does. `best_ms`: by the clock. `first_cpu_ms`: the first time in a process,
    which has not met the questions yet.
    """
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    def cpu() -> float:
        return time.process_time() + place.database_cpu()

    begun = cpu()
    ask()
    first = cpu() - begun
    with CaptureQueriesContext(connection) as captured:
        ask()
        queries = len(captured)
    spent, seconds = [], []
    for _round in range(ROUNDS):
        begun, clock = cpu(), time.perf_counter()
        ask()
        spent.append(cpu() - begun)
        seconds.append(time.perf_counter() - clock)
    return {
        "queries": queries,
        "cpu_ms": round(1000 * median(spent)),
        "best_ms": round(1000 * min(seconds)),
        "first_cpu_ms": round(1000 * first),
    }


def run(place: Place, count: int) -> Mapping[str, Any]:
    """Fill the database that is open, and measure each page."""
    from django.db import connection  # noqa: PLC0415

    from quizzes.queries.bank import similar_questions  # noqa: PLC0415
    from tests.conftest import logged_in  # noqa: PLC0415

    begun = time.perf_counter()
    teacher = fill(count)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client = logged_in(teacher)

    def ask(query: str) -> None:
        response = client.get(f"/questions/{query}", headers={"Host": servers.HOST})
        if response.status_code != 200:
            raise RuntimeError(f"{query}: {response.status_code}")

    pages = {"filled_seconds": round(time.perf_counter() - begun)}
    found = {name: measured(place, partial(ask, query)) for name, query in PAGES.items()}
    stem = Writer(3).text(14)
    similar = partial(similar_questions, teacher, stem, None)
    found["similar while writing"] = measured(place, similar)
    late = [name for name, page in found.items() if page["cpu_ms"] > MOST_MS]
    dear = [name for name, page in found.items() if page["queries"] > MOST_QUERIES]
    return {**pages, "pages": found, "too_slow": late, "too_many_queries": dear}


def main() -> None:
    """Measure on a database of its own, which goes afterwards."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=20_000)
    parser.add_argument(
        "--database", choices=["sqlite", "postgres", "postgresql"], default="sqlite"
    )
    parser.add_argument("--json", type=Path)
    told = parser.parse_args()
    with servers.place(told.database.removesuffix("ql")) as place:
        servers.prepare(place.environment("bank", "site_settings"))
        result = {
            "database": told.database,
            "questions": told.questions,
            **run(place, told.questions),
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
