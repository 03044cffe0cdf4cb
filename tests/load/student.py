"""A student at work: what a browser asks from logging in to the review, in 16 requests."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from html.parser import HTMLParser

from tests.load.browser import Answer, Browser, WrongAnswer

QUESTIONS = 10
PASSWORD_OF_FLOOR = "as bare as it can be"
IS_ATTEMPT = re.compile(r"/attempts/([0-9a-f-]{36})/")


Journey = Mapping[str, Sequence[Callable[[], Answer]]]


@dataclass(frozen=True)
class Class:
    """Students by user name, who share a password, and the public id of their assignment."""

    students: tuple[str, ...]
    password: str
    assignment: str


@dataclass
class Page:
    """What the page for answering asks: by position the ids to choose from, none for text."""

    user: str = ""
    choices: dict[int, list[str]] = field(default_factory=dict)
    are_many: set[int] = field(default_factory=set)

    def answer(self, position: int, text: str) -> object:
        """Return something to answer a question with."""
        if not self.choices[position]:
            return text
        first = self.choices[position][0]
        return [first] if position in self.are_many else first


class PageReader(HTMLParser):
    """Reads a page as far as answering it takes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.page = Page()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the fields of questions, and whose page it is."""
        found = dict(attrs)
        self.page.user = found.get("data-user") or self.page.user
        name = re.fullmatch(r"q([0-9]+)", found.get("name") or "")
        if not name:
            return
        choices = self.page.choices.setdefault(int(name[1]), [])
        if found.get("type") in ("radio", "checkbox"):
            choices.append(found.get("value") or "")
        if found.get("type") == "checkbox":
            self.page.are_many.add(int(name[1]))


class Student:
    """One student; every method is a step that the run measures by its name."""

    def __init__(self, browser: Browser, username: str, given: Class) -> None:
        self.browser = browser
        self.username = username
        self.given = given
        self.attempt = ""
        self.page = Page()

    def journey(self) -> Journey:
        """Return a whole attempt: the calls of each step, in order."""
        return {
            "login_page": [self.open_login],
            "login": [self.log_in],
            "start": [self.start],
            "page": [self.take],
            "save": [partial(self.save, position) for position in range(1, QUESTIONS + 1)],
            "submit": [self.submit],
            "review": [self.review],
        }

    def open_login(self) -> Answer:
        """Get the form for logging in, and with it the CSRF cookie."""
        self.browser.cookies.clear()
        return self.browser.get("login_page", "/account/login/")

    def log_in(self) -> Answer:
        """Log in."""
        return self.browser.post(
            "login", "/account/login/", login=self.username, password=self.given.password
        )

    def start(self) -> Answer:
        """Press Start."""
        answer = self.browser.post("start", f"/assignments/{self.given.assignment}/start/")
        found = IS_ATTEMPT.search(answer.location)
        if not found:
            raise WrongAnswer(f"start led to {answer.location}")
        self.attempt = found[1]
        return answer

    def take(self) -> Answer:
        """Get the page with the questions."""
        answer = self.browser.get("page", f"/attempts/{self.attempt}/take/")
        self.page = PageReader(answer.body.decode()).page
        return answer

    def save(self, position: int, text: str = "Astana", base: int = 0) -> Answer:
        """Save an answer to one question."""
        item = {
            "position": position,
            "raw": self.page.answer(position, text),
            "action": "save",
            "base_revision": base,
        }
        body = {"user": self.page.user, "items": [item]}
        return self.browser.send("save", f"/attempts/{self.attempt}/save/", body)

    def submit(self) -> Answer:
        """Hand in."""
        return self.browser.post("submit", f"/attempts/{self.attempt}/submit/")

    def review(self) -> Answer:
        """Look at the review."""
        return self.browser.get("review", f"/attempts/{self.attempt}/review/")


class FloorStudent:
    """The same number of requests to the floor: log in, then store a row each time."""

    def __init__(self, browser: Browser, username: str, requests: int) -> None:
        self.browser = browser
        self.username = username
        self.requests = requests

    def journey(self) -> Journey:
        """Return as many requests as an attempt takes."""
        return {
            "login_page": [self.open_login],
            "login": [self.log_in],
            "row": [self.store] * (self.requests - 2),
        }

    def open_login(self) -> Answer:
        """Get the form for logging in, and with it the CSRF cookie."""
        self.browser.cookies.clear()
        return self.browser.get("login_page", "/account/login/")

    def log_in(self) -> Answer:
        """Log in."""
        return self.browser.post(
            "login", "/account/login/", login=self.username, password=PASSWORD_OF_FLOOR
        )

    def store(self) -> Answer:
        """Store a row."""
        return self.browser.send("row", "/rows/", {"text": "Astana"})
