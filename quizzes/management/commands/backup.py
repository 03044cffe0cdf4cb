"""Writes the database and the media into one file, while the site serves."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import Error
from django.utils import timezone

from quizzes.management.backup import making
from quizzes.management.backup.manifest import BackupError
from quizzes.management.site_command import SiteCommand


class Command(SiteCommand):
    """The command."""

    help = (
        "Write the database and all media into FILE, for its owner's eyes only. Without FILE into "
        "BACKUP_DIR, named by date and time. SECRET_KEY and the other variables are not in it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be asked."""
        parser.add_argument("file", nargs="?", type=Path, help="where to, for example b.tar.gz")
        parser.add_argument("--force", action="store_true", help="write over a file")
        parser.add_argument(
            "--keep", type=int, metavar="N", help="of those in BACKUP_DIR keep the newest N"
        )

    def handle(self, *, file: Path | None, force: bool, keep: int | None, **_: Any) -> None:
        """Write the file and say what is in it."""
        if keep is not None and (keep < 1 or file):
            raise CommandError("--keep N is for BACKUP_DIR: a number from 1 on, and no FILE.")
        now, folder = timezone.now(), Path(settings.BACKUP_DIR)
        try:
            if file is None:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            target = file or making.default_file(folder, now)
            manifest = making.make(target, now, replaces=force)
            gone = making.keep_newest(folder, keep) if keep else []
        except (BackupError, OSError, Error) as error:
            raise CommandError(f"No backup was made. {error}") from error
        size = target.stat().st_size / 1_000_000
        self.stdout.write(
            f"{target}: {sum(manifest.counts.values())} rows in {len(manifest.counts)} tables, "
            f"{len(manifest.files) - 1} files of media, {size:.1f} MB."
            + (f" {len(gone)} older backups removed." if gone else "")
        )
