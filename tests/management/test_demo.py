"""The demo's command, as a person runs it: in processes of its own, on a database of its own."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import psutil
import pytest
from django.core.management import CommandError, call_command

ROOT = Path(__file__).resolve().parent.parent.parent
INSTALLED = ("DATABASE_URL", "SECRET_KEY", "ALLOWED_HOSTS", "CACHE_URL", "DEBUG")


class Demo:
    """A folder for a demo, and how to run the command on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            **{name: value for name, value in os.environ.items() if name not in INSTALLED},
            "DJANGO_SETTINGS_MODULE": "tests.management.demo_settings",
            "DEMO_DIR": str(folder),
            "PYTHONUNBUFFERED": "1",
        }

    def begun(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        """Return the running command."""
        return subprocess.Popen(
            [sys.executable, "manage.py", "demo", *arguments],
            cwd=ROOT,
            env=self.environment | environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, *arguments: str, **environment: str) -> tuple[int, str]:
        """Return the exit code of the command and what it said."""
        process = self.begun(*arguments, **environment)
        said, _ = process.communicate(timeout=240)
        return process.returncode, said

    def rows(self) -> list[str]:
        """Return every table and row there is."""
        with sqlite3.connect(self.folder / "db.sqlite3") as database:
            return sorted(database.iterdump())

    def count(self, table: str) -> int:
        """Return how many rows a table has."""
        with sqlite3.connect(self.folder / "db.sqlite3") as database:
            return int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608

    @contextmanager
    def served(self) -> Iterator[tuple[subprocess.Popen[str], str]]:
        """Serve the demo; yield the process and the address it prints."""
        process = self.begun("--port", str(free_port()))
        assert process.stdout is not None
        try:
            yield process, read_until(process, r"http://localhost:\d+/")
        finally:
            process.kill()
            process.communicate()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def read_until(process: subprocess.Popen[str], pattern: str) -> str:
    """Return what the process says that matches."""
    said = ""
    for line in process.stdout or ():
        said += line
        if found := re.search(pattern, line):
            return found.group()
    pytest.fail(f"The demo has ended: {said}")


def wait_until(is_so: Callable[[], bool]) -> None:
    """Wait for a condition, half a minute at most."""
    end = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < end, "waited for half a minute"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Demo:
    """A demo whose first set-up was killed half way, and whose second ran through."""
    demo = Demo(tmp_path_factory.mktemp("demo"))
    process = demo.begun("--no-serve")
    read_until(process, "six weeks")
    time.sleep(0.5)
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    assert demo.count("quizzes_user") == 0
    code, said = demo.run("--no-serve")
    assert code == 0, said
    return demo


class TestSetUp:
    def test_is_finished_by_the_next_run_after_a_kill(self, demo):
        assert demo.count("quizzes_user") == 15
        assert demo.count("quizzes_classroom") == 1
        assert demo.count("quizzes_attempt") > 60

    def test_changes_nothing_the_second_time(self, demo):
        before = demo.rows()
        code, said = demo.run("--no-serve")
        assert code == 0, said
        assert demo.rows() == before

    def test_says_who_can_log_in(self, demo):
        _, said = demo.run("--no-serve")
        assert "password quizsite" in said
        assert all(name in said for name in ("ines", "jonas", "admin", "amina", "omar", "kenji"))


class TestServing:
    def test_serves_pages_styles_and_log_ins(self, demo):
        with demo.served() as (_, address):
            browser = build_opener(HTTPCookieProcessor(CookieJar()))
            page = browser.open(f"{address}account/login/").read().decode()
            style = re.search(r'href="(/static/[^"]+\.css)"', page)
            assert style
            assert browser.open(address.rstrip("/") + style.group(1)).status == 200
            token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
            assert token
            form = {
                "csrfmiddlewaretoken": token.group(1),
                "login": "amina",
                "password": "quizsite",
            }
            home = browser.open(f"{address}account/login/", urlencode(form).encode())
            assert home.url == address
            assert "What happened" in home.read().decode()

    def test_listens_to_this_machine_only(self, demo):
        with demo.served() as (process, _):
            listening = {
                found.laddr.ip
                for found in psutil.Process(process.pid).net_connections()
                if found.status == psutil.CONN_LISTEN
            }
        assert listening == {"127.0.0.1"}

    @pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
    def test_leaves_nobody_behind_however_it_ends(self, demo, end):
        with demo.served() as (process, _):
            server = psutil.Process(process.pid)
            # Two that serve pages, and the one that does jobs and minds the clock.
            wait_until(lambda: len(server.children()) == 3)
            children = server.children()
            process.send_signal(end)
            process.wait(timeout=30)
            wait_until(lambda: not any(map(is_alive, children)))

    def test_closes_overdue_attempts_beside(self, demo):
        overdue = (
            "UPDATE quizzes_attempt SET deadline = '2020-01-01 00:00:00' WHERE submitted_at IS NULL"
        )
        with sqlite3.connect(demo.folder / "db.sqlite3") as database:
            database.execute(overdue)
            # Another test may have served a moment ago, and its worker was killed.
            database.execute("DELETE FROM quizzes_scheduledwork")
        is_open = "quizzes_attempt WHERE submitted_at IS NULL"
        assert demo.count(is_open) == 1
        with demo.served():
            wait_until(lambda: demo.count(is_open) == 0)


def is_alive(process: psutil.Process) -> bool:
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


class TestRefusals:
    def test_a_port_that_is_taken(self, demo):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            code, said = demo.run("--port", str(port))
        assert code == 1
        assert f"Port {port} cannot be had" in said
        assert "--port" in said
        assert "Traceback" not in said

    def test_a_port_that_is_none(self, demo):
        code, said = demo.run("--port", "70000")
        assert code == 1
        assert "manage.py demo --port" in said

    def test_a_database_that_is_not_the_demos(self, demo, tmp_path):
        theirs = tmp_path / "theirs.sqlite3"
        code, said = demo.run(
            "--no-serve",
            "--reset",
            "--no-input",
            DJANGO_SETTINGS_MODULE="quizsite.settings",
            DATABASE_URL=f"sqlite:///{theirs}",
            SECRET_KEY="only for this test",
            ALLOWED_HOSTS="localhost",
        )
        assert code == 1
        assert "Unset DATABASE_URL" in said
        assert not theirs.exists()

    def test_the_database_of_tests(self, db):
        with pytest.raises(CommandError, match="another database"):
            call_command("demo", no_serve=True)


class TestReset:
    def test_asks_first(self, demo):
        before = demo.rows()
        code, said = demo.run("--no-serve", "--reset")
        assert code == 1
        assert "Nothing was changed" in said
        assert demo.rows() == before

    def test_waits_for_the_end_of_the_server(self, demo):
        with demo.served():
            code, said = demo.run("--no-serve", "--reset", "--no-input")
        assert code == 1
        assert "being served" in said
        assert demo.count("quizzes_user") == 15

    def test_makes_the_demo_anew(self, demo):
        with sqlite3.connect(demo.folder / "db.sqlite3") as database:
            database.execute("UPDATE quizzes_user SET name = 'Somebody else'")
        code, said = demo.run("--no-serve", "--reset", "--no-input")
        assert code == 0, said
        with sqlite3.connect(demo.folder / "db.sqlite3") as database:
            names = [name for (name,) in database.execute("SELECT name FROM quizzes_user")]
        assert len(names) == 15
        assert "Somebody else" not in names
