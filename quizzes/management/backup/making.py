"""Making a backup, while the site serves."""

import shutil
import tempfile
import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.crypto import salted_hmac

from quizzes.management.backup import archive
from quizzes.management.backup.databases import database
from quizzes.management.backup.manifest import DATABASE, MEDIA, BackupError, Manifest
from quizzes.management.backup.snapshots import tables

# Those that `default_file` names, and no "quizsite-before-the-exam.tar.gz".
NAMED = f"quizsite-{'[0-9]' * 8}-{'[0-9]' * 6}.tar.gz"
# What is only there while a backup is made.
DRAFTS = ".quizsite-"
OLD = timedelta(days=1)


def default_file(folder: Path, now: datetime) -> Path:
    """Return where a backup of this moment goes if nobody says."""
    return folder / f"quizsite-{now:%Y%m%d-%H%M%S}.tar.gz"


def make(target: Path, now: datetime, *, replaces: bool = False) -> Manifest:
    """Write a backup and return what it holds; raise BackupError and leave what was."""
    if target.exists() and not replaces:
        raise BackupError(f"{target} is there already. Name another file, or say --force.")
    if not target.parent.is_dir():
        raise BackupError(f"There is no folder {target.parent}. Make it, or name another.")
    if not tables():
        raise BackupError("The database is empty.")
    _remove_drafts(target.parent, now - OLD)
    # Beside the backup, where there must be room anyway; the folder is for its owner only.
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=DRAFTS) as folder:
        # The database first: a file of media is there before its row, and is never changed.
        snapshot = database().snapshot(Path(folder) / DATABASE)
        sources = {DATABASE: snapshot.path, **dict(media_files())}
        manifest = Manifest(
            version=version(),
            made_at=now.isoformat(timespec="seconds"),
            vendor=connection.vendor,
            migrations=snapshot.migrations,
            counts=snapshot.counts,
            key=key_mark(),
            files={name: archive.content_of(path) for name, path in sources.items()},
        )
        archive.write(target, manifest, sources)
    return manifest


def _remove_drafts(folder: Path, before: datetime) -> None:
    """Remove what is left of backups whose making was killed: as large as the database each."""
    for path in folder.glob(f"{DRAFTS}*"):
        if path.stat().st_mtime < before.timestamp():
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def media_files() -> Iterator[tuple[str, Path]]:
    """Yield each file of the media folder with its name in a backup; what leads out is left out."""
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield f"{MEDIA}/{path.relative_to(root).as_posix()}", path


def keep_newest(folder: Path, count: int) -> list[Path]:
    """Remove all but the newest of the backups with a name by `default_file`; return those gone."""
    gone = sorted(folder.glob(NAMED))[:-count]
    for path in gone:
        path.unlink()
    return gone


def version() -> str:
    """Return the version of this code."""
    with (settings.BASE_DIR / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])


def key_mark() -> str:
    """Return what tells this SECRET_KEY from another: receipts can only be checked with it."""
    return salted_hmac("quizzes.backup", "which key", algorithm="sha256").hexdigest()[:16]
