"""A browser as far as a server sees it: one kept connection, cookies, CSRF tokens."""

import gzip
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from tests.load.servers import HOST

FORM = "application/x-www-form-urlencoded"
# gunicorn closes a kept connection after two seconds: we are the ones to leave.
KEPT_FOR = 1.0
PATIENCE = 60.0

Log = Callable[[str, float], None]


class WrongAnswer(Exception):  # noqa: N818 - it reads as what happened
    """The server answered something else than a student expects."""


@dataclass(frozen=True)
class Answer:
    """What came back; `length` as it was sent, `queries` where the server counts them."""

    status: int
    location: str
    body: bytes
    length: int
    queries: int


class Line:
    """A kept connection to the server, which several browsers may use in turn."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.connection: HTTPConnection | None = None
        self.used_at = 0.0

    def ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> HTTPResponse:
        """Return the response to a request, its body not yet read."""
        if time.monotonic() - self.used_at > KEPT_FOR:
            self.close()
        if self.connection is None:
            self.connection = HTTPConnection(HOST, self.port, timeout=PATIENCE)
        self.connection.request(method, path, body, headers)
        self.used_at = time.monotonic()
        return self.connection.getresponse()

    def close(self) -> None:
        """Hang up."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None


class Browser:
    """One person's browser. `log` is told each step's name and seconds."""

    def __init__(self, line: Line, address: str, log: Log | None = None) -> None:
        self.line = line
        self.address = address
        self.log = log
        self.cookies: dict[str, str] = {}

    def get(self, step: str, path: str) -> Answer:
        """Fetch a page."""
        return self._ask(step, "GET", path, b"", {}, 200)

    def post(self, step: str, path: str, **fields: str) -> Answer:
        """Post a form that leads somewhere else."""
        fields["csrfmiddlewaretoken"] = self.cookies.get("csrftoken", "")
        body = urlencode(fields).encode()
        return self._ask(step, "POST", path, body, {"Content-Type": FORM}, 302)

    def send(
        self, step: str, path: str, body: object, expected: tuple[int, ...] = (200,)
    ) -> Answer:
        """Send JSON, as the page's script does."""
        headers = {
            "Content-Type": "application/json",
            "X-CSRFToken": self.cookies.get("csrftoken", ""),
        }
        return self._ask(step, "POST", path, json.dumps(body).encode(), headers, 200)

    def _ask(
        self,
        step: str,
        method: str,
        path: str,
        body: bytes,
        headers: dict[str, str],
        expected: int,
    ) -> Answer:
        begun = time.perf_counter()
        answer = self._answer(method, path, body, headers)
        if answer.status != expected:
            raise WrongAnswer(f"{step}: {answer.status} for {path}: {answer.body[:300]!r}")
        if self.log:
            self.log(step, time.perf_counter() - begun)
        return answer

    def _answer(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            response = self.line.ask(
                method,
                path,
                body,
                {
                    **headers,
                    "Accept-Encoding": "gzip",
                    "Cookie": cookies,
                    "X-Forwarded-For": self.address,
                },
            )
            sent = response.read()
        except (OSError, HTTPException):
            self.line.close()
            raise
        is_compressed = response.headers.get("Content-Encoding") == "gzip"
        for cookie in response.headers.get_all("Set-Cookie", []):
            self.cookies.update({name: each.value for name, each in SimpleCookie(cookie).items()})
        return Answer(
            response.status,
            response.headers.get("Location", ""),
            gzip.decompress(sent) if is_compressed else sent,
            len(sent),
            int(response.headers.get("X-Queries", 0)),
        )
