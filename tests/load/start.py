"""How soon the site answers after its start, and how much memory each of its processes has.

`python -m tests.load.start --times 7 --students 24`: `manage.py serve` on an empty SQLite
installation, started again and again. *Cold* is from the command to the first page; *worker* from
a web worker's fork to its first answer, as a reload or a killed worker costs it.
"""

import argparse
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException

import psutil

from tests.load import servers
from tests.load.browser import Browser, Line
from tests.load.servers import HOST, ROOT
from tests.load.student import Student

MEGABYTE = 1024 * 1024
LONGEST_START, LONGEST_STOP = 60, 60


def asked(port: int, path: str) -> int:
    """Return the status of an answer, 0 for none."""
    connection = HTTPConnection(HOST, port, timeout=10)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
    except (OSError, HTTPException):
        return 0
    finally:
        connection.close()
    return answer.status


@contextmanager
def served(
    environment: Mapping[str, str], port: int, *arguments: str
) -> Iterator[tuple[psutil.Process, float]]:
    """Yield the first process of a site that answers, and how many seconds that took."""
    command = [sys.executable, "manage.py", "serve", "--bind", f"{HOST}:{port}", *arguments]
    begun = time.monotonic()
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while asked(port, "/") != 200:
            if process.poll() is not None or time.monotonic() - begun > LONGEST_START:
                raise RuntimeError("the site does not start")
            time.sleep(0.005)
        yield psutil.Process(process.pid), time.monotonic() - begun
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=LONGEST_STOP)


def parts(first: psutil.Process) -> dict[str, list[psutil.Process]]:
    """Return the processes below the first by what they do."""
    found: dict[str, list[psutil.Process]] = {"web": [], "gunicorn": [], "worker": []}
    for each in first.children(recursive=True):
        command = " ".join(each.cmdline())
        if "manage.py work" in command:
            found["worker"].append(each)
        elif re.search(r"gunicorn.*quizsite\.wsgi", command):
            found["gunicorn" if each.ppid() == first.pid else "web"].append(each)
    return {**found, "supervisor": [first]}


def replaced(first: psutil.Process, port: int) -> float:
    """Kill the only web worker; return how many seconds later another one has answered."""
    (worker,) = parts(first)["web"]
    worker.kill()
    begun = time.monotonic()
    while asked(port, "/") != 200 or worker.is_running():
        if time.monotonic() - begun > LONGEST_START:
            raise RuntimeError("no other worker answers")
        with suppress(psutil.NoSuchProcess):
            worker.wait(timeout=0.005)
    return time.monotonic() - begun


def memory(first: psutil.Process) -> dict[str, list[float]]:
    """Return the resident megabytes of each process, and of it what it has for itself (uss)."""
    found = {}
    for part, processes in parts(first).items():
        full = [each.memory_full_info() for each in processes]
        found[part] = [round(each.rss / MEGABYTE, 1) for each in full]
        found[f"{part} alone"] = [round(each.uss / MEGABYTE, 1) for each in full]
    return found


def at_work(port: int, students: int) -> None:
    """Let students log in, take a quiz of ten questions and look at the review."""
    from tests.load import world  # noqa: PLC0415 - there are settings only now

    given = world.make_class(students, "starter")
    for number, name in enumerate(given.students, start=1):
        student = Student(Browser(Line(port), f"10.1.0.{number}"), name, given)
        for asks in student.journey().values():
            for ask in asks:
                ask()


def wait_for_the_worker(first: psutil.Process) -> None:
    """Wait until the worker is there, and has done its first round."""
    while not parts(first)["worker"]:
        time.sleep(0.1)
    time.sleep(5)


def run(environment: Mapping[str, str], *, times: int, students: int) -> Mapping[str, object]:
    """Return the figures: seconds and megabytes."""
    cold = []
    with served(environment, servers.free_port(), "--workers", "1"):
        pass  # It compiles what it imports.
    for _ in range(times):
        with served(environment, servers.free_port(), "--workers", "2") as (_, seconds):
            cold.append(round(seconds, 2))
    port = servers.free_port()
    with served(environment, port, "--workers", "1") as (first, _):
        again = [round(replaced(first, port), 2) for _ in range(times)]
    port = servers.free_port()
    with served(environment, port, "--workers", "2") as (first, _):
        at_work(port, students)
        wait_for_the_worker(first)
        megabytes = memory(first)
    return {
        "cold_seconds": cold,
        "cold_median": statistics.median(cold),
        "worker_seconds": again,
        "worker_median": statistics.median(again),
        "megabytes": megabytes,
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Run as asked and print figures as JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.load.start", description=__doc__)
    parser.add_argument("--times", type=int, default=7)
    parser.add_argument("--students", type=int, default=24, help="at work before memory is read")
    asked_for = parser.parse_args(arguments)
    with servers.place("sqlite") as place:
        environment = place.environment("start", "site_settings")
        # Compiled once, as any installation is after its first start; in the run's own folder.
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        environment["PYTHONPYCACHEPREFIX"] = str(place.folder / "compiled")
        servers.prepare(environment)
        figures = run(environment, times=asked_for.times, students=asked_for.students)
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
