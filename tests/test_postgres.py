"""The tests about rows, races and constraints, once more on a real PostgreSQL."""

import os
import subprocess
import sys
from pathlib import Path

from tests.postgres import postgres

ROOT = Path(__file__).resolve().parent.parent
INSTALLATION = {
    "SECRET_KEY": "for tests only, and long enough to be taken for a secret",
    "ALLOWED_HOSTS": "testserver,localhost",
    "SECURE_SSL_REDIRECT": "0",
}


# Only the files with the mark: collecting all of them takes longer than many of the tests.
MARKED = [
    str(path)
    for path in sorted((ROOT / "tests").rglob("test_*.py"))
    if "mark.rows" in path.read_text()
]


def test_rows_hold_on_a_real_postgresql():
    """This test itself has no mark `rows`, so that it does not start itself."""
    with postgres(is_durable=False) as server:
        run = subprocess.run(
            [sys.executable, *"-m pytest -m rows -n0 -q -p no:cacheprovider".split(), *MARKED],
            cwd=ROOT,
            env={**os.environ, **INSTALLATION, "DATABASE_URL": server.url},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
    assert run.returncode == 0, run.stdout
    assert " passed" in run.stdout, run.stdout
