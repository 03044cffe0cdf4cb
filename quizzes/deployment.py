"""What is unsafe about an installation: `manage.py check --deploy` names each, and its cure."""

import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.db import connection

HOUR, DAY = 60 * 60, 60 * 60 * 24
# Of characters, and of different ones among them: Django's own measure of a secret.
LONGEST_GUESS, FEWEST_SIGNS = 50, 5
# Where the locks that a database needs do not hold, or not always.
NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs", "ceph"})
SOURCE = ("quizzes", "quizsite", "templates", "fixtures", "tests", ".git")


def check_no_debugging(**_: Any) -> Sequence[checks.CheckMessage]:
    """Error pages of developers show code and settings to whoever causes one."""
    if not settings.DEBUG:
        return []
    return [
        checks.Error(
            "DEBUG is on: every visitor sees code and settings when something fails.",
            hint="Leave DEBUG out, or set DEBUG=0.",
            id="quizzes.E010",
        )
    ]


def check_secret(**_: Any) -> Sequence[checks.CheckMessage]:
    """Who guesses the secret logs in as anybody."""
    secret = settings.SECRET_KEY
    if len(secret) >= LONGEST_GUESS and len(set(secret)) >= FEWEST_SIGNS:
        return []
    return [
        checks.Error(
            "SECRET_KEY is short or simple. Who guesses it can log in as anybody.",
            hint="Make one: python3 -c 'import secrets; print(secrets.token_urlsafe(50))'",
            id="quizzes.E011",
        )
    ]


def check_https(**_: Any) -> Sequence[checks.CheckMessage]:
    """Without HTTPS, passwords and answers can be read in the school's own network."""
    if settings.IS_DEMO or (settings.SECURE_SSL_REDIRECT and settings.SESSION_COOKIE_SECURE):
        return []
    return [
        checks.Warning(
            "HTTPS is not demanded: passwords can be read by whoever shares the network.",
            hint="Put a proxy with a certificate in front, and leave SECURE_SSL_REDIRECT out.",
            id="quizzes.W010",
        )
    ]


def check_hsts(**_: Any) -> Sequence[checks.CheckMessage]:
    """A browser that was here before must not be led to plain HTTP by anybody."""
    if settings.IS_DEMO or settings.SECURE_HSTS_SECONDS >= HOUR:
        return []
    return [
        checks.Warning(
            "Browsers are not told to keep to HTTPS, so a first request can be led elsewhere.",
            hint="Leave SECURE_HSTS_SECONDS out (a year) once HTTPS works.",
            id="quizzes.W011",
        )
    ]


def check_sender(**_: Any) -> Sequence[checks.CheckMessage]:
    """Mail that claims to come from localhost is thrown away by those who get it."""
    if settings.IS_DEMO or "@localhost" not in settings.DEFAULT_FROM_EMAIL:
        return []
    return [
        checks.Warning(
            "Mail claims to come from localhost, so most of it will be taken for spam.",
            hint="Set DEFAULT_FROM_EMAIL, for example 'Our school <quiz@example.org>'.",
            id="quizzes.W012",
        )
    ]


def check_folders_apart(**_: Any) -> Sequence[checks.CheckMessage]:
    """What lies among the static files is served to everybody."""
    served = Path(settings.STATIC_ROOT).resolve()
    return [
        checks.Error(
            f"{name} is in {served}, whose files are served to everybody.",
            hint=f"Name another folder for {variable}.",
            id="quizzes.E012",
        )
        for variable, name, path in _kept_places()
        if path.is_relative_to(served)
    ]


def check_backups_apart(**_: Any) -> Sequence[checks.CheckMessage]:
    """The media folder is in each backup, and what lies in it as well."""
    media, backups = Path(settings.MEDIA_ROOT).resolve(), Path(settings.BACKUP_DIR).resolve()
    if not backups.is_relative_to(media):
        return []
    return [
        checks.Error(
            f"The folder of backups is in {media}, so each backup holds all those before it.",
            hint="Name another folder for BACKUP_DIR.",
            id="quizzes.E015",
        )
    ]


def check_folders_outside_the_code(**_: Any) -> Sequence[checks.CheckMessage]:
    """What lies among the code is lost, or committed, with the next version."""
    code = [(settings.BASE_DIR / folder).resolve() for folder in SOURCE]
    return [
        checks.Warning(
            f"{name} is among the code, and may be lost with an upgrade.",
            hint=f"Name a folder outside of {settings.BASE_DIR} for {variable}.",
            id="quizzes.W013",
        )
        for variable, name, path in _kept_places()
        if any(path.is_relative_to(folder) for folder in code)
    ]


def _kept_places() -> Iterator[tuple[str, str, Path]]:
    """Yield what is kept on disk, as variable, words and place."""
    yield "MEDIA_ROOT", "The media folder", Path(settings.MEDIA_ROOT).resolve()
    yield "BACKUP_DIR", "The folder of backups", Path(settings.BACKUP_DIR).resolve()
    if file := _sqlite_file():
        yield "DATABASE_URL", "The database", file.resolve()


def check_media_can_be_written(**_: Any) -> Sequence[checks.CheckMessage]:
    """An image that cannot be kept is a page that fails."""
    media = Path(settings.MEDIA_ROOT)
    there = next(path for path in (media, *media.parents) if path.exists())
    if there.is_dir() and os.access(there, os.W_OK | os.X_OK):
        return []
    return [
        checks.Error(
            f"Nothing can be written into the media folder {media}.",
            hint=f"Give it to the user who runs this: chown -R quizsite {there}",
            id="quizzes.E013",
        )
    ]


def check_database_is_local(**_: Any) -> Sequence[checks.CheckMessage]:
    """SQLite's log and locks need a disk of this machine."""
    file = _sqlite_file()
    kind = _file_system(file.resolve()) if file else ""
    if kind not in NETWORK:
        return []
    return [
        checks.Error(
            f"The SQLite database is on a network file system ({kind}), which damages it.",
            hint="Move it to a disk of this machine, or use PostgreSQL.",
            id="quizzes.E014",
        )
    ]


def _sqlite_file() -> Path | None:
    return Path(connection.settings_dict["NAME"]) if connection.vendor == "sqlite" else None


def _file_system(path: Path, mounts: Path = Path("/proc/mounts")) -> str:
    """Return the kind of file system that a path is on; nothing where that cannot be told."""
    if not mounts.exists():
        return ""
    lines = [line.split() for line in mounts.read_text().splitlines()]
    around = [(len(line[1]), line[2]) for line in lines if path.is_relative_to(line[1])]
    return max(around, default=(0, ""))[1]


def check_backups(**_: Any) -> Sequence[checks.CheckMessage]:
    """A backup that nobody makes is missed once."""
    made = [path.stat().st_mtime for path in Path(settings.BACKUP_DIR).glob("*.tar.gz")]
    if settings.IS_DEMO or (made and time.time() - max(made) < 2 * DAY):
        return []
    found = "The newest backup is more than two days old." if made else "There is no backup."
    return [
        checks.Info(
            f"{found} Looked for in {settings.BACKUP_DIR}.",
            hint="Run manage.py backup by a timer each night (README), or set BACKUP_DIR.",
            id="quizzes.I001",
        )
    ]


CHECKS = (
    check_no_debugging,
    check_secret,
    check_https,
    check_hsts,
    check_sender,
    check_folders_apart,
    check_backups_apart,
    check_folders_outside_the_code,
    check_media_can_be_written,
    check_database_is_local,
    check_backups,
)
