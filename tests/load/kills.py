"""Kill runs: writers save while the server is killed again and again; nothing acknowledged is lost.

`python -m tests.load.kills --kills 200 --writers 8 --saves 5000 --database sqlite|postgres`
"""

import argparse
import itertools
import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from http.client import HTTPException
from threading import Event, Thread
from typing import Any

from tests.load import servers
from tests.load.browser import Browser, Line
from tests.load.servers import ROOT, Place, Server
from tests.load.student import QUESTIONS, Class, Student

# How long the server lives before it is killed, seconds: most are killed in the middle of saves.
SHORTEST_LIFE, LONGEST_LIFE = 0.02, 0.4
MOST_PATIENCE = 300


@dataclass(frozen=True)
class Acknowledged:
    """A save that the server said it has: where it stands, and what it says."""

    attempt: str
    position: int
    revision: int
    text: str


@dataclass
class Writer:
    """A student who saves one answer after another, and resends what was not acknowledged.

    `acknowledged` is this client's own list; `unanswered` has the moment at which each request
    that got no answer was begun.
    """

    student: Student
    number: int
    stop: Event
    acknowledged: list[Acknowledged] = field(default_factory=list)
    unanswered: list[float] = field(default_factory=list)
    failure: Exception | None = None

    def run(self) -> None:
        """Save until told to stop; the last one is acknowledged, too."""
        try:
            bases = dict.fromkeys(range(1, QUESTIONS + 1), 0)
            for count in itertools.count():
                position = 1 + count % QUESTIONS
                self._save(position, f"writer {self.number} answer {count}", bases)
                if self.stop.is_set():
                    return
        except Exception as error:  # noqa: BLE001 - told by the run, which fails with it
            self.failure = error

    def _save(self, position: int, text: str, bases: dict[int, int]) -> None:
        while True:
            moment = time.monotonic()
            try:
                answer = self.student.save(position, text, bases[position])
                break
            except (OSError, HTTPException):
                self.unanswered.append(moment)
                time.sleep(0.02)
        line = json.loads(answer.body)["items"][0]
        if (line["status"], line["revision"]) != ("saved", bases[position] + 1):
            raise AssertionError(f"{text} came to {line}")
        bases[position] = line["revision"]
        self.acknowledged.append(
            Acknowledged(self.student.attempt, position, line["revision"], text)
        )


def begun(given: Class, port: int, writers: int, stop: Event) -> list[Writer]:
    """Return writers who have logged in and opened their attempts."""
    found = []
    for number in range(writers):
        browser = Browser(Line(port), f"10.1.0.{number + 1}")
        student = Student(browser, given.students[number], given)
        for step in ("login_page", "login", "start", "page"):
            for ask in student.journey()[step]:
                ask()
        found.append(Writer(student, number, stop))
    return found


def killed(server: Server, writers: Sequence[Writer], kills: int, saves: int) -> Mapping[str, int]:
    """Kill the server that often, and until there are enough saves; return what was counted."""
    rng = random.Random(20261124)
    done = amid = 0
    give_up_at = time.monotonic() + MOST_PATIENCE + 10 * kills
    while done < kills or _saved(writers) < saves:
        if time.monotonic() > give_up_at or any(writer.failure for writer in writers):
            break
        time.sleep(rng.uniform(SHORTEST_LIFE, LONGEST_LIFE))
        if done < kills:
            before = [len(writer.unanswered) for writer in writers]
            moment = time.monotonic()
            server.kill()
            # A writer that waited for an answer when the server died notices at once.
            time.sleep(0.05)
            amid += any(
                begun_at < moment
                for writer, count in zip(writers, before, strict=True)
                for begun_at in writer.unanswered[count:]
            )
            done += 1
            server.start()
    return {"kills": done, "kills_amid_a_save": amid}


def _saved(writers: Sequence[Writer]) -> int:
    return sum(len(writer.acknowledged) for writer in writers)


def compared(writers: Sequence[Writer]) -> Mapping[str, int]:
    """Return how the clients' own lists compare with the stored steps."""
    from quizzes.models.attempts import Step  # noqa: PLC0415 - there are settings only now

    rows = Step.objects.values_list("item__attempt__public_id", "item__position", "revision", "raw")
    stored = Counter((str(attempt), *rest) for attempt, *rest in rows)
    told = [
        (each.attempt, each.position, each.revision, each.text)
        for writer in writers
        for each in writer.acknowledged
    ]
    texts = Counter(text for *_, text in stored.elements())
    return {
        "acknowledged": len(told),
        "stored": sum(stored.values()),
        "missing": sum(1 for each in told if each not in stored),
        "doubled": sum(1 for count in texts.values() if count > 1),
    }


def run(place: Place, *, kills: int, writers: int, saves: int) -> Mapping[str, Any]:
    """Return the figures of a kill run; raise what a writer met."""
    environment = place.environment("kills", "site_settings")
    servers.prepare(environment)
    from tests.load import world  # noqa: PLC0415 - there are settings only now

    given = world.make_class(writers, "writer", is_typed=True)
    server, stop = Server(environment), Event()
    server.start()
    try:
        people = begun(given, server.port, writers, stop)
        threads = [Thread(target=writer.run) for writer in people]
        for thread in threads:
            thread.start()
        counted = killed(server, people, kills, saves)
        stop.set()
        for thread in threads:
            thread.join(timeout=120)
    finally:
        server.kill()
    for writer in people:
        if writer.failure:
            raise writer.failure
    return {
        **counted,
        "unanswered": sum(len(writer.unanswered) for writer in people),
        **compared(people),
        **verified(environment),
    }


def verified(environment: Mapping[str, str]) -> Mapping[str, Any]:
    """Return what `verify_records` says of the database."""
    done = subprocess.run(
        [sys.executable, "manage.py", "verify_records"],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return {"verify_records": done.stdout.strip(), "is_clean": done.returncode == 0}


def is_kept(figures: Mapping[str, Any], kills: int, saves: int) -> bool:
    """Return whether the promise held: enough kills and saves, none missing, none doubled."""
    return (
        figures["kills"] >= kills
        and 2 * figures["kills_amid_a_save"] >= kills
        and figures["acknowledged"] >= saves
        and figures["missing"] == figures["doubled"] == 0
        and figures["is_clean"]
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run as asked and print figures as JSON; return 0 if the promise held."""
    parser = argparse.ArgumentParser(prog="python -m tests.load.kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--saves", type=int, default=5000, help="acknowledged, at least")
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    asked = parser.parse_args(arguments)
    with servers.place(asked.database) as place:
        figures = run(place, kills=asked.kills, writers=asked.writers, saves=asked.saves)
    held = is_kept(figures, asked.kills, asked.saves)
    sys.stdout.write(json.dumps({"database": asked.database, **figures, "held": held}, indent=1))
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
