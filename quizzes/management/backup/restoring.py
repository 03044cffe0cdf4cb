"""Reading a backup into an empty database and an empty media folder: all of it or nothing."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from quizzes.management.backup import archive
from quizzes.management.backup.databases import database
from quizzes.management.backup.making import key_mark, version
from quizzes.management.backup.manifest import DATABASE, MEDIA, BackupError, Manifest
from quizzes.management.backup.snapshots import count_of, tables


@dataclass(frozen=True, slots=True)
class Restored:
    """What was read back, how many migrations were run on it, whether receipts can be checked."""

    manifest: Manifest
    migrated: int
    has_same_key: bool


def restore(source: Path) -> Restored:
    """Read a backup and bring it to this version; raise BackupError and leave everything empty."""
    manifest = archive.manifest_of(source)
    _refuse_what_does_not_fit(manifest)
    _refuse_what_is_full()
    media = Path(settings.MEDIA_ROOT)
    media.parent.mkdir(parents=True, exist_ok=True)
    with (
        _for_nobody_else(),
        tempfile.TemporaryDirectory(dir=media.parent, prefix=".restoring-") as folder,
    ):
        archive.unpack(source, Path(folder))
        try:
            missing = _fill(manifest, Path(folder))
        except BaseException:
            database().clear()
            _empty(media)
            raise
    return Restored(manifest, missing, manifest.key == key_mark())


@contextmanager
def _for_nobody_else() -> Iterator[None]:
    """Let only who runs this read what is written."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def _fill(manifest: Manifest, unpacked: Path) -> int:
    """Fill both; return how many migrations were run."""
    database().fill(unpacked / DATABASE)
    _refuse_lost_rows(manifest)
    missing = len(_known() - set(manifest.migrations))
    if missing:
        call_command("migrate", verbosity=0, interactive=False)
    media = Path(settings.MEDIA_ROOT)
    media.mkdir(exist_ok=True)
    # One by one: the folder itself may be a mounted disk.
    for path in (unpacked / MEDIA).glob("*"):
        shutil.move(path, media / path.name)
    return missing


def _refuse_what_does_not_fit(manifest: Manifest) -> None:
    if manifest.vendor != connection.vendor:
        raise BackupError(
            f"This is a backup of {manifest.vendor}, and DATABASE_URL names {connection.vendor}. "
            f"Name a database of {manifest.vendor}."
        )
    if unknown := set(manifest.migrations) - _known():
        raise BackupError(
            f"This backup was made by a newer version ({manifest.version}; this is {version()}): "
            f"{min(unknown)} is not known here. Install that version first."
        )


def _refuse_what_is_full() -> None:
    if there := tables():
        raise BackupError(
            f"The database has {len(there)} tables already, and restore only fills an empty one. "
            f"{_cure()} Nothing was changed."
        )
    media = Path(settings.MEDIA_ROOT)
    if media.exists() and any(media.iterdir()):
        raise BackupError(
            f"The media folder {media} is not empty, and restore only fills an empty one. Move it "
            "away, or name another in MEDIA_ROOT. Nothing was changed."
        )


def _cure() -> str:
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"Stop the site and move {name} away (with {name}-wal and {name}-shm)."
    return f"Make a new one (createdb {name}_restored) and name it in DATABASE_URL."


def _refuse_lost_rows(manifest: Manifest) -> None:
    with connection.cursor() as cursor:
        for table, count in manifest.counts.items():
            cursor.execute(count_of(table))
            if (found := cursor.fetchone()[0]) != count:
                raise BackupError(f"{table} has {found} rows instead of {count}. Nothing was kept.")


def _known() -> set[str]:
    return {".".join(key) for key in MigrationLoader(None).disk_migrations}


def _empty(folder: Path) -> None:
    for path in folder.glob("*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
