"""SQLite: a copy by its own backup interface, and a file put in the place of an empty one."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection

from quizzes.management.backup.manifest import BackupError
from quizzes.management.backup.snapshots import APPLIED, MIGRATIONS, Snapshot, count_of

TABLES = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
)


class Sqlite:
    """The file that the settings name."""

    def snapshot(self, target: Path) -> Snapshot:
        """Copy the database as it is at one moment; nobody who writes has to wait."""
        with closing(sqlite3.connect(_file())) as source, closing(sqlite3.connect(target)) as copy:
            # In one step, under one read lock: in WAL mode that stops no writer.
            source.backup(copy, pages=-1)
            # One file, without a log beside it.
            copy.execute("PRAGMA journal_mode=DELETE")
            if copy.execute("PRAGMA quick_check").fetchone() != ("ok",):
                raise BackupError(f"The database is damaged: PRAGMA quick_check of {_file()}.")
            names = [name for (name,) in copy.execute(TABLES)]
            counts = {name: int(copy.execute(count_of(name)).fetchone()[0]) for name in names}
            applied = copy.execute(APPLIED).fetchall() if MIGRATIONS in counts else []
            return Snapshot(target, counts, tuple(".".join(row) for row in applied))

    def fill(self, source: Path) -> None:
        """Put a copy in the place of the empty database."""
        draft = _file().with_name(f"{_file().name}.restoring")
        try:
            shutil.copyfile(source, draft)
            with draft.open("rb") as file:
                os.fsync(file.fileno())
            self.clear()
            draft.replace(_file())
        finally:
            draft.unlink(missing_ok=True)

    def clear(self) -> None:
        """Remove the database, with its log."""
        connection.close()
        for suffix in ("", "-wal", "-shm"):
            _file().with_name(_file().name + suffix).unlink(missing_ok=True)


def _file() -> Path:
    return Path(connection.settings_dict["NAME"])
