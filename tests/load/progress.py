"""A student of many years: what practice, its settings and the progress page cost.

    python -m tests.load.progress --answers 20000 --cards 10000 --database sqlite [--json F]

The rows are written by the thousand and cards and masteries made of them. Pages are asked for as a
browser does, by Django's own client in this process; the rest are the calls that pages make.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from tests.load import servers
from tests.load.bank import measured
from tests.load.servers import Place

# The most queries and milliseconds of each; None where only the other is promised.
PROMISED: Mapping[str, tuple[int | None, int | None]] = {
    "progress page": (10, 150),
    "practice page": (None, 150),
    "queue": (5, None),
    "forecast": (3, None),
    # Six, and the two of its transaction.
    "20 answers taken in": (8, None),
    "another share to remember": (None, 2000),
}


def run(place: Place, answers: int, cards: int) -> Mapping[str, Any]:
    """Fill the database that is open, and measure."""
    from django.db import connection  # noqa: PLC0415 - Django is ready only now
    from django.utils import timezone  # noqa: PLC0415

    from tests import factories  # noqa: PLC0415
    from tests.conftest import logged_in  # noqa: PLC0415
    from tests.services.learning import long_life  # noqa: PLC0415

    begun, now = time.perf_counter(), timezone.now()
    student = factories.make_user("veteran", name="Vera")
    questions = long_life(student, answers=answers, cards=cards, until=now)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    filled = round(time.perf_counter() - begun)
    client = logged_in(student)

    def page(address: str) -> None:
        response = client.get(address, headers={"Host": servers.HOST})
        if response.status_code != 200:
            raise RuntimeError(f"{address}: {response.status_code}")

    asked = {
        "progress page": partial(page, "/progress/"),
        "practice page": partial(page, "/practice/"),
        **_calls(student, questions, now),
    }
    found = {name: measured(place, ask) for name, ask in asked.items()}
    dear = [name for name, each in found.items() if _over(each["queries"], PROMISED[name][0])]
    slow = [name for name, each in found.items() if _over(each["cpu_ms"], PROMISED[name][1])]
    return {"filled_seconds": filled, "found": found, "too_slow": slow, "too_many_queries": dear}


def _calls(student: Any, questions: list[Any], now: Any) -> Mapping[str, Callable[[], Any]]:
    """Return what pages and a submit ask for, each to be called again and again."""
    from quizzes.queries.progress import due  # noqa: PLC0415
    from quizzes.services import progress  # noqa: PLC0415
    from tests.services.learning import DAY, entry  # noqa: PLC0415

    later = now + 60 * DAY
    # Every call takes in another attempt at the same twenty, a second later.
    attempts = iter(
        [
            [entry(each, is_first=False, at=now + DAY * n / 86400) for each in questions[:20]]
            for n in range(20)
        ]
    )
    shares = iter([0.8, 0.9] * 20)
    return {
        "queue": lambda: due.queue_of(student, later, [], 20),
        "forecast": lambda: due.forecast_of(student, now),
        "20 answers taken in": lambda: progress.take_in(
            student=student, entries=next(attempts), now=now
        ),
        "another share to remember": lambda: progress.set_practice(
            student=student, daily_limit=20, retention=next(shares), now=now
        ),
    }


def _over(found: int, most: int | None) -> bool:
    return most is not None and found > most


def main() -> None:
    """Measure on a database of its own, which goes afterwards."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=20_000)
    parser.add_argument("--cards", type=int, default=10_000)
    parser.add_argument(
        "--database", choices=["sqlite", "postgres", "postgresql"], default="sqlite"
    )
    parser.add_argument("--json", type=Path)
    told = parser.parse_args()
    with servers.place(told.database.removesuffix("ql")) as place:
        servers.prepare(place.environment("progress", "site_settings"))
        result = {
            "database": told.database,
            "answers": told.answers,
            "cards": told.cards,
            **run(place, told.answers, told.cards),
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
