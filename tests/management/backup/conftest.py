"""An installation with people in it, on each of the two databases; tests take copies of it."""

import subprocess
import sys

import pytest

from tests.management.backup.installation import ROOT, Installation, Place, place


@pytest.fixture(scope="package", params=["sqlite", "postgres"])
def where(request, tmp_path_factory) -> Place:
    """A place for installations."""
    with place(request.param, tmp_path_factory.mktemp(request.param)) as found:
        yield found


@pytest.fixture(scope="package")
def original(where) -> Installation:
    """An installation with a class, tries and an image."""
    made = where.installation("original")
    made.done("upgrade")
    filling = [sys.executable, "-m", "tests.management.backup.filling", "3"]
    subprocess.run(filling, cwd=ROOT, env=made.environment, check=True, capture_output=True)
    (made.media / "ab").mkdir(parents=True)
    (made.media / "ab" / "cd.png").write_bytes(b"\x89PNG and so on")
    return made


@pytest.fixture(scope="package")
def saved(where, original):
    """A backup of it."""
    file = where.folder / "saved.tar.gz"
    original.done("backup", str(file))
    return file
