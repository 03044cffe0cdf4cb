"""An installation of its own, and how a person runs commands on it: in processes of their own."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg

from tests.postgres import PROGRAMS, postgres

ROOT = Path(__file__).resolve().parent.parent.parent.parent


@dataclass(frozen=True)
class Installation:
    """A folder, and a database in it or on a server."""

    folder: Path
    database: str
    settings: str = "quizsite.settings"

    @property
    def media(self) -> Path:
        """Where its media are."""
        return self.folder / "media"

    @property
    def environment(self) -> dict[str, str]:
        """What an installation is told."""
        return {
            **os.environ,
            "DATABASE_URL": self.database,
            "SECRET_KEY": "for tests only, and long enough to be taken for a secret",
            "ALLOWED_HOSTS": "quiz.example.org",
            "STATIC_ROOT": str(self.folder / "static"),
            "MEDIA_ROOT": str(self.media),
            "BACKUP_DIR": str(self.folder / "backups"),
            "PG_BIN": str(PROGRAMS),
            "EMAIL_URL": "smtp://localhost:25",
            "DJANGO_SETTINGS_MODULE": self.settings,
        }

    def run(self, *arguments: str, told: str = "", **environment: str) -> tuple[int, str]:
        """Return the exit code of a command of manage.py and what it said."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env={**self.environment, **environment},
            input=told,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout

    def done(self, *arguments: str, told: str = "", **environment: str) -> str:
        """Return what a command said that must end well."""
        code, said = self.run(*arguments, told=told, **environment)
        assert code == 0, said
        return said

    def asked(self, query: str) -> list[tuple[object, ...]]:
        """Return the rows that the database gives, without Django."""
        if self.database.startswith("sqlite"):
            with closing(sqlite3.connect(self.file)) as database, database:
                return database.execute(query).fetchall()
        with connected(self.database) as server:
            found = server.execute(query)  # type: ignore[arg-type]
            return found.fetchall() if found.description else []

    @property
    def file(self) -> Path:
        """SQLite's file."""
        return Path(self.database.removeprefix("sqlite:///"))

    def with_settings(self, module: str) -> "Installation":
        """Return the same with other settings."""
        return replace(self, settings=module)


@dataclass(frozen=True)
class Place:
    """Where installations can be made: a folder, and a server or none."""

    folder: Path
    server: str = ""

    def installation(self, name: str, like: Installation | None = None) -> Installation:
        """Return one with an empty database, or a copy of another one's."""
        folder = self.folder / name
        folder.mkdir()
        if not self.server:
            made = Installation(folder, f"sqlite:///{folder / 'db.sqlite3'}")
            if like:
                made.file.write_bytes(like.file.read_bytes())
            return made
        template = f' TEMPLATE "{like.folder.name}"' if like else ""
        with connected(self.server) as server:
            server.execute(f'CREATE DATABASE "{name}"{template}')  # type: ignore[arg-type]
        return Installation(folder, self.server.rsplit("/", 1)[0] + f"/{name}")


def connected(url: str) -> psycopg.Connection:
    """Return a connection of one's own to a database on the socket of a test's server."""
    folder, name = url.split("@/", 1)[1].rsplit("/", 1)
    return psycopg.connect(host=folder, user="postgres", dbname=name, autocommit=True)


@contextmanager
def place(vendor: str, folder: Path) -> Iterator[Place]:
    """Yield a place for installations on one of the two databases."""
    if vendor == "sqlite":
        yield Place(folder)
        return
    with postgres(is_durable=False) as server:
        yield Place(folder, server.url)
