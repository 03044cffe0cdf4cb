"""Reads a backup into an empty database and an empty media folder."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import Error

from quizzes.management.backup.manifest import BackupError
from quizzes.management.backup.restoring import Restored, restore
from quizzes.management.site_command import SiteCommand

OTHER_KEY = (
    "It was made with another SECRET_KEY: people must log in anew, and receipts of before cannot "
    "be checked until SECRET_KEY is the old one."
)


class Command(SiteCommand):
    """The command."""

    help = (
        "Fill an empty database and media folder from FILE, all of it or nothing, bring it to this "
        "version, and verify every record."
    )
    # There is nothing yet that could be checked.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be asked."""
        parser.add_argument("file", type=Path, help="a file that manage.py backup has written")

    def handle(self, *, file: Path, **_: Any) -> None:
        """Restore, say what came back, and verify it."""
        try:
            restored = restore(file)
        except (BackupError, OSError, Error) as error:
            raise CommandError(f"Nothing was restored. {error}") from error
        self.stdout.write(told(restored))
        call_command("verify_records", stdout=self.stdout)


def told(restored: Restored) -> str:
    """Return what came back, for people."""
    manifest = restored.manifest
    rows, files = sum(manifest.counts.values()), len(manifest.files) - 1
    moment = f"Restored as of {manifest.made_at} (version {manifest.version})"
    lines = [f"{moment}: {rows} rows, {files} files of media."]
    if restored.migrated:
        lines.append(f"{restored.migrated} migrations were run to bring it to this version.")
    if not restored.has_same_key:
        lines.append(OTHER_KEY)
    return "\n".join(lines)
