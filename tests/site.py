"""The site as it is served: processes of its own, which a test may kill."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from quizzes.management.serving.web import gunicorn
from tests import prepared

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
LONGEST_START = 30


class Site:
    """An installation in a folder: its database, its static files, its server."""

    def __init__(self, folder: Path) -> None:
        self.database = folder / "site.sqlite3"
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.environment = {
            **os.environ,
            "DATABASE_URL": f"sqlite:///{self.database}",
            "SECRET_KEY": "for tests only, and long enough to be taken for a secret",
            "ALLOWED_HOSTS": "localhost,127.0.0.1",
            "SECURE_SSL_REDIRECT": "0",
            "STATIC_ROOT": str(folder / "static"),
        }
        self.process: subprocess.Popen[bytes] | None = None

    def manage(self, *arguments: str) -> str:
        """Run a command of manage.py to its end and return what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def set_up(self) -> None:
        """Make the tables, the shipped content and the static files."""
        self.set_up_empty()
        self.manage("loaddata", "--verbosity=0", *map(str, sorted(ROOT.glob("fixtures/*/*.json"))))

    def set_up_empty(self) -> None:
        """Make the tables and the static files."""
        if not prepared.copied(self.database):
            self.manage("migrate", "--verbosity=0")
            self.manage("createcachetable")
        self.manage("collectstatic", "--no-input", "--verbosity=0")

    def start(self) -> None:
        """Start the server in a process group of its own; return when it answers."""
        self.process = subprocess.Popen(
            gunicorn(f"{HOST}:{self.port}"),
            cwd=ROOT,
            env=self.environment,
            start_new_session=True,
        )
        give_up_at = time.monotonic() + LONGEST_START
        while not self._answers():
            assert time.monotonic() < give_up_at, "the server does not answer"
            assert self.process.poll() is None, "the server has ended"
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            with urlopen(f"http://{HOST}:{self.port}/healthz", timeout=5) as response:
                return response.status == 200
        except (URLError, OSError):
            return False

    def kill(self) -> None:
        """Kill the server's whole group at once, as a loss of power would."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


def free_port() -> int:
    """Return a port of this machine that nobody has."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]
