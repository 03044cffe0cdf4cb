"""A real Chromium, one per worker, and students who take a quiz in it."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, expect

from quizzes.models.accounts import User
from quizzes.models.attempts import Attempt
from tests import factories
from tests.conftest import logged_in
from tests.journeys.student import Student

# The first is the same engine without windows, which takes half the seconds of a processor.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# In milliseconds; what is there is not waited for. The gallery takes a busy machine ten seconds.
PATIENCE = 30_000


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium as this machine has it; without one the journeys are skipped, unless demanded."""
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        reason = "no Chromium on this machine: the journeys were not run"
        if os.environ.get("QUIZSITE_REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    expect.set_options(timeout=PATIENCE / 2)
    browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture
def device(browser, live_server) -> Iterator[Callable[..., BrowserContext]]:
    """Make devices: browser contexts that share nothing, by the options of `new_context`."""
    contexts = []

    def new(**options) -> BrowserContext:
        context = browser.new_context(base_url=live_server.url, **options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context

    yield new
    for context in contexts:
        context.close()


@pytest.fixture
def student(device, live_server) -> Callable[..., Student]:
    """Make a student's page: logged in, on a device of their own unless one is given."""

    def new(user: User, context: BrowserContext | None = None, **options) -> Student:
        context = context or device(**options)
        log_in(context, user, live_server.url)
        return Student(context.new_page(), user)

    return new


@pytest.fixture
def bob(transactional_db) -> User:
    """Bob, whose clock is not the server's."""
    return factories.make_user("bob", name="Bob", time_zone="Asia/Almaty")


@pytest.fixture
def at_work(student, bob, attempt) -> Iterator[Student]:
    """Bob, who has opened the attempt of the test's module."""
    page = student(bob)
    page.open(attempt)
    yield page
    assert page.errors == []


@pytest.fixture
def plain_page(device, bob, live_server) -> Callable[[Attempt], Student]:
    """Open an attempt of Bob's in a browser without JavaScript."""

    def open_attempt(attempt: Attempt) -> Student:
        context = device(java_script_enabled=False, viewport={"width": 390, "height": 844})
        log_in(context, bob, live_server.url)
        page = Student(context.new_page(), bob)
        page.page.goto(f"/attempts/{attempt.public_id}/take/")
        return page

    return open_attempt


def log_in(context: BrowserContext, user: User, url: str) -> None:
    """Log somebody in on a device, without the form."""
    session = logged_in(user).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": url}])
