"""PostgreSQL: pg_dump of one exported snapshot, and pg_restore in one transaction."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from quizzes.management.backup.manifest import BackupError
from quizzes.management.backup.snapshots import APPLIED, MIGRATIONS, Snapshot, count_of, tables

# How libpq's programs are told what a connection is told. A password in their arguments could be
# read by everybody on the machine.
VARIABLES = {
    "dbname": "PGDATABASE",
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "passfile": "PGPASSFILE",
    "service": "PGSERVICE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
}
# Owners and rights are those of the database that is filled.
PLAIN = ("--no-owner", "--no-privileges")


class Postgres:
    """The database that the settings name."""

    def snapshot(self, target: Path) -> Snapshot:
        """Dump the database as it is at one moment; nobody who writes has to wait."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT pg_export_snapshot()")
            moment = cursor.fetchone()[0]
            counts = {}
            for table in tables():
                cursor.execute(count_of(table))
                counts[table] = int(cursor.fetchone()[0])
            if MIGRATIONS in counts:
                cursor.execute(APPLIED)
            applied = cursor.fetchall() if MIGRATIONS in counts else []
            _run("pg_dump", "--format=custom", f"--snapshot={moment}", f"--file={target}", *PLAIN)
        return Snapshot(target, counts, tuple(".".join(row) for row in applied))

    def fill(self, source: Path) -> None:
        """Read a dump into the empty database, all of it or nothing."""
        connection.close()
        name = str(connection.settings_dict["NAME"])
        _run("pg_restore", "--single-transaction", f"--dbname={name}", *PLAIN, str(source))

    def clear(self) -> None:
        """Remove every table; sequences, indexes and constraints go with them."""
        with transaction.atomic(), connection.cursor() as cursor:
            for table in tables():
                cursor.execute(f"DROP TABLE {connection.ops.quote_name(table)} CASCADE")


def _run(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs; raise BackupError with what it says."""
    path = shutil.which(program, path=settings.PG_BIN or None)
    if path is None:
        raise BackupError(
            f"{program} is not there. Install postgresql-client, or set PG_BIN to its folder."
        )
    done = subprocess.run(  # noqa: S603 - a program of PostgreSQL's, without a shell
        [path, *arguments],
        env={**os.environ, **_told()},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupError(f"{program} has failed: {done.stderr.strip() or done.returncode}")


def _told() -> Mapping[str, str]:
    known = connection.get_connection_params()
    return {name: str(known[key]) for key, name in VARIABLES.items() if known.get(key)}
