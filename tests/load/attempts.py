"""Students over HTTP: how many attempts a second, how long each step takes, what CPU it costs.

    python -m tests.load.attempts --students 16 --attempts 10 --database sqlite [--burst] [--json F]

In the same run, taken in turn, the floor (`floor.py`): what the bare framework costs.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from tests.load import burst, servers
from tests.load.browser import Browser, Line
from tests.load.figures import Rounds, Times
from tests.load.servers import Place, Server, running
from tests.load.student import Class, FloorStudent, Journey, Student

REQUESTS = 16
BARE_DJANGO = "django.core.wsgi:get_wsgi_application()"
ROUNDS = 5
# Attempts in a batch: enough for CPU clocks that tick every ten milliseconds.
BATCH = 60
# What a save, a page and a whole attempt may cost, by what the floor costs.
TARGETS = {"save": 2.2, "page": 3.0, "attempt": 2.2}

# Makes the journey of student number n, in a browser.
Maker = Callable[[Browser, int], Journey]
addresses = count(1)


@dataclass(frozen=True)
class Subject:
    """A server under load, and how somebody goes through it."""

    server: Server
    journey: Maker

    def travel(self, line: Line, number: int, times: Times) -> None:
        """Go through it once, from the log-in on."""
        for calls in self.journey(browser(line, times), number).values():
            for call in calls:
                call()


def browser(line: Line, times: Times) -> Browser:
    """Return a new browser at an address of its own."""
    number = next(addresses)
    address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    return Browser(line, address, times.note)


def closed_loop(subject: Subject, students: int, attempts: int) -> Mapping[str, Any]:
    """Let students take one attempt after the other; return attempts a second, times of steps."""
    times = Times()

    def work(number: int) -> None:
        line = Line(subject.server.port)
        for _ in range(attempts):
            subject.travel(line, number, times)
        line.close()

    cpu, begun = subject.server.cpu(), time.perf_counter()
    with ThreadPoolExecutor(students) as pool:
        list(pool.map(work, range(students)))
    seconds = time.perf_counter() - begun
    done = students * attempts
    return {
        "attempts": done,
        "attempts_per_second": round(done / seconds, 1),
        "web_cpu_ms_per_attempt": round(1000 * (subject.server.cpu() - cpu) / done, 1),
        "steps": times.shown(),
    }


def batch(subject: Subject, size: int, rounds: Rounds) -> None:
    """Let one student after the other do the same step, so that its CPU can be told."""
    line, times = Line(subject.server.port), Times()
    journeys = [subject.journey(browser(line, times), number) for number in range(size)]
    rounds.begin()
    for step, calls in journeys[0].items():
        with rounds.batch(step, size * len(calls)):
            for journey in journeys:
                for call in journey[step]:
                    call()
    line.close()


def compared(site: Subject, floor: Subject, place: Place, size: int) -> Mapping[str, Any]:
    """Return what each step costs, beside the floor: the median of rounds taken in turn."""
    ours = Rounds(site.server.cpu, place.database_cpu)
    theirs = Rounds(floor.server.cpu, place.database_cpu)
    for _ in range(ROUNDS):
        batch(site, size, ours)
        batch(floor, size, theirs)
    ratios = {
        "save": ours.ratio("save", theirs, "row"),
        "page": ours.ratio("page", theirs, "row"),
        "attempt": ours.total_ratio(theirs),
    }
    return {
        "cpu_per_attempt": {"site": ours.totals(size), "floor": theirs.totals(size)},
        "cpu_per_request": {
            "site": {step: ours.each(step) for step in ours.counts},
            "floor": {step: theirs.each(step) for step in theirs.counts},
        },
        "ratios": ratios,
        "targets": TARGETS,
        "are_targets_met": all(ratios[name] <= most for name, most in TARGETS.items()),
    }


def queries_of(environment: Mapping[str, str], given: Class) -> Mapping[str, Any]:
    """Return the queries of each step, from a server that counts them and is not measured."""
    with running(Server({**environment, "COUNT_QUERIES": "1"})) as server:
        student = Student(browser(Line(server.port), Times()), given.students[0], given)
        answers = {step: [call() for call in calls] for step, calls in student.journey().items()}
    queries = {step: max(each.queries for each in said) for step, said in answers.items()}
    requests = sum(len(said) for said in answers.values())
    return {
        "requests_per_attempt": requests,
        "queries_per_attempt": sum(each.queries for said in answers.values() for each in said),
        "queries": queries,
        "bytes_sent": {step: max(each.length for each in said) for step, said in answers.items()},
    }


def measured(place: Place, students: int, attempts: int, size: int) -> Mapping[str, Any]:
    """Return all figures of a run without burst."""
    environment, bare = (
        place.environment("site", "site_settings"),
        place.environment("floor", "floor_settings"),
    )
    servers.prepare(environment)
    # Only now are there settings to import models with.
    from tests.load import world  # noqa: PLC0415

    most = max(students, size)
    given = world.make_class(most, "student")
    servers.prepare_floor(bare, most)
    counted = queries_of(environment, given)
    site_server, floor_server = (
        Server(environment),
        Server(bare, "django.core.wsgi:get_wsgi_application()"),
    )
    with running(site_server), running(floor_server):
        site = Subject(
            site_server, lambda page, number: Student(page, given.students[number], given).journey()
        )
        floor = Subject(
            floor_server,
            lambda page, number: FloorStudent(page, f"student{number}", REQUESTS).journey(),
        )
        closed_loop(site, 4, 2)
        closed_loop(floor, 4, 2)
        return {
            **counted,
            "site": closed_loop(site, students, attempts),
            "floor": closed_loop(floor, students, attempts),
            **compared(site, floor, place, size),
        }


def main(arguments: Sequence[str] | None = None) -> None:
    """Run as asked and print figures as JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.load.attempts", description=__doc__)
    parser.add_argument("--students", type=int, default=16)
    parser.add_argument("--attempts", type=int, default=5, help="of each student")
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--batch", type=int, default=BATCH, help="attempts in a batch for CPU")
    parser.add_argument("--burst", action="store_true", help="200 begin and end at once, instead")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    asked = parser.parse_args(arguments)
    with servers.place(asked.database) as place:
        if asked.burst:
            figures = burst.run(place)
        else:
            figures = measured(place, asked.students, asked.attempts, asked.batch)
    text = json.dumps({"database": asked.database, **figures}, indent=1)
    sys.stdout.write(text + "\n")
    if asked.json:
        asked.json.write_text(text)


if __name__ == "__main__":
    main()
