"""How long a class list takes: read, looked at, taken in, its slips, and the same list again.

    python -m tests.load.roster --rows 2000 --database sqlite

Ten seconds at most from the file to the accounts, for 2,000 rows on two quiet cores. The steps are
those of the pages and the job, in this process; the file is an Excel workbook.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from tests.load import servers

MOST_SECONDS = 10
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
FIRST = "Ann Ida Jörg Zoë Yusuf Mía Søren Li Olu Eva".split()


def listed(count: int) -> bytes:
    """Return a workbook of so many students; a tenth of them have an address."""
    from quizzes.engine.sheets import Sheet, xlsx_bytes  # noqa: PLC0415

    rows = [["Vorname", "Nachname", "E-Mail", "Matrikelnummer"]]
    for number in range(count):
        address = f"s{number}@example.org" if number % 10 == 0 else ""
        rows.append([FIRST[number % 10], f"Groß {number // 20}", address, str(100_000 + number)])
    return xlsx_bytes([Sheet("List", rows)])


@contextmanager
def timed(seconds: dict[str, float], what: str) -> Iterator[None]:
    """Note how long the block took; the CPU seconds of this process and its children, too."""
    begun, cpu = time.perf_counter(), _cpu()
    yield
    seconds[what] = round(time.perf_counter() - begun, 2)
    name = "CPU, again" if "again" in what else "CPU"
    seconds[name] = round(seconds.get(name, 0) + _cpu() - cpu, 2)


def _cpu() -> float:
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def run(count: int) -> Mapping[str, Any]:
    """Take a list in twice, and return the seconds of each part."""
    from quizzes.engine.sheets import apart  # noqa: PLC0415 - Django is ready only now
    from quizzes.models.accounts import User  # noqa: PLC0415
    from quizzes.queries.classrooms.preview import preview_of  # noqa: PLC0415
    from quizzes.queries.classrooms.slips import roster_lines, slips_of  # noqa: PLC0415
    from quizzes.services import classrooms  # noqa: PLC0415
    from quizzes.tasks import running  # noqa: PLC0415
    from tests import factories  # noqa: PLC0415
    from tests.conftest import logged_in  # noqa: PLC0415

    teacher = factories.make_user("teacher", name="Teacher", is_teacher=True)
    classroom = factories.make_classroom(teacher)
    content = listed(count)
    seconds: dict[str, float] = {}
    for again in ("", ", again"):
        with timed(seconds, f"read{again}"):
            upload = classrooms.keep_roster(
                classroom=classroom,
                rows=apart.rows_of(content),
                file_name="list.xlsx",
                actor=teacher,
                now=NOW,
            )
        with timed(seconds, f"looked at{again}"):
            plan = preview_of(upload).plan
        with timed(seconds, f"asked for{again}"):
            job = classrooms.request_roster(
                upload=upload, agreed=plan.fingerprint, actor=teacher, now=NOW
            )
        with timed(seconds, f"taken in{again}"):
            running.run_next(("roster",), lambda: False)
    with timed(seconds, "slips"):
        slips = slips_of(roster_lines(classroom))
    client, way = logged_in(teacher), f"/classes/{classroom.public_id}/"
    for page in ("roster", "slips"):
        with timed(seconds, f"page {page}, again"):
            client.get(f"{way}{page}/", headers={"Host": servers.HOST})
    job.refresh_from_db()
    whole = sum(value for what, value in seconds.items() if not what.endswith(("again", "CPU")))
    accounts = User.objects.count() - 1
    doubled = job.result.get("made") != 0 or accounts != count or len(slips) != count
    return {"seconds": seconds, "whole": round(whole, 2), "wrong": doubled}


def main() -> None:
    """Measure on a database of its own, which goes afterwards."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=2_000)
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    told = parser.parse_args()
    with servers.place(told.database) as place:
        servers.prepare(place.environment("roster", "site_settings"))
        result = {"database": told.database, "rows": told.rows, **run(told.rows)}
        from django.db import connections  # noqa: PLC0415

        connections.close_all()
    print(json.dumps(result, indent=2))
    sys.exit(bool(result["wrong"] or result["whole"] > MOST_SECONDS))


if __name__ == "__main__":
    main()
