"""Keeps web server and worker running as one: `python -m … WEB COMMAND -- WORKER -- CHECK`.

Without Django, so that it weighs little. SIGTERM and SIGINT stop both gracefully; SIGHUP makes both
load the code anew, if the check finds that it can be loaded. The worker is started again when it
ends; when the web server ends, all ends.
"""

import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from quizzes.management.serving.lifeline import VARIABLE

# Longer than gunicorn gives requests that have begun.
LONGEST_STOP = 40.0
SHORTEST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
# Pages come first: on two cores the worker's start would add half to the time until they are there.
HEAD_START = 2.0
# A worker that has lived for so long did not fail at its start; seconds.
GOOD_LIFE = 60.0


@dataclass
class Child:
    """A process of ours, in a session of its own: Ctrl-C is for the supervisor to pass on."""

    command: Sequence[str]
    lifeline: int
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    pause: float = SHORTEST_PAUSE
    start_at: float = 0.0

    def start(self) -> None:
        """Start it."""
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 - a command of ours
            self.command,
            pass_fds=[self.lifeline],
            env={**os.environ, VARIABLE: str(self.lifeline)},
            start_new_session=True,
        )

    @property
    def has_ended(self) -> bool:
        """Whether it was started and runs no more."""
        return self.process is not None and self.process.poll() is not None

    def tell(self, number: signal.Signals) -> None:
        """Send it a signal, if it runs."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(number)

    def start_again_when_due(self) -> None:
        """Start it again where it has ended: at once after a good life, else after a pause."""
        if self.process is None:
            if time.monotonic() >= self.start_at:
                self.start()
        elif self.has_ended:
            is_well = self.process.returncode == 0
            is_well = is_well or time.monotonic() - self.started_at > GOOD_LIFE
            self.pause = SHORTEST_PAUSE if is_well else min(2 * self.pause, LONGEST_PAUSE)
            self.start_at = time.monotonic() + (0 if is_well else self.pause)
            say(f"the worker has ended ({self.process.returncode}), and is started again")
            self.process = None


@dataclass
class Supervisor:
    """Two children, and the signals that are for both."""

    web: Child
    worker: Child
    check: Sequence[str]
    is_stopping: bool = False
    alarm: tuple[socket.socket, socket.socket] = field(default_factory=socket.socketpair)

    def run(self) -> int:
        """Keep both running until told to stop; return the exit code."""
        self._listen()
        self.web.start()
        self.worker.start_at = time.monotonic() + HEAD_START
        while not self.is_stopping and not self.web.has_ended:
            self.worker.start_again_when_due()
            # A worker that is to be started after a pause is looked at each second.
            for number in self._signals(1.0 if self.worker.process is None else 30.0):
                self._hear(number)
        return self._stop()

    def _listen(self) -> None:
        """Let signals be read like a file: no handler then runs in the middle of anything."""
        for end in self.alarm:
            end.settimeout(0)
        signal.set_wakeup_fd(self.alarm[1].fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD):
            signal.signal(number, lambda *_: None)

    def _signals(self, patience: float) -> bytes:
        ready, _, _ = select.select([self.alarm[0]], [], [], patience)
        return self.alarm[0].recv(64) if ready else b""

    def _hear(self, number: int) -> None:
        if number in (signal.SIGTERM, signal.SIGINT):
            self.is_stopping = True
        elif number == signal.SIGHUP:
            self._reload()

    def _reload(self) -> None:
        # gunicorn ends altogether when its new workers cannot import the code.
        if subprocess.run(self.check, check=False).returncode:  # noqa: S603 - a command of ours
            say("the new code cannot be loaded, so what runs goes on as it is")
            return
        say("loading the code anew")
        self.web.tell(signal.SIGHUP)
        # Its jobs wait for the next one, which is started when it has ended.
        self.worker.tell(signal.SIGTERM)

    def _stop(self) -> int:
        both = (self.web, self.worker)
        for child in both:
            child.tell(signal.SIGTERM)
        give_up_at = time.monotonic() + LONGEST_STOP
        for child in both:
            if child.process is not None:
                _end(child.process, give_up_at)
        if self.is_stopping or self.web.process is None:
            return 0
        return self.web.process.returncode or 1


def _end(process: subprocess.Popen[bytes], give_up_at: float) -> None:
    try:
        process.wait(timeout=max(0.1, give_up_at - time.monotonic()))
    except subprocess.TimeoutExpired:
        say(f"{process.pid} does not stop, and is killed")
        process.kill()
        process.wait()


def say(text: str) -> None:
    """Write a line for the log."""
    sys.stderr.write(f"quizsite: {text}\n")
    sys.stderr.flush()


def main(arguments: Sequence[str]) -> int:
    """Run the commands that the arguments hold."""
    web, worker, check = (
        list(run) for is_mark, run in groupby(arguments, "--".__eq__) if not is_mark
    )
    # The writing end is ours alone: when we are gone, children read its end.
    reader, _writer = os.pipe()
    return Supervisor(Child(web, reader), Child(worker, reader), check).run()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
