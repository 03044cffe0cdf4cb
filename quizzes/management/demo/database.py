"""The demo's own database: that it is no other, and throwing it away."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection


class NotTheDemo(Exception):  # noqa: N818 - it reads as what is the matter
    """The settings name a database that is not the demo's."""


class StillServed(Exception):  # noqa: N818 - it reads as what is the matter
    """A server has the database open."""


def require_demo() -> None:
    """Raise NotTheDemo unless the database is the demo's own file."""
    if not settings.IS_DEMO or connection.vendor != "sqlite" or _file().parent != _folder():
        raise NotTheDemo


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Wait while another process sets up the demo."""
    with (_folder() / "setup.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def mark_served() -> None:
    """Hold the database for this process and its children, until all of them have ended."""
    lock = os.open(_served(), os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(lock, fcntl.LOCK_SH)


def throw_away() -> None:
    """Remove database and media; raise StillServed while a server has them open."""
    with _served().open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StillServed from error
        connection.close()
        for suffix in ("", "-wal", "-shm"):
            _file().with_name(_file().name + suffix).unlink(missing_ok=True)
        shutil.rmtree(_folder() / "media", ignore_errors=True)


def _folder() -> Path:
    return Path(settings.DEMO_DIR)


def _file() -> Path:
    return Path(connection.settings_dict["NAME"])


def _served() -> Path:
    return _folder() / "served.lock"
