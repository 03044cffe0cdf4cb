"""Bursts: 200 students press Start within ten seconds; 200 attempts end by one clock.

Most pages hand in by themselves within four seconds of the deadline, as the page's script does.
Some sleep, and wake when `close_overdue` closes them; some never come back. No request may fail,
and every answer that was acknowledged in time must count.
"""

import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests.load import servers
from tests.load.browser import Browser, Line
from tests.load.figures import Times
from tests.load.servers import Place, Server, running
from tests.load.student import Class, Student

STUDENTS = 200
LOG_INS_AT_ONCE = 8
# Seconds: in which all press Start; from the last Start to the deadline; until pages hand in.
STARTS_WITHIN, WORK, JITTER = 10, 15, 4
# Of each ten: pages that hand in by themselves, and that wake when the clock closes them.
AWAKE, SLEEPING = 7, 2
GRACE = 30


@dataclass
class Taker:
    """A student in the burst; `acknowledged` has position, revision and status of each save."""

    student: Student
    number: int
    rng: random.Random
    acknowledged: list[tuple[int, int, str]] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def try_to(self, act: Callable[[], object]) -> None:
        """Do something, and keep what goes wrong for the report."""
        try:
            act()
        except Exception as error:  # noqa: BLE001 - every failure is counted
            self.failures.append(f"{type(error).__name__}: {error}")

    def log_in(self) -> None:
        """Log in before the burst, which is not about this."""
        self.student.open_login()
        self.student.log_in()

    def begin(self) -> None:
        """Press Start at some moment of the first seconds, and answer some questions."""
        time.sleep(self.rng.uniform(0, STARTS_WITHIN))
        self.student.start()
        self.student.take()
        for position in (1, 2, 3):
            self.save(position)

    def save(self, position: int, base: int = 0) -> None:
        """Save an answer and remember what the server said."""
        answer = self.student.save(position, f"{self.student.username} {position} {base}", base)
        line = json.loads(answer.body)["items"][0]
        self.acknowledged.append((position, line["revision"], line["status"]))

    def end(self, deadline: float) -> None:
        """Hand in at the deadline as an open page does; or late; or not at all."""
        place = self.number % 10
        if place < AWAKE:
            wait_until(deadline + self.rng.uniform(0, JITTER))
        elif place < AWAKE + SLEEPING:
            wait_until(deadline + GRACE + self.rng.uniform(0, JITTER))
        else:
            return
        self.save(4)
        self.save(1, base=1)
        self.student.submit()


def wait_until(moment: float) -> None:
    """Sleep until a moment, in seconds since the epoch."""
    time.sleep(max(0.0, moment - time.time()))


def run(place: Place) -> Mapping[str, Any]:
    """Return the figures of a burst, and whether everything went well."""
    environment = place.environment("burst", "site_settings")
    servers.prepare(environment)
    # Only now are there settings to import models with.
    from tests.load import world  # noqa: PLC0415

    given = world.make_class(STUDENTS, "taker", is_typed=True)
    times = Times()
    with running(Server(environment)) as server:
        takers = [taker(given, server.port, number, times) for number in range(STUDENTS)]
        all_at_once(takers, Taker.log_in, LOG_INS_AT_ONCE)
        deadline = set_deadline(given, STARTS_WITHIN + WORK)
        all_at_once(takers, Taker.begin, STUDENTS)
        with closing_overdue(environment):
            all_at_once(takers, lambda each: each.end(deadline), STUDENTS)
            wait_until(deadline + GRACE + JITTER)
            closed_after = wait_for_the_clock()
    return {
        "students": STUDENTS,
        "steps": times.shown(),
        "closed_after_seconds": closed_after,
        **judged(takers),
    }


def taker(given: Class, port: int, number: int, times: Times) -> Taker:
    """Return a student with a browser and an address of their own."""
    page = Browser(Line(port), f"10.2.{number >> 8}.{number & 255}", times.note)
    return Taker(Student(page, given.students[number], given), number, random.Random(number))


def all_at_once(takers: Sequence[Taker], act: Callable[[Taker], None], threads: int) -> None:
    """Let everybody do something, so many at a time."""
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(lambda each: each.try_to(lambda: act(each)), takers))


def set_deadline(given: Class, seconds: float) -> float:
    """Let the assignment close in some seconds; return that moment, since the epoch."""
    from quizzes.models.assignments import Assignment  # noqa: PLC0415

    closes_at = timezone.now() + timedelta(seconds=seconds)
    Assignment.objects.filter(public_id=given.assignment).update(
        due_at=closes_at, closes_at=closes_at
    )
    return closes_at.timestamp()


@contextmanager
def closing_overdue(environment: Mapping[str, str]) -> Iterator[None]:
    """Run `close_overdue` every second beside the server, while the block runs."""
    command = [sys.executable, "manage.py", "close_overdue", "--every", "1"]
    process = subprocess.Popen(
        command,
        cwd=servers.ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=60)


def wait_for_the_clock() -> float:
    """Return after how many seconds nothing is open any more; give up after a minute."""
    from quizzes.models.attempts import Attempt  # noqa: PLC0415

    begun = time.monotonic()
    while Attempt.objects.open().exists() and time.monotonic() - begun < 60:
        time.sleep(0.1)
    return round(time.monotonic() - begun, 1)


def judged(takers: Sequence[Taker]) -> Mapping[str, Any]:
    """Return what failed, what was lost, and how the attempts ended."""
    from quizzes.models.attempts import Attempt, Step  # noqa: PLC0415
    from quizzes.queries.records import differences  # noqa: PLC0415

    rows = Step.objects.values_list(
        "item__attempt__student__username", "item__position", "revision", "is_late"
    )
    stored = {(name, position, revision): is_late for name, position, revision, is_late in rows}
    told = [
        (each.student.username, position, revision, status == "late")
        for each in takers
        for position, revision, status in each.acknowledged
    ]
    failures = [failure for each in takers for failure in each.failures]
    lost = sum(stored.get((name, *place)) is not is_late for name, *place, is_late in told)
    found = {
        "acknowledged": len(told),
        "late": sum(is_late for *_, is_late in told),
        "lost": lost,
        "uncounted": uncounted(told),
        "failures": len(failures),
        "first_failures": failures[:5],
        "open": Attempt.objects.open().count(),
        "ended_by": dict(Counter(Attempt.objects.values_list("ended_by", flat=True))),
        "differences": len(list(differences())),
    }
    is_well = not any(found[each] for each in ("lost", "uncounted", "failures", "open"))
    return {**found, "held": is_well and not found["differences"]}


def uncounted(told: Sequence[tuple[str, int, int, bool]]) -> int:
    """Return how many questions do not count the last answer that was acknowledged in time."""
    from quizzes.models.attempts import AttemptItem  # noqa: PLC0415

    last: dict[tuple[str, int], int] = {}
    for name, position, revision, is_late in told:
        if not is_late:
            last[(name, position)] = max(revision, last.get((name, position), 0))
    items = AttemptItem.objects.values_list(
        "attempt__student__username", "position", "counted_revision"
    )
    counted = {(name, position): revision for name, position, revision in items}
    return sum(counted[place] != revision for place, revision in last.items())
