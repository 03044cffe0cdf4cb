"""Serving an installation, as systemd does: processes of its own, told by signals."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path

import psutil
import pytest
from django.core.management import CommandError, call_command

from quizzes.management.serving.supervisor import Child, Supervisor
from tests.site import HOST, ROOT, Site

# Only a machine that does much else beside takes longer than a second or two for anything.
LONGEST_WAIT = 45


def wait_until(is_so: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + LONGEST_WAIT
    while not is_so():
        assert time.monotonic() < end, f"waited in vain until {what}"
        time.sleep(0.05)


class Served:
    """An installation that `manage.py serve` serves, and all of its processes."""

    def __init__(self, site: Site, folder: Path, *arguments: str) -> None:
        self.site = site
        self.log = folder / f"log {time.monotonic()}"
        command = [sys.executable, "manage.py", "serve", "--bind", f"{HOST}:{site.port}"]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [*command, *arguments],
                cwd=ROOT,
                env=site.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.main = psutil.Process(self.process.pid)

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> int:
        """Return the status of an answer, 0 where there is none."""
        connection = HTTPConnection(HOST, self.site.port, timeout=LONGEST_WAIT)
        try:
            connection.request("GET", path, headers=headers or {})
            return connection.getresponse().status
        except OSError:
            return 0
        finally:
            connection.close()

    def wait(self) -> None:
        wait_until(lambda: self.get("/healthz") == 200, f"it answers: {self.log.read_text()}")

    def others(self, word: str = "") -> list[psutil.Process]:
        """Return the processes below the first whose command has a word."""
        found = []
        for each in self.main.children(recursive=True):
            with suppress(psutil.NoSuchProcess):
                if word in " ".join(each.cmdline()) and is_alive(each):
                    found.append(each)
        return found

    def web_workers(self) -> set[int]:
        servers = [each for each in self.others("gunicorn") if each.ppid() != self.process.pid]
        return {each.pid for each in servers}

    def workers(self) -> set[int]:
        return {each.pid for each in self.others("manage.py work")}


def is_alive(process: psutil.Process) -> bool:
    with suppress(psutil.NoSuchProcess):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("served")


@pytest.fixture(scope="module")
def site(folder) -> Site:
    site = Site(folder)
    site.set_up_empty()
    return site


@contextmanager
def serving(site: Site, folder: Path, *arguments: str) -> Iterator[Served]:
    """Yield an installation that answers; leave nothing of it."""
    served = Served(site, folder, *arguments)
    everything: list[psutil.Process] = []
    try:
        served.wait()
        everything = served.others()
        yield served
    finally:
        if served.process.poll() is None:
            everything += served.others()
        for each in everything:
            with suppress(psutil.NoSuchProcess):
                each.kill()
        served.process.kill()
        served.process.wait()


def begin_request(site: Site) -> socket.socket:
    """Return a connection whose request the server is answering: it waits for half of the body."""
    client = socket.create_connection((HOST, site.port), timeout=10)
    head = f"POST /account/login/ HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 10\r\n"
    kind = "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    client.sendall(f"{head}{kind}login".encode())
    time.sleep(0.5)
    return client


def rest_of(client: socket.socket) -> bytes:
    with client:
        client.sendall(b"=bob&")
        answer = b""
        while part := client.recv(65536):
            answer += part
    return answer


def test_finishes_a_request_when_it_is_told_to_stop(site, folder):
    with serving(site, folder, "--workers", "2") as served:
        assert served.get("/readyz") == 200
        served.get("/account/confirm-email/known-to-one/")
        wait_until(lambda: len(served.workers()) == 1, "the worker works")
        everything = served.others()
        client = begin_request(site)
        served.process.send_signal(signal.SIGTERM)
        time.sleep(1)
        assert served.process.poll() is None, "it waits for the request"
        answer = rest_of(client)
        assert answer.startswith(b"HTTP/1.1 403")
        assert answer.rstrip().endswith(b"</html>")
        assert served.process.wait(timeout=LONGEST_WAIT) == 0
        assert [each for each in everything if is_alive(each)] == []
        log = served.log.read_text()
        assert '"GET /readyz HTTP/1.1" 200' in log
        assert '"POST /account/login/ HTTP/1.1" 403' in log
        assert "/account/confirm-email/…/" in log
        assert "known-to-one" not in log


def test_loads_code_anew_and_keeps_both_running(site, folder):
    with serving(site, folder, "--workers", "2") as served:
        wait_until(lambda: len(served.web_workers()) == 2, "two serve")
        wait_until(lambda: len(served.workers()) == 1, "one works")
        web, work = served.web_workers(), served.workers()
        served.process.send_signal(signal.SIGHUP)
        answers = []

        def is_new() -> bool:
            answers.append(served.get("/healthz"))
            return len(served.web_workers() - web) == 2 and not served.web_workers() & web

        wait_until(is_new, "new ones serve")
        assert set(answers) == {200}
        wait_until(lambda: bool(served.workers() - work), "a new one works")
        (killed,) = served.workers()
        os.kill(killed, signal.SIGKILL)
        wait_until(lambda: bool(served.workers() - {killed}), "another one works")
        assert served.get("/healthz") == 200


def test_leaves_nobody_behind_when_it_is_killed(site, folder):
    with serving(site, folder, "--workers", "2") as served:
        wait_until(lambda: len(served.workers()) == 1, "one works")
        wait_until(lambda: len(served.others()) == 4, "all are there")
        everything = served.others()
        served.process.kill()
        served.process.wait()
        wait_until(lambda: not any(map(is_alive, everything)), "all have ended")


def test_serves_pages_alone(site, folder):
    with serving(site, folder, "--workers", "1", "--no-worker") as served:
        assert served.workers() == set()
        served.process.send_signal(signal.SIGTERM)
        assert served.process.wait(timeout=LONGEST_WAIT) == 0


@pytest.mark.parametrize(("proxies", "status"), [("0", 301), ("1", 200)])
def test_takes_a_proxys_word_on_https_only_if_told_to(site, folder, monkeypatch, proxies, status):
    wanted = {"TRUSTED_PROXY_COUNT": proxies, "SECURE_SSL_REDIRECT": "1"}
    monkeypatch.setattr(site, "environment", site.environment | wanted)
    with serving(site, folder, "--workers", "1", "--no-worker") as served:
        assert served.get("/account/login/") == 301
        https = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}
        assert served.get("/account/login/", https) == status


class TestCodeThatCannotBeLoaded:
    @pytest.mark.parametrize(("code", "told"), [("1", []), ("0", [signal.SIGHUP, signal.SIGTERM])])
    def test_leaves_what_runs_as_it_is(self, monkeypatch, code, told):
        heard = []
        monkeypatch.setattr(Child, "tell", lambda _, number: heard.append(number))
        check = [sys.executable, "-c", f"raise SystemExit({code})"]
        supervisor = Supervisor(Child([], 0), Child([], 0), check)
        supervisor._hear(signal.SIGHUP)
        for end in supervisor.alarm:
            end.close()
        assert heard == told


class TestRefusals:
    def test_the_demo(self, settings):
        settings.IS_DEMO = True
        with pytest.raises(CommandError, match="the demo: manage"):
            call_command("serve")

    def test_without_static_files(self, settings, tmp_path):
        settings.IS_DEMO, settings.STATIC_ROOT = False, str(tmp_path)
        with pytest.raises(CommandError, match="collectstatic"):
            call_command("serve")


class TestUnits:
    @pytest.mark.parametrize("part", ["all", "web", "worker"])
    def test_are_as_systemd_wants_them(self, capsys, tmp_path, part):
        (tmp_path / ".venv" / "bin").mkdir(parents=True)
        (tmp_path / ".venv" / "bin" / "python").symlink_to(sys.executable)
        call_command("systemd_units", part=part, user="root", directory=str(tmp_path))
        text = capsys.readouterr().out
        assert ("manage.py work" in text) == (part == "worker")
        assert ("--no-worker" in text) == (part == "web")
        assert ("ExecReload=" in text) == (part != "worker")
        assert "UMask=0077" in text
        if analyze := shutil.which("systemd-analyze"):
            unit = tmp_path / "quizsite.service"
            unit.write_text(text)
            done = subprocess.run(
                [analyze, "verify", "--man=no", str(unit)],
                capture_output=True,
                text=True,
                check=False,
            )
            assert "quizsite" not in done.stderr, done.stderr
