"""Empty tables of SQLite, migrated once for all processes of tests; each takes a copy.

Kept in `var/test/` under a name that says which migrations and packages they were made by.
"""

import fcntl
import hashlib
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "test"


def tables() -> Path:
    """Return the file that has, or will have, the tables of this version."""
    made_by = hashlib.sha256(sys.version.encode())
    for source in (ROOT / "uv.lock", *sorted((ROOT / "quizzes" / "migrations").glob("*.py"))):
        made_by.update(source.name.encode() + source.read_bytes())
    return FOLDER / f"tables-{made_by.hexdigest()[:16]}.sqlite3"


def copied(target: Path) -> bool:
    """Copy the tables to a new database if somebody has made them; return whether."""
    if not tables().exists():
        return False
    shutil.copyfile(tables(), target)
    return True


def keep(database: Path) -> None:
    """Keep the empty tables of a database; earlier versions go."""
    kept = tables()
    for old in FOLDER.glob("tables-*"):
        old.unlink()
    # Written beside, so that a killed process leaves no half a file under the name.
    beside = kept.with_name(f"{kept.name}-new")
    with closing(sqlite3.connect(database)) as source:
        source.execute("VACUUM INTO ?", (str(beside),))
    beside.rename(kept)


@contextmanager
def alone() -> Iterator[None]:
    """Let one process at a time look for the tables and make them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "tables.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
