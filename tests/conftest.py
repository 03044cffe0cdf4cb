"""The cast: Alice teaches a class, Bob studies in it, Carol is a stranger, Dan teaches another."""

import os
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import Client, override_settings
from django.test.testcases import QuietWSGIRequestHandler

from quizsite.login import SEEN_AT
from quizsite.site import remembered
from quizzes.models.site import SiteSettings
from tests import prepared
from tests.factories import World, make_world

# Tests start some hundred processes, each of which would compile a thousand modules by itself.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# A response is sent in several writes; without this each waits 40 ms for the browser to acknowledge
# the one before. A page has thirty.
QuietWSGIRequestHandler.disable_nagle_algorithm = True

# Playwright's sync API runs an event loop in the thread of the tests.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


# The longest files, which a worker takes whole and sets up once: begun first, none is left to the
# end, when the other workers have nothing to do.
LONGEST = (
    "tests/test_postgres.py",
    "tests/management/backup/test_commands.py",
    "tests/management/test_demo.py",
    "tests/journeys/",
    "tests/load/",
    "tests/test_readme.py",
    "tests/management/",
    "tests/tasks/test_worker.py",
    "tests/engine/kinds/test_contract.py",
    "tests/engine/kinds/test_properties.py",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Begin with the longest files."""

    def place(item) -> int:
        starts = (place for place, path in enumerate(LONGEST) if item.nodeid.startswith(path))
        return next(starts, len(LONGEST))

    items.sort(key=place)


@pytest.fixture(scope="session")
def looking_for_tables():
    """Keep other processes waiting until there are tables; to be closed then."""
    with ExitStack() as waiting:
        waiting.enter_context(prepared.alone())
        yield waiting


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings, looking_for_tables) -> bool:
    """Begin with a copy of migrated tables, if somebody has made them."""
    if connection.vendor != "sqlite":
        looking_for_tables.close()
        return False
    return prepared.copied(Path(connection.settings_dict["TEST"]["NAME"]))


@pytest.fixture(scope="session")
def django_db_setup(django_db_keepdb, looking_for_tables, django_db_setup):
    """Make the database; keep its tables for others, and leave no copy behind."""
    name = Path(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite" and not django_db_keepdb:
        prepared.keep(name)
    looking_for_tables.close()
    yield
    if django_db_keepdb:
        connection.close()
        for end in ("", "-wal", "-shm"):
            name.with_name(name.name + end).unlink(missing_ok=True)


FAST_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    "quizsite.hashers.SlipPasswordHasher",
]


@pytest.fixture(autouse=True)
def fast_and_plain(settings):
    """Hash passwords fast, serve static files as they are, print no mail."""
    settings.PASSWORD_HASHERS = FAST_HASHERS
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture(autouse=True)
def a_site_that_is_known(monkeypatch):
    """Have the site's row remembered, as it nearly always is: numbers of queries are without it."""
    monkeypatch.setattr(remembered, "row", SiteSettings())
    monkeypatch.setattr(remembered, "until", float("inf"))


@pytest.fixture(autouse=True)
def media_of_ones_own(request, settings, tmp_path_factory):
    """Keep images of a test out of the demo."""
    if "of_the_class" not in request.fixturenames:
        settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")


@pytest.fixture(scope="class")
def of_the_class(django_db_setup, django_db_blocker, tmp_path_factory):
    """A transaction around the tests of a class, for rows that its fixtures make once.

    Each test, with its mark `django_db`, works in a savepoint on top of them.
    """
    media = override_settings(
        PASSWORD_HASHERS=FAST_HASHERS, MEDIA_ROOT=tmp_path_factory.mktemp("media")
    )
    with media, django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def world(db) -> World:
    """The cast, Alice's class, a quiz for everybody and its assignment to the class."""
    return make_world()


@pytest.fixture(scope="class")
def cast_of_the_class(of_the_class) -> World:
    """For modules that take it as `world`: the same, made once for the tests of a class."""
    return make_world()


@pytest.fixture
def as_bob(world) -> Client:
    """A browser in which Bob is logged in."""
    return logged_in(world.bob)


@pytest.fixture
def as_alice(world) -> Client:
    """A browser in which Alice is logged in."""
    return logged_in(world.alice)


@pytest.fixture
def as_carol(world) -> Client:
    """A browser in which Carol is logged in."""
    return logged_in(world.carol)


@pytest.fixture
def as_dan(world) -> Client:
    """A browser in which Dan is logged in."""
    return logged_in(world.dan)


def logged_in(user) -> Client:
    """Return a browser in which somebody is logged in."""
    client = Client()
    client.force_login(user, backend="quizsite.login.AccountBackend")
    session = client.session
    # Just seen, so that what a page costs is counted without the note that its session is used.
    session[SEEN_AT] = time.time()
    session.save()
    return client
