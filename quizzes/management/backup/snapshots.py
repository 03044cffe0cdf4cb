"""What a snapshot of a database is, and what can be done with either of the two."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from django.db import connection

MIGRATIONS = "django_migrations"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A database at one moment: its file, its rows by table, its migrations as "app.name"."""

    path: Path
    counts: Mapping[str, int]
    migrations: tuple[str, ...]


class Database(Protocol):
    """What both can do."""

    def snapshot(self, target: Path) -> Snapshot:
        """Write the whole database as it is at one moment; nobody who writes has to wait."""

    def fill(self, source: Path) -> None:
        """Read a snapshot into the empty database, all of it or nothing."""

    def clear(self) -> None:
        """Make the database empty again, as it was before `fill`."""


def tables() -> tuple[str, ...]:
    """Return the names of the tables there are."""
    return tuple(connection.introspection.table_names())


def count_of(table: str) -> str:
    """Return the query for a table's rows, in words that both databases read."""
    name = table.replace('"', '""')
    return f'SELECT count(*) FROM "{name}"'  # noqa: S608 - the database has told the name


APPLIED = f"SELECT app, name FROM {MIGRATIONS} ORDER BY id"  # noqa: S608 - a name of Django's
