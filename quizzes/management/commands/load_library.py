"""Loads the shipped articles, questions and quizzes, also over those of an earlier release."""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from quizzes.management.library import load


class Command(BaseCommand):
    """The command."""

    help = "Load the shipped library: changed questions become new versions, removed ones retire."

    def handle(self, **_: object) -> None:
        """Load every folder of fixtures."""
        for folder in sorted((settings.BASE_DIR / "fixtures").iterdir()):
            loaded = load(folder, timezone.now())
            self.stdout.write(
                f"{folder.name}: {loaded.added} new questions, {loaded.published} in a new"
                f" version, {loaded.retired} retired."
            )
