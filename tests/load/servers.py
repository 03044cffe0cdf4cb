"""The servers of a run: databases of its own, gunicorn as the demo starts it, their CPU time."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path

import django
import psutil
import psycopg

from quizzes.management.serving.web import gunicorn
from tests import prepared
from tests.postgres import postgres

ROOT = Path(__file__).resolve().parent.parent.parent
HOST = "127.0.0.1"
LONGEST_START = 60


@dataclass(frozen=True)
class Place:
    """Where a run happens: a folder that goes with it, and where databases can be made."""

    folder: Path
    kind: str
    server_url: str = ""
    # The process that all of the database's descend from; SQLite's work is done by the web's.
    database_pid: int | None = None

    def database(self, name: str) -> str:
        """Make an empty database and return its DATABASE_URL."""
        if self.kind == "sqlite":
            return f"sqlite:///{self.folder / name}.sqlite3"
        with psycopg.connect(host=self._socket(), user="postgres", autocommit=True) as server:
            server.execute(f'CREATE DATABASE "{name}"')
        return self.server_url.rsplit("/", 1)[0] + f"/{name}"

    def environment(self, name: str, settings: str) -> dict[str, str]:
        """Return what an installation with a new database is told."""
        return {
            "DATABASE_URL": self.database(name),
            "SECRET_KEY": "for load runs only, and long enough to be taken for a secret",
            "ALLOWED_HOSTS": HOST,
            "SECURE_SSL_REDIRECT": "0",
            # Each student has an address of their own, or limits on log-ins would end the run.
            "TRUSTED_PROXY_COUNT": "1",
            "STATIC_ROOT": str(self.folder / "static"),
            "MEDIA_ROOT": str(self.folder / "media"),
            "EMAIL_URL": f"smtp://{HOST}:25",
            "LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": f"tests.load.{settings}",
        }

    def database_cpu(self) -> float:
        """Return the CPU seconds of the database's processes so far."""
        return 0.0 if self.database_pid is None else cpu_seconds(self.database_pid)

    def _socket(self) -> str:
        return "/" + self.server_url.split("@//", 1)[1].rsplit("/", 1)[0]


@contextmanager
def place(kind: str) -> Iterator[Place]:
    """Yield a place with databases of a kind, "sqlite" or "postgres", that ends with the block."""
    with tempfile.TemporaryDirectory(prefix="quizsite-load-") as folder:
        if kind == "sqlite":
            yield Place(Path(folder), kind)
            return
        with postgres() as server:
            yield Place(Path(folder), kind, server.url, server.pid)


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        return int(listener.getsockname()[1])


@dataclass
class Server:
    """gunicorn with two workers on a port of its own, in a process group of its own."""

    environment: Mapping[str, str]
    app: str = "quizsite.wsgi"
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, and wait until it answers."""
        command = gunicorn(f"{HOST}:{self.port}")
        self.process = subprocess.Popen(
            [self.app if part == "quizsite.wsgi" else part for part in command],
            cwd=ROOT,
            env={**os.environ, **self.environment},
            start_new_session=True,
        )
        end = time.monotonic() + LONGEST_START
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError("the server does not start")
            time.sleep(0.02)

    def kill(self) -> None:
        """End the whole process group as a crash would, at once."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it as an operator would."""
        self._end(signal.SIGTERM)

    def cpu(self) -> float:
        """Return the CPU seconds of its processes so far."""
        if self.process is None:
            raise RuntimeError("the server was not started")
        return cpu_seconds(self.process.pid)

    def _end(self, number: signal.Signals) -> None:
        if self.process is None:
            return
        os.killpg(self.process.pid, number)
        self.process.wait(timeout=60)
        self.process = None

    def _answers(self) -> bool:
        try:
            with closing(HTTPConnection(HOST, self.port, timeout=5)) as connection:
                connection.request("GET", "/healthz")
                return connection.getresponse().status == 200
        except OSError:
            return False


@contextmanager
def running(server: Server) -> Iterator[Server]:
    """Yield a started server, and stop it."""
    server.start()
    try:
        yield server
    finally:
        server.stop()


def cpu_seconds(pid: int) -> float:
    """Return the CPU seconds of a process and all its descendants, those that ended too."""
    root = psutil.Process(pid)
    total = 0.0
    for process in (root, *root.children(recursive=True)):
        try:
            total += sum(process.cpu_times()[:4])
        except psutil.NoSuchProcess:
            # It ended just now: its parent has its time.
            continue
    return total


def manage(environment: Mapping[str, str], *arguments: str) -> None:
    """Run a command of the site and wait for it."""
    subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        check=True,
        stdout=subprocess.DEVNULL,
    )


def prepare_floor(environment: Mapping[str, str], people: int) -> None:
    """Make the floor ready: its tables and people."""
    code = f"import django; django.setup(); from tests.load import floor; floor.prepare({people})"
    subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env={**os.environ, **environment}, check=True
    )


def prepare(environment: Mapping[str, str]) -> None:
    """Make an installation ready: tables, files, articles; and open it in this process too."""
    fixtures = sorted((ROOT / "fixtures").glob("*/*.json"))
    url = environment["DATABASE_URL"]
    if not (url.startswith("sqlite") and prepared.copied(Path(url.removeprefix("sqlite:///")))):
        manage(environment, "migrate", "--verbosity=0")
        manage(environment, "createcachetable")
    manage(environment, "collectstatic", "--no-input", "--verbosity=0")
    manage(environment, "loaddata", "--verbosity=0", *map(str, fixtures))
    os.environ.update(environment)
    django.setup()
