"""Gathers the static files when those to serve have changed: seconds, beside other work."""

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders


class NotGathered(Exception):  # noqa: N818 - it reads as what is the matter
    """The files could not be gathered; the text is what the command said."""


@contextmanager
def gathered() -> Iterator[None]:
    """Bring the served files up to date while the body runs, in a process of its own."""
    found = _fingerprint()
    note = Path(settings.DEMO_DIR) / "gathered"
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if manifest.is_file() and note.is_file() and note.read_text() == found:
        yield
        return
    with subprocess.Popen(
        [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"],
        cwd=settings.BASE_DIR,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        yield
        _, said = process.communicate()
    if process.returncode:
        raise NotGathered(said)
    # Written last: an interrupted gathering is begun again.
    note.write_text(found)


def _fingerprint() -> str:
    """Return a digest over every file to serve: its place, size and time."""
    digest = hashlib.blake2b(str(settings.STATIC_ROOT).encode(), digest_size=16)
    for finder in get_finders():
        for name, storage in finder.list([]):
            path = Path(storage.path(name))
            stat = path.stat()
            digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()
