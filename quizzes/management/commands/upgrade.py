"""Brings the data to this version of the code: first a backup, then all of it or nothing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import Error
from django.utils import timezone

from quizzes.management.backup import making
from quizzes.management.backup.manifest import BackupError
from quizzes.management.backup.snapshots import tables
from quizzes.management.backup.upgrading import upgrade
from quizzes.management.site_command import SiteCommand


class Command(SiteCommand):
    """The command."""

    help = (
        "Make a backup, migrate, load the shipped library, check, gather static files. Where a "
        "step fails, the data is what it was. Also sets up an empty database."
    )
    # What checks look at is only brought to this version here.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be asked."""
        parser.add_argument(
            "--backup-to", type=Path, metavar="FOLDER", help="instead of BACKUP_DIR"
        )

    def handle(self, *, backup_to: Path | None, **_: Any) -> None:
        """Do it, saying each step."""
        saved = self._backup(backup_to or Path(settings.BACKUP_DIR))
        try:
            upgrade(self._say)
        except (Exception, SystemExit) as error:
            raise CommandError(_failed(error, saved)) from error
        self._say("Gathering styles and scripts …")
        try:
            call_command("collectstatic", interactive=False, verbosity=0)
        except Exception as error:
            raise CommandError(
                f"The data is upgraded, but static files could not be gathered: {error}"
            ) from error
        self._say(f"This is version {making.version()} now.")

    def _backup(self, folder: Path) -> Path | None:
        """Return the file of the backup; None where there is nothing yet to be saved."""
        now = timezone.now()
        target = making.default_file(folder, now)
        try:
            if not tables():
                return None
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            making.make(target, now)
        except (BackupError, OSError, Error) as error:
            raise CommandError(f"No backup could be made, so nothing was begun. {error}") from error
        self._say(f"Backup: {target}")
        return target

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def _failed(error: BaseException, saved: Path | None) -> str:
    kept = f" The backup of before is {saved}." if saved else ""
    return (
        "The upgrade has failed, and the data is what it was. Go back to the version of before, "
        f"or mend this and begin again: {type(error).__name__}: {error}.{kept}"
    )
