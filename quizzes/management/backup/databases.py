"""Which of the two databases it is."""

from django.db import connection

from quizzes.management.backup.manifest import BackupError
from quizzes.management.backup.postgres import Postgres
from quizzes.management.backup.snapshots import Database
from quizzes.management.backup.sqlite import Sqlite


def database() -> Database:
    """Return what can be done with the database of the settings."""
    if connection.vendor == "sqlite":
        return Sqlite()
    if connection.vendor == "postgresql":
        return Postgres()
    raise BackupError("Only SQLite and PostgreSQL can be backed up.")
